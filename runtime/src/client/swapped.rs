//! A value that is exchanged while others use it: they keep what they took.

use std::sync::{Arc, PoisonError, RwLock};

pub(crate) struct Swapped<T>(RwLock<Option<Arc<T>>>);

impl<T> Swapped<T> {
    pub(crate) fn new(value: Option<T>) -> Self {
        Self(RwLock::new(value.map(Arc::new)))
    }

    /// The value now.
    pub(crate) fn get(&self) -> Option<Arc<T>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another in its place, made of the one before.
    pub(crate) fn exchange(&self, next: impl FnOnce(Option<&T>) -> T) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *held = Some(Arc::new(next(held.as_deref())));
    }
}
