//! WeChat Pay's public key, bare or inside a platform certificate.

use std::fmt;

use aws_lc_rs::digest::Digest;

use super::key_form::{KeyForm, KeyKind, is_sm2};
use super::rsa::RsaPublicKey;
#[cfg(feature = "sm")]
use super::sm2::Sm2PublicKey;
use super::{CryptoError, KeyAlgorithm, KeyError, from_base64, to_base64};

/// A public key, RSA or SM2: the platform's verifies answers and encrypts fields of requests.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::{KeyAlgorithm, PublicKey};
/// use wechatpay_openapi_runtime::sign::v3::response_message;
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let pub_key = platform.public_key();
/// # let (headers, body) = platform.answer(200, "{}")?.parts();
///
/// // `std::fs::read("pub_key.pem")?`
/// let key = PublicKey::parse(pub_key)?;
/// assert_eq!(key.algorithm(), KeyAlgorithm::Rsa);
/// println!("{} bytes of DER", key.spki().len());
///
/// // What the client does with every answer and notification.
/// let header = |name: &str| headers[name].to_str().unwrap();
/// let message = response_message(header("wechatpay-timestamp"), header("wechatpay-nonce"), &body);
/// key.verify(&message, header("wechatpay-signature"))?;
///
/// // And with every sensitive field.
/// let ciphertext = key.encrypt("张三")?;
/// assert_eq!(platform.decrypt(&ciphertext)?, "张三");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
#[derive(Clone)]
pub struct PublicKey {
    key: AnyPublicKey,
    spki: Vec<u8>,
}

#[derive(Clone)]
enum AnyPublicKey {
    Rsa(RsaPublicKey),
    #[cfg(feature = "sm")]
    Sm2(Box<Sm2PublicKey>),
}

impl PublicKey {
    /// Reads `pub_key.pem`: SPKI or PKCS#1, PEM (any line ends), bare base64 or DER.
    ///
    /// # Errors
    /// [`KeyError`] for anything that is neither an RSA public key of 2048 bits
    /// or more nor, with the feature `sm`, one of SM2.
    pub fn parse(input: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let form = KeyForm::one(input.as_ref(), KeyKind::PublicKey)?;
        Self::from_der(&form.der)
    }

    /// From DER, SPKI or PKCS#1.
    pub(super) fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        if is_sm2(der) {
            #[cfg(not(feature = "sm"))]
            return Err(KeyError::Sm2);
            #[cfg(feature = "sm")]
            return Sm2PublicKey::read(der).map(|(key, spki)| Self {
                key: AnyPublicKey::Sm2(key.into()),
                spki,
            });
        }
        RsaPublicKey::read(der).map(|(key, spki)| Self {
            key: AnyPublicKey::Rsa(key),
            spki,
        })
    }

    /// What kind of key it is.
    #[must_use]
    pub fn algorithm(&self) -> KeyAlgorithm {
        match &self.key {
            AnyPublicKey::Rsa(_) => KeyAlgorithm::Rsa,
            #[cfg(feature = "sm")]
            AnyPublicKey::Sm2(_) => KeyAlgorithm::Sm2,
        }
    }

    /// Checks a signature in base64: SHA256-RSA2048 (PKCS#1 v1.5), or SM2 with SM3 (DER).
    ///
    /// # Errors
    /// [`CryptoError::Signature`] if it does not belong to the message and this key.
    pub fn verify(&self, message: &[u8], signature: &str) -> Result<(), CryptoError> {
        let signature = from_base64(signature)?;
        match &self.key {
            AnyPublicKey::Rsa(key) => key.verify(message, &signature),
            #[cfg(feature = "sm")]
            AnyPublicKey::Sm2(key) => key.verify(message, &signature),
        }
    }

    /// As [`verify`](Self::verify), by the SHA-256 of the message, which SM2 does not know.
    pub(crate) fn verify_sha256(&self, digest: &Digest, signature: &str) -> Result<(), CryptoError> {
        let signature = from_base64(signature)?;
        match &self.key {
            AnyPublicKey::Rsa(key) => key.verify_sha256(digest, &signature),
            #[cfg(feature = "sm")]
            AnyPublicKey::Sm2(_) => Err(CryptoError::Signature),
        }
    }

    /// Encrypts a sensitive field, in base64: RSA-OAEP with SHA-1, or SM2 (DER, C1 C3 C2). The result differs each
    /// time.
    ///
    /// # Errors
    /// [`CryptoError::TooLong`] beyond 214 bytes for an RSA key of 2048 bits,
    /// [`CryptoError::Empty`] for an empty text and an SM2 key.
    pub fn encrypt(&self, plain: &str) -> Result<String, CryptoError> {
        let ciphertext = match &self.key {
            AnyPublicKey::Rsa(key) => key.encrypt(plain.as_bytes()),
            #[cfg(feature = "sm")]
            AnyPublicKey::Sm2(key) => key.encrypt(plain.as_bytes()),
        };
        ciphertext.map(|ciphertext| to_base64(&ciphertext))
    }

    /// The key as DER `SubjectPublicKeyInfo`.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey(sha256 {})", super::sha256_hex(&self.spki))
    }
}
