//! A field that only a second documentation has, and why it is not taken over.

use crate::ir::Method;

/// Why a field of the second documentation is not taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The client fills it in: a nonce, a signature, a key's serial number.
    Client,
    /// The first has a field of this name elsewhere in the same table.
    Elsewhere,
    /// The first has another kind of body or answer.
    Format,
    /// Its type is no type of a field.
    Type,
    /// Somebody looked and decided so.
    Excluded,
    /// The second has about as much of its own as both share: another version of the operation.
    Version,
    /// The page has no row to put it below.
    Place,
    /// Its siblings are encrypted, and the second knows of no encryption: somebody has to decide.
    Undecided,
}

impl Reason {
    /// In words, after "because".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Client => "the client fills them in",
            Self::Elsewhere => "the first has them elsewhere in the same table",
            Self::Format => "the first has another kind of body or answer",
            Self::Type => "their type is not known",
            Self::Excluded => "they are excluded by name",
            Self::Version => "the pages describe different versions",
            Self::Place => "the page has no row to put them below",
            Self::Undecided => "nobody has decided whether they are encrypted",
        }
    }
}

/// A field that only the second documentation has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extra {
    /// The page of the first, without `.md`.
    pub page: String,
    /// The operation's verb.
    pub method: Method,
    /// As `lint --compare` writes it: `body.amount.total`.
    pub field: String,
}
