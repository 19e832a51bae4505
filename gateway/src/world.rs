//! Everything that a running gateway knows.

use std::sync::{PoisonError, RwLock};

use crate::answer::{Fresh, Origin};
use crate::check::{Checks, Nonces};
use crate::clock::Clock;
use crate::keys::Keys;

/// Everything that a running gateway knows. Shared by all requests.
#[derive(Debug)]
pub struct World {
    /// Of both sides.
    pub keys: Keys,
    /// What everything goes by.
    pub clock: Clock,
    /// How strict each check is.
    pub checks: RwLock<Checks>,
    /// Those of requests that were served.
    pub nonces: Nonces,
    /// Where the ids of answers come from.
    pub fresh: Fresh,
    /// Where clients reach the gateway: `http://127.0.0.1:4010`.
    pub base_url: String,
    /// The largest body that is read, in bytes.
    pub body_limit: usize,
}

impl World {
    /// How strict each check is at this moment.
    #[must_use]
    pub fn checks(&self) -> Checks {
        self.checks.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes it.
    pub fn set_checks(&self, checks: Checks) {
        *self.checks.write().unwrap_or_else(PoisonError::into_inner) = checks;
    }

    /// Where files are fetched.
    #[must_use]
    pub fn origin(&self) -> Origin<'_> {
        Origin {
            base_url: &self.base_url,
            keys: &self.keys,
        }
    }
}
