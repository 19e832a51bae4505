//! The algorithms of keys and of encrypted resources.

use std::fmt;

/// What kind of key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA: signs with SHA-256, encrypts with OAEP and SHA-1.
    Rsa,
    /// SM2 (国密): signs with SM3, encrypts as C1 C3 C2. Needs the feature `sm`.
    Sm2,
}

words! {
    KeyAlgorithm {
        Rsa => "RSA",
        Sm2 => "SM2",
    }
}

/// How the payload of a notification or a platform certificate is encrypted, always with the APIv3 key.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::AeadAlgorithm;
///
/// let stated = AeadAlgorithm::parse("AEAD_AES_256_GCM").unwrap();
/// assert_eq!(stated.as_str(), "AEAD_AES_256_GCM");
/// assert!(stated.is_supported());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AeadAlgorithm {
    /// `AEAD_AES_256_GCM`
    Aes256Gcm,
    /// `AEAD_SM4_GCM` (国密). Needs the feature `sm`.
    Sm4Gcm,
}

impl AeadAlgorithm {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aes256Gcm => "AEAD_AES_256_GCM",
            Self::Sm4Gcm => "AEAD_SM4_GCM",
        }
    }

    /// From the text on the wire, letter by letter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Aes256Gcm, Self::Sm4Gcm]
            .into_iter()
            .find(|algorithm| algorithm.as_str() == text)
    }

    /// Whether this build of the crate can decrypt it.
    #[must_use]
    pub const fn is_supported(self) -> bool {
        match self {
            Self::Aes256Gcm => true,
            Self::Sm4Gcm => cfg!(feature = "sm"),
        }
    }
}

/// As on the wire.
impl fmt::Display for AeadAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How a v2 message is signed (`sign_type`).
///
/// ```
/// use wechatpay_openapi_runtime::crypto::SignType;
///
/// assert_eq!(SignType::parse("HMAC-SHA256"), Some(SignType::HmacSha256));
/// assert_eq!(SignType::Md5.as_str(), "MD5");
/// // An answer does not say how it was signed.
/// assert_eq!(SignType::of_signature("9A0A8659F005D6984697E2CA0A9CF3B7"), Some(SignType::Md5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignType {
    /// `MD5`, which holds where nothing else is said.
    Md5,
    /// `HMAC-SHA256`
    HmacSha256,
}

impl SignType {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::HmacSha256 => "HMAC-SHA256",
        }
    }

    /// From the value of `sign_type`; an empty one is MD5.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "" | "MD5" => Some(Self::Md5),
            "HMAC-SHA256" => Some(Self::HmacSha256),
            _ => None,
        }
    }

    /// By the length of a signature.
    #[must_use]
    pub fn of_signature(signature: &str) -> Option<Self> {
        match signature.len() {
            32 => Some(Self::Md5),
            64 => Some(Self::HmacSha256),
            _ => None,
        }
    }
}

/// As on the wire.
impl fmt::Display for SignType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
