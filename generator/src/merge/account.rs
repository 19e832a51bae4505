//! What a merge decided: conflicts with every value, and what was left out.

use std::collections::BTreeMap;

use crate::ir::Method;

/// What sources can disagree about, from what would hurt a user most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Where the operation lives: a slash at the end, a host.
    Address,
    /// The kind of a body or an answer.
    Format,
    /// Whether the merchant's certificate is needed.
    Certificate,
    /// The type of a field.
    Type,
    /// Where a field stands.
    Place,
    /// How a field is spelt.
    Spelling,
    /// Whether it is a field at all: a sample has it, no table.
    Sample,
    /// Whether a field is encrypted.
    Encrypted,
    /// The documented values.
    Values,
    /// Whether a request must have it.
    Required,
    /// Its unit.
    Unit,
    /// What it is where it is not given.
    Default,
}

impl Fact {
    /// All of them, in order.
    pub const ALL: [Self; 12] = [
        Self::Address,
        Self::Format,
        Self::Certificate,
        Self::Type,
        Self::Place,
        Self::Spelling,
        Self::Sample,
        Self::Encrypted,
        Self::Values,
        Self::Required,
        Self::Unit,
        Self::Default,
    ];

    /// As files write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Format => "format",
            Self::Certificate => "certificate",
            Self::Type => "type",
            Self::Place => "place",
            Self::Spelling => "spelling",
            Self::Sample => "sample",
            Self::Encrypted => "encrypted",
            Self::Values => "values",
            Self::Required => "required",
            Self::Unit => "unit",
            Self::Default => "default",
        }
    }

    /// The fact of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Who is right, in words.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Address => "an override, else the official documents, else the founding documentation",
            Self::Format => "the founding documentation: the official pages say it in passing",
            Self::Certificate => "any source that asks for it",
            Self::Type => "an override, else the newest official document, else the founding documentation",
            Self::Place => "the official documents",
            Self::Spelling => "the official documents; also.toml names what is dropped",
            Self::Sample => "the sample is a witness too: what only it shows is offered",
            Self::Encrypted => "any source that says so",
            Self::Values => "all of them, official ones first; of lists that share nothing the official one",
            Self::Required => {
                "confirmed where all official documents say so, optional where one does, else documentation only"
            }
            Self::Unit | Self::Default => "the newest official document, else the founding documentation",
        }
    }
}

/// Sources that differ about one fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The page, without `.md`.
    pub page: String,
    /// The operation's verb.
    pub method: Method,
    /// The field, such as `body.amount.total`; empty if it is the operation itself.
    pub field: String,
    /// What they differ about.
    pub fact: Fact,
    /// Who says what.
    pub words: Vec<(String, String)>,
    /// What was decided.
    pub taken: String,
}

/// How many conflicts there are of each kind.
#[must_use]
pub fn kinds(conflicts: &[&Conflict]) -> BTreeMap<Fact, usize> {
    let mut kinds = BTreeMap::new();
    for one in conflicts {
        *kinds.entry(one.fact).or_default() += 1;
    }
    kinds
}
