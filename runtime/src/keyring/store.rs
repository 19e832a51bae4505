//! The keyring of a client: the keys at this moment.

use std::sync::{Arc, PoisonError, RwLock};

use super::{CertificateList, Keyring, PlatformKey};

/// Keeps the keyring. It is swapped as a whole; readers hold what they took.
pub(crate) struct KeyStore {
    /// What the builder was given: no fetch takes it away.
    given: Keyring,
    current: RwLock<Arc<Keyring>>,
    /// The list of platform certificates that is fetched, if one is.
    list: Option<CertificateList>,
}

impl KeyStore {
    pub(crate) fn new(given: Keyring, list: Option<CertificateList>) -> Self {
        Self {
            current: RwLock::new(Arc::new(given.clone())),
            given,
            list,
        }
    }

    pub(crate) fn fetches(&self) -> bool {
        self.list.is_some()
    }

    pub(crate) fn list(&self) -> CertificateList {
        self.list.unwrap_or_default()
    }

    /// The keys now. Never waits for a fetch.
    pub(crate) fn snapshot(&self) -> Arc<Keyring> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The list takes the place of what was fetched before.
    pub(crate) fn replace(&self, fetched: Vec<Arc<PlatformKey>>) {
        let mut keyring = self.given.clone();
        for key in fetched {
            keyring.insert(key);
        }
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keyring);
    }
}
