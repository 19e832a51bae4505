//! The RSA public key that encrypts fields of v2 requests: given, or fetched and remembered.

use std::sync::{Arc, Mutex, PoisonError};

use super::Core;
use crate::crypto::{PrivateKey, PublicKey};
use crate::record::{BoxError, Cipher};

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

/// v2's own encryption of fields: OAEP to WeChat Pay with a key of its own, PKCS#1 v1.5 to the merchant.
pub(crate) struct V2Cipher<'a> {
    merchant: Option<&'a PrivateKey>,
    key: Option<Arc<PublicKey>>,
}

impl Core {
    /// What encrypts the sensitive fields of a v2 request, and decrypts those of an answer.
    pub(crate) fn v2_cipher(&self) -> V2Cipher<'_> {
        V2Cipher {
            merchant: self.signer.as_ref().map(|signer| &signer.key),
            key: self.v2_public_key.get(),
        }
    }
}

impl V2Cipher<'_> {
    pub(crate) fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Says how to get the key.
    pub(crate) fn missing_key(&self) -> &'static str {
        "this operation has fields that are encrypted with the RSA public key of v2 (获取RSA加密公钥), and this client \
         has none: fetch it once with `Client::fetch_v2_public_key`, or give it to the builder with `v2_public_key`; \
         the platform's key (PUB_KEY_ID_…) is another one. Nothing was sent"
    }
}

impl Cipher for V2Cipher<'_> {
    fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
        let key = self.key.as_ref().ok_or_else(|| self.missing_key())?;
        Ok(key.encrypt(plain)?)
    }

    fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
        let key = self
            .merchant
            .ok_or("it is encrypted for the merchant's private key: give it with `merchant_key`")?;
        Ok(key.decrypt_pkcs1_v15(cipher)?)
    }
}
