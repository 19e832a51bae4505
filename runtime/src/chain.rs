//! The URL chain: what the generated page types are made of.

use std::fmt;

use crate::client::Client;

/// A client and the path values given so far.
///
/// `Debug` does not show the values: an openid is somebody's.
#[derive(Clone)]
pub struct Chain {
    pub(crate) client: Client,
    pub(crate) values: Vec<String>,
}

impl Chain {
    /// The beginning of a chain.
    #[must_use]
    pub fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            values: Vec::new(),
        }
    }

    /// Adds the value of the next path parameter. It is percent-encoded when the call is built.
    #[must_use]
    pub fn param(mut self, value: impl Into<PathValue>) -> Self {
        self.values.push(value.into().0);
        self
    }
}

/// The value of a path parameter: text or an integer, not encoded.
///
/// `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PathValue(pub(crate) String);

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain")
            .field("mchid", &self.client.mchid())
            .field("values", &self.values.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PathValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PathValue(…)")
    }
}

impl From<&str> for PathValue {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl From<String> for PathValue {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&String> for PathValue {
    fn from(value: &String) -> Self {
        Self(value.clone())
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for PathValue {
            fn from(value: $integer) -> Self {
                Self(value.to_string())
            }
        }
    )*};
}

from_integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);
