//! The APIv3 key: AES-256-GCM of notifications and platform certificates.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::{CryptoError, KeyError, from_base64, to_base64};

/// The APIv3 key (APIv3密钥): the 32 bytes set on the merchant site.
///
/// `Debug` does not show it.
pub struct ApiV3Key(LessSafeKey);

impl ApiV3Key {
    /// From the key's text; its bytes are the AES key as they are.
    ///
    /// # Errors
    /// [`KeyError::ApiV3KeyLength`] unless it has exactly 32 bytes.
    pub fn new(key: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let key = key.as_ref();
        UnboundKey::new(&AES_256_GCM, key)
            .map(|key| Self(LessSafeKey::new(key)))
            .map_err(|_| KeyError::ApiV3KeyLength(key.len()))
    }

    /// Decrypts `AEAD_AES_256_GCM`: base64 of ciphertext and tag; absent associated data is empty.
    ///
    /// # Errors
    /// [`CryptoError`] if anything but this key, nonce and associated data made it.
    pub fn decrypt(
        &self,
        nonce: &str,
        associated_data: &str,
        ciphertext: &str,
    ) -> Result<Vec<u8>, CryptoError> {
        let mut buffer = from_base64(ciphertext)?;
        let plain = self
            .0
            .open_in_place(twelve(nonce)?, Aad::from(associated_data), &mut buffer)
            .map_err(|_| CryptoError::Decryption)?;
        let length = plain.len();
        buffer.truncate(length);
        Ok(buffer)
    }

    /// Encrypts as WeChat Pay does: for gateways and tests. A nonce must never be used twice.
    ///
    /// # Errors
    /// [`CryptoError::NonceLength`] unless the nonce has 12 bytes.
    pub fn encrypt(&self, nonce: &str, associated_data: &str, plain: &[u8]) -> Result<String, CryptoError> {
        let mut buffer = plain.to_vec();
        self.0
            .seal_in_place_append_tag(twelve(nonce)?, Aad::from(associated_data), &mut buffer)
            .map_err(|_| CryptoError::Library)?;
        Ok(to_base64(&buffer))
    }
}

fn twelve(nonce: &str) -> Result<Nonce, CryptoError> {
    let bytes: [u8; NONCE_LEN] = nonce
        .as_bytes()
        .try_into()
        .map_err(|_| CryptoError::NonceLength)?;
    Ok(Nonce::assume_unique_for_key(bytes))
}

impl fmt::Debug for ApiV3Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiV3Key(***)")
    }
}
