//! The RSA public key that encrypts fields of v2 requests: given, or fetched and remembered.

use std::sync::{Arc, Mutex, PoisonError};

use crate::crypto::PublicKey;

/// Remembers the key.
#[derive(Default)]
pub(crate) struct V2PublicKey {
    known: Mutex<Known>,
    /// Held by the one that fetches.
    pub(crate) turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    key: Option<Arc<PublicKey>>,
    fetches: u64,
}

impl V2PublicKey {
    pub(crate) fn new(given: Option<PublicKey>) -> Self {
        let key = given.map(Arc::new);
        Self {
            known: Mutex::new(Known { key, fetches: 0 }),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// The key now.
    pub(crate) fn get(&self) -> Option<Arc<PublicKey>> {
        self.known().key.clone()
    }

    /// How many were fetched.
    pub(crate) fn fetches(&self) -> u64 {
        self.known().fetches
    }

    /// Takes a fetched key in the place of the one before.
    pub(crate) fn set(&self, key: PublicKey) -> Arc<PublicKey> {
        let key = Arc::new(key);
        let mut known = self.known();
        known.key = Some(key.clone());
        known.fetches += 1;
        key
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
