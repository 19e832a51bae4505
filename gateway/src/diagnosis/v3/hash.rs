//! The hashes by which a client may have signed.

use aws_lc_rs::digest::{self, Algorithm};
use wechatpay_openapi_runtime::crypto::md5_hex;

/// A hash that a PKCS#1 v1.5 signature can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By its object identifier.
    pub(super) fn of(oid: &str) -> Option<Self> {
        match oid {
            "1.2.840.113549.2.5" => Some(Self::Md5),
            "1.3.14.3.2.26" => Some(Self::Sha1),
            "2.16.840.1.101.3.4.2.4" => Some(Self::Sha224),
            "2.16.840.1.101.3.4.2.1" => Some(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Some(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// As people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The digest of these bytes.
    pub(super) fn of_bytes(self, bytes: &[u8]) -> Vec<u8> {
        let by = |algorithm: &'static Algorithm| digest::digest(algorithm, bytes).as_ref().to_vec();
        match self {
            Self::Md5 => hex::decode(md5_hex(bytes)).unwrap_or_default(),
            Self::Sha1 => by(&digest::SHA1_FOR_LEGACY_USE_ONLY),
            Self::Sha224 => by(&digest::SHA224),
            Self::Sha256 => by(&digest::SHA256),
            Self::Sha384 => by(&digest::SHA384),
            Self::Sha512 => by(&digest::SHA512),
        }
    }
}
