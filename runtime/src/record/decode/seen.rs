//! What was found where something else was documented: kind and length, never the value, which may be personal.

use std::fmt;

use serde_core::de::Error;

/// A value by its kind.
#[derive(Clone, Copy)]
pub(super) enum Seen {
    Bool,
    /// How many digits it has.
    Integer(u32),
    Fraction,
    /// How many characters it has.
    Text(usize),
    Null,
    Object,
    Array,
    /// An array of more than one.
    Several,
}

impl Seen {
    pub(super) fn integer(magnitude: u128) -> Self {
        Self::Integer(magnitude.checked_ilog10().unwrap_or(0) + 1)
    }

    /// A number by its own digits.
    pub(super) fn number(text: &str) -> Self {
        let digits = text.trim_start_matches('-');
        match u32::try_from(digits.len()) {
            Ok(count) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Self::Integer(count),
            _ => Self::Fraction,
        }
    }

    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.chars().count())
    }

    /// The error that says so.
    #[cold]
    pub(super) fn instead_of<E: Error>(self, expected: &str) -> E {
        E::custom(format_args!("found {self}, expected {expected}"))
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("true or false"),
            Self::Integer(1) => f.write_str("an integer of 1 digit"),
            Self::Integer(digits) => write!(f, "an integer of {digits} digits"),
            Self::Fraction => f.write_str("a number with a fraction or out of range"),
            Self::Text(1) => f.write_str("a string of 1 character"),
            Self::Text(length) => write!(f, "a string of {length} characters"),
            Self::Null => f.write_str("null"),
            Self::Object => f.write_str("an object"),
            Self::Array => f.write_str("an array"),
            Self::Several => f.write_str("an array of several"),
        }
    }
}
