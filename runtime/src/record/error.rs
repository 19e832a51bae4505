//! What can go wrong between a record and the wire.

use std::fmt;

use crate::error::BoxError;

/// A body that does not fit the record it should become. It tells kinds and lengths, never a value of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// JSON pointer to the place, such as `/amount/total`; empty for the whole body.
    pub pointer: String,
    /// What was found and what was expected, such as `found a string of 18 characters, expected an integer`.
    pub message: String,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the body"
        } else {
            &self.pointer
        };
        write!(f, "cannot decode {place}: {}", self.message)
    }
}

impl std::error::Error for DecodeError {}

/// A record that cannot be written. Never holds a field's value.
#[derive(Debug)]
pub struct EncodeError {
    /// JSON pointer to the field, such as `/payer/name`; empty if it is none's fault.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl EncodeError {
    /// The same, of a value inside the field `name`.
    pub(super) fn within(mut self, name: &str) -> Self {
        self.pointer = format!("/{name}{}", self.pointer);
        self
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.pointer {
            "" => write!(f, "cannot encode the request: {}", self.message),
            pointer => write!(f, "cannot encode `{pointer}`: {}", self.message),
        }
    }
}

impl std::error::Error for EncodeError {}

/// A sensitive field that cannot be encrypted or decrypted. Never holds its value.
#[derive(Debug)]
pub struct CryptError {
    /// JSON pointer to the field.
    pub pointer: String,
    /// Why.
    pub source: BoxError,
}

impl fmt::Display for CryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot decrypt the sensitive field {}", self.pointer)
    }
}

impl std::error::Error for CryptError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
