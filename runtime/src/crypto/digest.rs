//! Digests of files.

use aws_lc_rs::digest::{Algorithm, Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use sm3::{Digest as _, Sm3};

/// SHA-256 in lower-case hexadecimal, as an upload's `meta` wants it.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::sha256_hex;
///
/// assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    lower_hex(digest(&SHA256, bytes).as_ref())
}

/// SHA-1 in lower-case hexadecimal, as bills and statements state it.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::sha1_hex;
///
/// assert_eq!(sha1_hex(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
/// ```
#[must_use]
pub fn sha1_hex(bytes: &[u8]) -> String {
    lower_hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref())
}

/// SM3 (国密) in lower-case hexadecimal, as receipts state it and uploads of invoices want it, whatever the key of the
/// merchant.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::sm3_hex;
///
/// assert_eq!(sm3_hex("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
/// ```
#[must_use]
pub fn sm3_hex(bytes: impl AsRef<[u8]>) -> String {
    lower_hex(&Sm3::digest(bytes))
}

fn lower_hex(digest: &[u8]) -> String {
    super::upper_hex(digest).to_ascii_lowercase()
}

/// The digest of a file that comes in pieces.
pub(crate) enum Hasher {
    AwsLc(Context),
    Sm3(Sm3),
}

impl Hasher {
    /// By the name on the wire: `SHA1`, `SHA256`, `SM3`, in any case.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let by = |algorithm: &'static Algorithm| Self::AwsLc(Context::new(algorithm));
        match name.to_ascii_uppercase().replace('-', "").as_str() {
            "SHA1" => Some(by(&SHA1_FOR_LEGACY_USE_ONLY)),
            "SHA256" => Some(by(&SHA256)),
            "SM3" => Some(Self::Sm3(Sm3::new())),
            _ => None,
        }
    }

    /// The length of the digest in bytes.
    pub(crate) fn length(&self) -> usize {
        match self {
            Self::AwsLc(context) => context.algorithm().output_len,
            Self::Sm3(_) => Sm3::output_size(),
        }
    }

    pub(crate) fn update(&mut self, piece: &[u8]) {
        match self {
            Self::AwsLc(context) => context.update(piece),
            Self::Sm3(sm3) => sm3.update(piece),
        }
    }

    /// In lower-case hexadecimal.
    pub(crate) fn hex(self) -> String {
        match self {
            Self::AwsLc(context) => lower_hex(context.finish().as_ref()),
            Self::Sm3(sm3) => lower_hex(&sm3.finalize()),
        }
    }
}
