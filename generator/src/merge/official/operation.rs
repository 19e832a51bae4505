//! What is merged: an operation with its sources, what comes out, and who decides.

use std::collections::BTreeSet;

use crate::merge::account::Conflict;
use crate::merge::entry::Voice;
use crate::page::{OFFICIAL, Page, Section};

/// A section of an official document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Official<'p> {
    pub page: &'p Page,
    pub section: &'p Section,
}

impl Official<'_> {
    /// The number of the document.
    pub(super) fn id(&self) -> &str {
        self.page.document.as_ref().map_or("", |document| &document.id)
    }
}

/// What the sources of an operation are called.
#[derive(Debug)]
pub(super) struct SourceNames<'n> {
    pub founding: &'n str,
    pub second: &'n str,
    pub documents: Vec<&'n str>,
}

impl SourceNames<'_> {
    /// A source, as marks name it.
    pub(super) fn source(&self, voice: Voice) -> String {
        match voice {
            Voice::Document(_) => OFFICIAL,
            Voice::Founding => self.founding,
            Voice::Second => self.second,
        }
        .to_owned()
    }

    /// A source, down to the document.
    pub(super) fn exactly(&self, voice: Voice) -> String {
        match voice {
            Voice::Document(at) => {
                let id = self.documents[at];
                // A document may describe it twice, by two numbers of one thing.
                match self.documents[..at].iter().filter(|one| **one == id).count() {
                    0 => format!("{OFFICIAL} {id}"),
                    before => format!("{OFFICIAL} {id} ({})", before + 1),
                }
            }
            other => self.source(other),
        }
    }

    /// Sources by their authority.
    pub(super) fn ordered(&self, names: &BTreeSet<String>) -> Vec<String> {
        [OFFICIAL, self.founding, self.second]
            .into_iter()
            .filter(|name| names.contains(*name))
            .map(str::to_owned)
            .collect()
    }
}

/// An operation with everything that is said of it.
pub(super) struct OperationSources<'p> {
    /// What the tree has so far: the founding section, or one that only the second source has.
    pub own: Option<&'p Section>,
    /// Whose that is.
    pub voice: Voice,
    /// The second source's, beside the founding one.
    pub second: Option<&'p Section>,
    /// The newest first.
    pub documents: Vec<Official<'p>>,
    /// The host differs: what the tree says, and what the documents say.
    pub hosts: Option<(String, String)>,
    pub names: SourceNames<'p>,
}

/// The merged operation and what was decided.
pub(super) struct Made {
    pub section: Section,
    pub conflicts: Vec<Conflict>,
    /// Fields of whose encryption somebody must decide.
    pub undecided: Vec<String>,
    /// Rows that are no part of the result: the field, and why.
    pub dropped: Vec<(String, Dropped)>,
    /// Fields that have another name or place now, with their scope.
    pub moved: Vec<(Vec<String>, Vec<String>)>,
    /// Spellings that somebody must decide about: the official name, and the other.
    pub twins: Vec<(String, String)>,
}

/// Why a row of a source is not in the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dropped {
    /// The client fills it in.
    Client,
    /// It stands at its official place instead.
    Moved,
    /// It is an official field misspelt.
    Misspelt,
    /// The answer is of another kind.
    Format,
}

/// What somebody decided, for one operation.
pub(super) trait Decisions {
    /// Whether a field is an official one misspelt (`true`), another (`false`), or nobody has decided.
    fn is_misspelt(&self, field: &str) -> Option<bool>;
    /// Whether somebody decided that a field is plain text.
    fn is_plain(&self, field: &str) -> bool;
}
