//! The merchant's private key.

use std::fmt;

use super::key_form::{KeyForm, KeyKind};
use super::rsa::RsaPrivateKey;
#[cfg(feature = "sm")]
use super::sm2::Sm2PrivateKey;
use super::{CryptoError, KeyAlgorithm, KeyError, PublicKey, from_base64, to_base64};

/// A private key, RSA or SM2: the merchant's signs requests and decrypts fields of responses.
///
/// `Debug` does not show it.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::{KeyAlgorithm, PrivateKey};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let apiclient_key = platform.merchant_key();
///
/// // `std::fs::read("apiclient_key.pem")?`
/// let key = PrivateKey::parse(apiclient_key)?;
/// assert_eq!(key.algorithm(), KeyAlgorithm::Rsa);
/// let signature = key.sign(b"message")?;
/// key.public_key()?.verify(b"message", &signature)?;
///
/// let ciphertext = key.public_key()?.encrypt("张三")?;
/// assert_eq!(key.decrypt(&ciphertext)?, "张三");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
pub struct PrivateKey(AnyPrivateKey);

enum AnyPrivateKey {
    Rsa(Box<RsaPrivateKey>),
    #[cfg(feature = "sm")]
    Sm2(Box<Sm2PrivateKey>),
}

impl PrivateKey {
    /// Reads `apiclient_key.pem`: PKCS#8, PKCS#1 or SEC 1, PEM (any line ends, blank lines), base64 of the file or
    /// of the key alone, or DER.
    ///
    /// Certificates in the same file are passed over.
    ///
    /// # Errors
    /// [`KeyError`] for anything that is neither a plain RSA private key of
    /// 2048 bits or more nor, with the feature `sm`, one of SM2, and for several of them.
    pub fn parse(input: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let form = KeyForm::one(input.as_ref(), KeyKind::PrivateKey)?;
        if form.is_encrypted() {
            return Err(KeyError::Encrypted);
        }
        let key = if form.is_sm2() {
            #[cfg(not(feature = "sm"))]
            return Err(KeyError::Sm2);
            #[cfg(feature = "sm")]
            AnyPrivateKey::Sm2(Sm2PrivateKey::read(&form.der)?.into())
        } else {
            AnyPrivateKey::Rsa(RsaPrivateKey::read(&form)?.into())
        };
        Ok(Self(key))
    }

    /// What kind of key it is.
    #[must_use]
    pub fn algorithm(&self) -> KeyAlgorithm {
        match &self.0 {
            AnyPrivateKey::Rsa(_) => KeyAlgorithm::Rsa,
            #[cfg(feature = "sm")]
            AnyPrivateKey::Sm2(_) => KeyAlgorithm::Sm2,
        }
    }

    /// Signs, in base64: SHA256-RSA2048 (PKCS#1 v1.5), or SM2 with SM3 (DER, random).
    ///
    /// # Errors
    /// [`CryptoError::Library`] if the library has no memory or randomness left.
    pub fn sign(&self, message: &[u8]) -> Result<String, CryptoError> {
        let signature = match &self.0 {
            AnyPrivateKey::Rsa(key) => key.sign(message),
            #[cfg(feature = "sm")]
            AnyPrivateKey::Sm2(key) => key.sign(message),
        };
        signature.map(|signature| to_base64(&signature))
    }

    /// Decrypts a sensitive field in base64: RSA-OAEP with SHA-1, or SM2 (DER, C1 C3 C2).
    ///
    /// # Errors
    /// [`CryptoError`] if it was made for another key or is not text.
    pub fn decrypt(&self, ciphertext: &str) -> Result<String, CryptoError> {
        String::from_utf8(self.decrypt_bytes(ciphertext)?).map_err(|_| CryptoError::NotText)
    }

    /// As [`decrypt`](Self::decrypt), of what need not be text.
    pub(crate) fn decrypt_bytes(&self, ciphertext: &str) -> Result<Vec<u8>, CryptoError> {
        let ciphertext = from_base64(ciphertext)?;
        match &self.0 {
            AnyPrivateKey::Rsa(key) => key.decrypt(&ciphertext),
            #[cfg(feature = "sm")]
            AnyPrivateKey::Sm2(key) => key.decrypt(&ciphertext),
        }
    }

    /// Decrypts a field of a v2 answer (RSA PKCS#1 v1.5, in base64).
    ///
    /// Only for what a verified answer holds: this padding tells a forger too much.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::crypto::{CryptoError, PrivateKey};
    ///
    /// /// A field of a v2 answer, in the hands of a tool that has verified the rest.
    /// fn name(key: &PrivateKey, ciphertext: &str) -> Result<String, CryptoError> {
    ///     key.decrypt_pkcs1_v15(ciphertext)
    /// }
    /// ```
    ///
    /// # Errors
    /// As for [`decrypt`](Self::decrypt); [`CryptoError::Decryption`] with a key of SM2, which v2 does not know.
    pub fn decrypt_pkcs1_v15(&self, ciphertext: &str) -> Result<String, CryptoError> {
        let ciphertext = from_base64(ciphertext)?;
        let plain = match &self.0 {
            AnyPrivateKey::Rsa(key) => key.decrypt_pkcs1_v15(&ciphertext),
            #[cfg(feature = "sm")]
            AnyPrivateKey::Sm2(_) => Err(CryptoError::Decryption),
        };
        String::from_utf8(plain?).map_err(|_| CryptoError::NotText)
    }

    /// The key as PKCS#8 in DER, for TLS, which knows RSA alone.
    pub(super) fn pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        match &self.0 {
            AnyPrivateKey::Rsa(key) => key.pkcs8(),
            #[cfg(feature = "sm")]
            AnyPrivateKey::Sm2(_) => Err(KeyError::Sm2),
        }
    }

    /// The public part.
    ///
    /// # Errors
    /// [`KeyError`] if the library refuses what it made itself.
    pub fn public_key(&self) -> Result<PublicKey, KeyError> {
        PublicKey::from_der(&self.spki()?)
    }

    /// The public part as DER `SubjectPublicKeyInfo`, as [`PublicKey::spki`] has it.
    pub(crate) fn spki(&self) -> Result<Vec<u8>, KeyError> {
        match &self.0 {
            AnyPrivateKey::Rsa(key) => key.spki(),
            #[cfg(feature = "sm")]
            AnyPrivateKey::Sm2(key) => Ok(key.public_der().to_vec()),
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}
