//! Where two documentations disagree on the operations that both have.
//!
//! The first is the authority. Nothing is merged here: the result is a list,
//! sorted by what it would change for a user.

mod fields;
mod operations;

use std::collections::BTreeMap;
use std::fmt;

use crate::ir::{Api, Operation, url};

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

/// Compares two documentations by verb and place of their operations.
pub fn compare(first: &Api, second: &Api) -> Comparison {
    let (ours, theirs) = (by_place(first), by_place(second));
    let mut comparison = Comparison::default();
    for (place, one) in &ours {
        match theirs.get(place) {
            Some(other) => {
                let found = operations::differences(one, other);
                comparison.shared += 1;
                comparison.identical += usize::from(found.is_empty());
                comparison.differences.extend(found);
            }
            None => comparison.differences.push(alone(one, true)),
        }
    }
    let new = theirs.iter().filter(|(place, _)| !ours.contains_key(*place));
    comparison
        .differences
        .extend(new.map(|(_, operation)| alone(operation, false)));
    comparison.differences.sort();
    comparison
}

/// The place in the URL chain and the verb: what a page is found by.
fn by_place(api: &Api) -> BTreeMap<(String, &'static str), &Operation> {
    let operations = api.operations.iter();
    operations
        .map(|one| ((url(&one.location), one.method.as_str()), one))
        .collect()
}

fn id(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), url(&operation.location))
}

fn alone(operation: &Operation, is_first: bool) -> Difference {
    let title = operation.meta.title.clone();
    let (first, second) = if is_first {
        (title, "-".to_owned())
    } else {
        ("-".to_owned(), title)
    };
    Difference {
        kind: Kind::Operation,
        operation: id(operation),
        field: String::new(),
        first,
        second,
        page: format!("{}.md", operation.page),
        line: operation.meta.origin.line,
    }
}
