//! Digests of files.

use aws_lc_rs::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};

/// SHA-256 in lower-case hexadecimal, as an upload's `meta` wants it.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    lower_hex(&SHA256, bytes)
}

/// SHA-1 in lower-case hexadecimal, as bills and statements state it.
#[must_use]
pub fn sha1_hex(bytes: &[u8]) -> String {
    lower_hex(&SHA1_FOR_LEGACY_USE_ONLY, bytes)
}

fn lower_hex(algorithm: &'static Algorithm, bytes: &[u8]) -> String {
    super::upper_hex(digest(algorithm, bytes).as_ref()).to_ascii_lowercase()
}
