//! The APIv3 key: decrypts notifications and platform certificates.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

#[cfg(feature = "sm")]
use super::sm4::Sm4Key;
use super::{AeadAlgorithm, CryptoError, KeyError, from_base64, to_base64};

/// The APIv3 key (APIv3密钥): the 32 bytes set on the merchant site.
///
/// `Debug` does not show it.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::{AeadAlgorithm, ApiV3Key};
///
/// let key = ApiV3Key::new("0123456789abcdef0123456789abcdef")?;
/// // As WeChat Pay makes the `resource` of a notification, and as a client opens it.
/// let ciphertext = key.encrypt("fdasflkja484", "transaction", br#"{"out_trade_no":"1"}"#)?;
/// assert_eq!(key.decrypt("fdasflkja484", "transaction", &ciphertext)?, br#"{"out_trade_no":"1"}"#);
/// assert!(key.decrypt("fdasflkja484", "refund", &ciphertext).is_err());
///
/// // By the algorithm that is stated beside it.
/// let algorithm = AeadAlgorithm::parse("AEAD_AES_256_GCM").unwrap();
/// let ciphertext = key.encrypt_with(algorithm, "fdasflkja485", "", b"{}")?;
/// assert_eq!(key.decrypt_with(algorithm, "fdasflkja485", "", &ciphertext)?, b"{}");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
pub struct ApiV3Key {
    aes: LessSafeKey,
    #[cfg(feature = "sm")]
    sm4: Sm4Key,
}

impl ApiV3Key {
    /// From the key's text: its bytes are the AES key as they are.
    ///
    /// # Errors
    /// [`KeyError::ApiV3KeyLength`] unless it has exactly 32 bytes,
    /// [`KeyError::ApiV3KeyBlank`] if it begins or ends with a blank or a line
    /// end, [`KeyError::ApiV3KeyEncoded`] for its hexadecimal or base64 form.
    pub fn new(key: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let key = key.as_ref();
        if key.trim_ascii().len() < key.len() {
            return Err(KeyError::ApiV3KeyBlank);
        }
        let aes = UnboundKey::new(&AES_256_GCM, key)
            .map(LessSafeKey::new)
            .map_err(|_| wrong_length(key))?;
        Ok(Self {
            aes,
            #[cfg(feature = "sm")]
            sm4: Sm4Key::of_api_v3_key(key),
        })
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
        self.decrypt_with(AeadAlgorithm::Aes256Gcm, nonce, associated_data, ciphertext)
    }

    /// Encrypts as WeChat Pay does: for gateways and tests. A nonce must never be used twice.
    ///
    /// # Errors
    /// [`CryptoError::NonceLength`] unless the nonce has 12 bytes.
    pub fn encrypt(&self, nonce: &str, associated_data: &str, plain: &[u8]) -> Result<String, CryptoError> {
        self.encrypt_with(AeadAlgorithm::Aes256Gcm, nonce, associated_data, plain)
    }

    /// As [`decrypt`](Self::decrypt), by the algorithm that is stated beside the ciphertext.
    ///
    /// # Errors
    /// As there, and [`CryptoError::NeedsSm`] for SM4 without the feature `sm`.
    pub fn decrypt_with(
        &self,
        algorithm: AeadAlgorithm,
        nonce: &str,
        associated_data: &str,
        ciphertext: &str,
    ) -> Result<Vec<u8>, CryptoError> {
        let mut buffer = from_base64(ciphertext)?;
        let nonce = twelve(nonce)?;
        match algorithm {
            AeadAlgorithm::Aes256Gcm => {
                let nonce = Nonce::assume_unique_for_key(nonce);
                let plain = self
                    .aes
                    .open_in_place(nonce, Aad::from(associated_data), &mut buffer)
                    .map_err(|_| CryptoError::Decryption)?;
                let length = plain.len();
                buffer.truncate(length);
            }
            #[cfg(feature = "sm")]
            AeadAlgorithm::Sm4Gcm => self.sm4.open(nonce, associated_data, &mut buffer)?,
            #[cfg(not(feature = "sm"))]
            AeadAlgorithm::Sm4Gcm => return Err(CryptoError::NeedsSm),
        }
        Ok(buffer)
    }

    /// As [`encrypt`](Self::encrypt), by this algorithm.
    ///
    /// # Errors
    /// As there, and [`CryptoError::NeedsSm`] for SM4 without the feature `sm`.
    pub fn encrypt_with(
        &self,
        algorithm: AeadAlgorithm,
        nonce: &str,
        associated_data: &str,
        plain: &[u8],
    ) -> Result<String, CryptoError> {
        let mut buffer = plain.to_vec();
        let nonce = twelve(nonce)?;
        match algorithm {
            AeadAlgorithm::Aes256Gcm => {
                let nonce = Nonce::assume_unique_for_key(nonce);
                self.aes
                    .seal_in_place_append_tag(nonce, Aad::from(associated_data), &mut buffer)
                    .map_err(|_| CryptoError::Library)?;
            }
            #[cfg(feature = "sm")]
            AeadAlgorithm::Sm4Gcm => self.sm4.seal(nonce, associated_data, &mut buffer)?,
            #[cfg(not(feature = "sm"))]
            AeadAlgorithm::Sm4Gcm => return Err(CryptoError::NeedsSm),
        }
        Ok(to_base64(&buffer))
    }
}

fn wrong_length(key: &[u8]) -> KeyError {
    let is_hex = key.len() == 64 && key.iter().all(u8::is_ascii_hexdigit);
    let is_base64 =
        || std::str::from_utf8(key).is_ok_and(|text| from_base64(text).is_ok_and(|bytes| bytes.len() == 32));
    if is_hex || is_base64() {
        KeyError::ApiV3KeyEncoded
    } else {
        KeyError::ApiV3KeyLength(key.len())
    }
}

fn twelve(nonce: &str) -> Result<[u8; NONCE_LEN], CryptoError> {
    nonce.as_bytes().try_into().map_err(|_| CryptoError::NonceLength)
}

impl fmt::Debug for ApiV3Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiV3Key(***)")
    }
}
