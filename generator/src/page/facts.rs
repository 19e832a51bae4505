//! What stands beside the tables: who documents it, what can go wrong, how often it may be called, what comes back.

use serde_json::Value;

use super::Span;
pub use crate::ir::Limit;
use crate::ir::Version;

/// The attribute of a row of error codes that tells its [`Remedy`].
pub const REMEDY: &str = "data-remedy";

/// The document that a page was published as, where it is none of a tree of operations.
///
/// One operation may be documented by several, one for each product: what tells them apart is the id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The number of the document, such as `4012791856`.
    pub id: String,
    /// Where it is published, without `.md`.
    pub url: String,
    /// The product that it belongs to.
    pub product: String,
    /// When it was last changed, as written (`2025.03.31`).
    pub date: Option<String>,
    /// Generation of the protocol.
    pub version: Version,
    /// Whether it documents a callback.
    pub is_notification: bool,
}

/// What a section says beside its rows; nothing where a page has no word for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Error codes in page order, repeated ones included.
    pub errors: Vec<ErrorCode>,
    /// How often it may be called.
    pub limits: Vec<Limit>,
    /// Examples of answers that went well.
    pub answers: Vec<Answer>,
}

/// A row of a table of error codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// HTTP status; v2 has none.
    pub status: Option<u16>,
    /// The code on the wire.
    pub code: String,
    /// What it means.
    pub meaning: String,
    /// What to do, where the page says so.
    pub remedy: Option<Remedy>,
    /// Line of the row, 1-based.
    pub line: u32,
}

impl ErrorCode {
    /// Whether a text can be an error code. Some have blanks, some are numbers.
    pub fn is_code(text: &str) -> bool {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_- ./".contains(c);
        !text.is_empty() && text.chars().all(fits)
    }

    /// An HTTP status, if a text is one.
    pub fn status(text: &str) -> Option<u16> {
        let status = text.parse().ok();
        status.filter(|status| (100..600).contains(status))
    }
}

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remedy {
    /// Correct the request, or what it is about.
    Fix,
    /// Ask what became of the request.
    Query,
    /// Send the same request again, later.
    RetryLater,
    /// Send the same request again.
    RetryNow,
}

impl Remedy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Fix, Self::Query, Self::RetryLater, Self::RetryNow];

    /// The value of [`REMEDY`].
    pub fn word(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::Query => "query",
            Self::RetryLater => "retry-later",
            Self::RetryNow => "retry-now",
        }
    }

    /// The remedy of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|remedy| remedy.word() == word)
    }
}

/// An example of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its HTTP status.
    pub status: u16,
    /// Its body: JSON, or the elements of a v2 document as an object.
    pub body: Value,
    /// Line of its code block, 1-based.
    pub line: u32,
    /// Its code block.
    pub span: Span,
}
