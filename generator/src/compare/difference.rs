//! What a comparison finds.

use std::fmt;

use crate::ir::{Operation, url};

/// What a difference is about, from what would hurt a user most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The page is there, but verb, path or host differ.
    Path,
    /// One of them has no such operation.
    Operation,
    /// Body or answer is of another kind: JSON, XML, an upload, a file, nothing.
    Format,
    /// One of them encrypts the field.
    Encrypted,
    /// The types of a field differ.
    Type,
    /// One of them has no such field in a request.
    RequestField,
    /// One of them has no such field in an answer.
    AnswerField,
    /// The documented values differ.
    Values,
    /// One of them requires the field of a request.
    Required,
    /// The client certificate, or a switch of the call.
    Call,
    /// The titles differ.
    Title,
}

impl Kind {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::Path,
        Self::Operation,
        Self::Format,
        Self::Encrypted,
        Self::Type,
        Self::RequestField,
        Self::AnswerField,
        Self::Values,
        Self::Required,
        Self::Call,
        Self::Title,
    ];

    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Operation => "operation",
            Self::Format => "format",
            Self::Encrypted => "encrypted",
            Self::Type => "type",
            Self::RequestField => "request-field",
            Self::AnswerField => "answer-field",
            Self::Values => "values",
            Self::Required => "required",
            Self::Call => "call",
            Self::Title => "title",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// What it is about.
    pub kind: Kind,
    /// `POST /v3/pay/transactions/jsapi`
    pub operation: String,
    /// The field, such as `body.amount.total`; empty if it is the operation itself.
    pub field: String,
    /// What the first says; `-` if nothing.
    pub first: String,
    /// What the second says.
    pub second: String,
    /// Page and line of the first, or of the second where the first has nothing.
    pub page: String,
    /// Line of that page, 1-based.
    pub line: u32,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            operation,
            field,
            first,
            second,
            page,
            line,
        } = self;
        let space = if field.is_empty() { "" } else { " " };
        let kind = kind.name();
        write!(
            f,
            "{page}:{line}: {kind}: {operation}{space}{field}: {first} / {second}"
        )
    }
}

/// What a comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Operations of both.
    pub shared: usize,
    /// Those of them that agree in everything.
    pub identical: usize,
    /// By kind, operation and field.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// How many there are of each kind, in order of the kinds.
    pub fn counts(&self) -> Vec<(Kind, usize)> {
        let count = |kind| self.differences.iter().filter(|one| one.kind == kind).count();
        Kind::ALL.into_iter().map(|kind| (kind, count(kind))).collect()
    }
}

/// How a difference names its operation.
pub(super) fn id(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), url(&operation.location))
}
