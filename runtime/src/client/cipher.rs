//! What encrypts the sensitive fields of requests, and decrypts those of answers.

use std::sync::Arc;

use super::own_keys::{OwnKeys, with_key_here};
use crate::crypto::PublicKey;
use crate::error::BoxError;
use crate::keyring::PlatformKey;
use crate::record::Cipher;

/// Encrypts fields for the platform, decrypts fields for the merchant.
pub(crate) struct FieldCipher<'a> {
    merchant: Option<Arc<OwnKeys>>,
    platform: Option<&'a PlatformKey>,
}

impl<'a> FieldCipher<'a> {
    pub(super) fn new(merchant: Option<Arc<OwnKeys>>, platform: Option<&'a PlatformKey>) -> Self {
        Self { merchant, platform }
    }
}

impl Cipher for FieldCipher<'_> {
    fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
        let key = self.platform.ok_or("no platform key to encrypt with")?;
        Ok(key.encrypt(plain)?)
    }

    fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
        with_key_here(self.merchant.as_deref(), |key| key.decrypt(cipher))
    }
}

/// v2's own encryption of fields: OAEP to WeChat Pay with a key of its own, PKCS#1 v1.5 to the merchant.
pub(crate) struct V2Cipher {
    merchant: Option<Arc<OwnKeys>>,
    key: Option<Arc<PublicKey>>,
}

impl V2Cipher {
    pub(super) fn new(merchant: Option<Arc<OwnKeys>>, key: Option<Arc<PublicKey>>) -> Self {
        Self { merchant, key }
    }

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

impl Cipher for V2Cipher {
    fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
        let key = self.key.as_ref().ok_or_else(|| self.missing_key())?;
        Ok(key.encrypt(plain)?)
    }

    fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
        with_key_here(self.merchant.as_deref(), |key| key.decrypt_pkcs1_v15(cipher))
    }
}
