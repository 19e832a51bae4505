//! SM4-GCM (国密) with a key made of the APIv3 key.

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{AeadInOut as _, KeyInit as _};
use aes_gcm::{AesGcm, Nonce};
use sm3::{Digest as _, Sm3};
use sm4::Sm4;

use super::CryptoError;

/// GCM is a mode of any cipher with blocks of 16 bytes; RFC 8998 has it with SM4.
pub(super) struct Sm4Key(AesGcm<Sm4, U12>);

impl Sm4Key {
    /// The SM4 key is the first half of the SM3 digest of the APIv3 key.
    pub(super) fn of_api_v3_key(key: &[u8]) -> Self {
        let digest = Sm3::digest(key);
        let (half, _) = digest.split_at(16);
        let mut key = sm4::cipher::Key::<Sm4>::default();
        key.copy_from_slice(half);
        Self(AesGcm::new(&key))
    }

    pub(super) fn open(&self, nonce: [u8; 12], data: &str, buffer: &mut Vec<u8>) -> Result<(), CryptoError> {
        self.0
            .decrypt_in_place(&Nonce::from(nonce), data.as_bytes(), buffer)
            .map_err(|_| CryptoError::Decryption)
    }

    pub(super) fn seal(&self, nonce: [u8; 12], data: &str, buffer: &mut Vec<u8>) -> Result<(), CryptoError> {
        self.0
            .encrypt_in_place(&Nonce::from(nonce), data.as_bytes(), buffer)
            .map_err(|_| CryptoError::Library)
    }
}
