//! AES-256-ECB of v2's refund notifications (`req_info`).
//!
//! The mode hides no patterns and authenticates nothing. It is what v2 sends.

use aws_lc_rs::cipher::{
    AES_256, DecryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey, UnboundCipherKey,
};

use super::{ApiV2Key, CryptoError, from_base64, md5_hex, to_base64};

/// Decrypts base64 of AES-256-ECB with PKCS#7 padding.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::{decrypt_ecb, encrypt_ecb};
///
/// let key = b"0123456789abcdef0123456789abcdef";
/// let ciphertext = encrypt_ecb(key, b"secret")?;
/// assert_eq!(decrypt_ecb(key, &ciphertext)?, b"secret");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
///
/// # Errors
/// [`CryptoError`] if it is no base64 of whole blocks, or the padding is wrong. A wrong
/// key passes once in 256 times: what comes out must be checked.
pub fn decrypt_ecb(key: &[u8; 32], ciphertext: &str) -> Result<Vec<u8>, CryptoError> {
    let mut buffer = from_base64(ciphertext)?;
    let plain = UnboundCipherKey::new(&AES_256, key)
        .and_then(PaddedBlockDecryptingKey::ecb_pkcs7)
        .map_err(|_| CryptoError::Library)?
        .decrypt(&mut buffer, DecryptionContext::None)
        .map_err(|_| CryptoError::Decryption)?;
    let length = plain.len();
    buffer.truncate(length);
    Ok(buffer)
}

/// Encrypts as [`decrypt_ecb`] reads it: for gateways and tests.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::encrypt_ecb;
///
/// assert_eq!(encrypt_ecb(b"0123456789abcdef0123456789abcdef", b"")?.len(), 24); // Base64 of one block.
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
///
/// # Errors
/// [`CryptoError::Library`] if the library has no memory left.
pub fn encrypt_ecb(key: &[u8; 32], plain: &[u8]) -> Result<String, CryptoError> {
    let mut buffer = plain.to_vec();
    UnboundCipherKey::new(&AES_256, key)
        .and_then(PaddedBlockEncryptingKey::ecb_pkcs7)
        .and_then(|key| key.encrypt(&mut buffer))
        .map_err(|_| CryptoError::Library)?;
    Ok(to_base64(&buffer))
}

impl ApiV2Key {
    /// Decrypts the `req_info` of a refund notification: AES-256-ECB with the key's MD5 in lower-case hexadecimal.
    ///
    /// # Errors
    /// As [`decrypt_ecb`].
    pub fn decrypt(&self, req_info: &str) -> Result<Vec<u8>, CryptoError> {
        decrypt_ecb(&self.req_info_key()?, req_info)
    }

    /// Encrypts a `req_info` as WeChat Pay does: for gateways and tests.
    ///
    /// # Errors
    /// As [`encrypt_ecb`].
    pub fn encrypt(&self, plain: &[u8]) -> Result<String, CryptoError> {
        encrypt_ecb(&self.req_info_key()?, plain)
    }

    fn req_info_key(&self) -> Result<[u8; 32], CryptoError> {
        let hex = md5_hex(self.text().as_bytes());
        hex.as_bytes().try_into().map_err(|_| CryptoError::Library)
    }
}
