//! What is said of an operation or a field besides its structure: what can go wrong, how often it may be called,
//! how long a text may be, what comes back.

use serde_json::Value;

pub use self::code::Advice;
use super::Origin;

/// The rule of the runtime itself, so that what is written into tables and documentation is what it says of a code.
#[path = "../../../runtime/src/operation/code.rs"]
pub(super) mod code;

/// A documented error code with one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// HTTP status; v2 has none.
    pub status: Option<u16>,
    /// As on the wire.
    pub code: String,
    /// What it means, as far as terms say it; several if the page has several rows.
    pub meanings: Vec<String>,
    /// What the page says is to be done: of several rows the most careful.
    pub remedy: Option<Advice>,
    /// Its first row.
    pub origin: Origin,
}

/// How often an operation may be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// How many calls.
    pub calls: u32,
    /// In how many seconds.
    pub seconds: u32,
    /// Counted for each of what, as written (`商户号`); empty if it is not said.
    pub scope: String,
}

/// How long a text may be, in characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// At least.
    pub least: Option<u32>,
    /// At most.
    pub most: Option<u32>,
}

impl Length {
    /// What both allow, and no less.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            least: self.least.zip(other.least).map(|(one, other)| one.min(other)),
            most: self.most.zip(other.most).map(|(one, other)| one.max(other)),
        }
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_free(self) -> bool {
        self == Self::default()
    }
}

/// A documented example of an answer that went well, as the values that it has.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerExample {
    /// HTTP status.
    pub status: u16,
    /// Its body; of v2 with the documented types.
    pub body: Value,
}
