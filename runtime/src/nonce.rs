//! Random strings for signatures.

use std::fmt;
use std::sync::Arc;

use crate::crypto::{self, CryptoError};

/// Where nonces come from.
#[derive(Clone, Default)]
pub(crate) enum NonceSource {
    /// 32 upper-case hexadecimal digits, 128 random bits.
    #[default]
    Random,
    /// What the builder was given.
    Custom(Arc<dyn Fn() -> String + Send + Sync>),
}

impl NonceSource {
    pub(crate) fn next(&self) -> Result<String, CryptoError> {
        match self {
            Self::Random => crypto::random::<16>().map(|bytes| crypto::upper_hex(&bytes)),
            Self::Custom(next) => Ok(next()),
        }
    }
}

impl fmt::Debug for NonceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Random => "random nonces",
            Self::Custom(_) => "custom nonces",
        })
    }
}
