//! The keys of WeChat Pay and what is done with them.
//!
//! All cryptography is aws-lc's, but for encrypted files, MD5, SM3 and the rest
//! of 国密 (feature `sm`), which are RustCrypto's. The client uses these types by itself; they
//! are public for gateways, command-line tools and tests.

mod aead;
mod algorithm;
mod certificate;
mod client_identity;
mod container;
mod digest;
mod ecb;
mod error;
mod file_key;
mod key_form;
mod private_key;
mod public_key;
mod rsa;
#[cfg(feature = "sm")]
mod sm2;
#[cfg(feature = "sm")]
mod sm4;
mod v2_key;

pub use aead::ApiV3Key;
pub use algorithm::{AeadAlgorithm, KeyAlgorithm, SignType};
pub use certificate::Certificate;
pub use client_identity::ClientIdentity;
pub(crate) use container::{Container, key_in_base64};
pub(crate) use digest::Hasher;
pub use digest::{sha1_hex, sha256_hex, sm3_hex};
pub use ecb::{decrypt_ecb, encrypt_ecb};
pub use error::{CryptoError, KeyError};
pub use file_key::FileKey;
pub use private_key::PrivateKey;
pub use public_key::PublicKey;
pub(crate) use v2_key::V2Keys;
pub use v2_key::{ApiV2Key, md5_hex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn from_base64(text: &str) -> Result<Vec<u8>, CryptoError> {
    STANDARD.decode(text).map_err(|_| CryptoError::NotBase64)
}

/// `count` random bytes from the operating system's generator, by aws-lc.
pub(crate) fn random<const COUNT: usize>() -> Result<[u8; COUNT], CryptoError> {
    let mut bytes = [0; COUNT];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| CryptoError::Library)?;
    Ok(bytes)
}

/// Upper-case hexadecimal, two digits a byte: the form of a serial number.
pub(crate) fn upper_hex(bytes: &[u8]) -> String {
    // Once for each request's nonce: formatting each byte costs eight times as much.
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]));
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(bytes.iter().flat_map(digits));
    text
}
