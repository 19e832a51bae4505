//! What tests put in the place of the clock and the random generator.

use std::sync::Arc;

use super::settings::ClientBuilder;
use crate::clock::Clock;
use crate::nonce::NonceSource;

impl<C> ClientBuilder<C> {
    /// Takes the time from here, in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        self.clock = Clock::Custom(Arc::new(now));
        self
    }

    /// Takes nonces from here instead of the random generator: at most 32 letters and digits.
    #[must_use]
    pub fn nonce(mut self, next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.nonce = NonceSource::Custom(Arc::new(next));
        self
    }
}
