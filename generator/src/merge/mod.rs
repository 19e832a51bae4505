//! The pages of several documentations as one tree.
//!
//! The founding documentation says which pages there are. What only a second one knows is added ([`second`]), then
//! WeChat Pay's own documents are merged in (`official`) by the rules of `rules`. Where sources differ both
//! values are kept in the account.

mod account;
mod described;
mod entry;
mod exclusion;
mod extra;
mod facts;
mod join;
pub mod notification;
mod official;
mod record;
mod rules;
pub mod second;

pub use self::account::{Conflict, Fact, kinds};
pub use self::exclusion::Exclusions;
pub use self::record::{Record, Recorded};
use crate::page::Page;

/// The sources of a merge.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'p> {
    /// What the founding documentation is called.
    pub founding: &'p str,
    /// A second documentation, for what the first lacks.
    pub second: Option<second::Other<'p>>,
    /// WeChat Pay's own documents.
    pub official: &'p [Page],
    /// What somebody decided.
    pub decisions: &'p Exclusions,
}

/// What became of the sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Of the second documentation.
    pub second: second::Extras,
    /// Of the official documents.
    pub official: official::Account,
}

/// Merges the sources into the founding pages; `corrected` are the same pages after their corrections.
#[must_use]
pub fn merge(mut own: Vec<Page>, corrected: &[Page], sources: Sources<'_>) -> (Vec<Page>, Merged) {
    let mut merged = Merged::default();
    if let Some(other) = sources.second {
        merged.second = second::merge(&mut own, corrected, other, sources.decisions);
    }
    if !sources.official.is_empty() {
        let others = official::Others {
            founding: sources.founding,
            corrected,
            second: sources.second.map_or("", |other| other.name),
            second_pages: sources.second.map_or(&[], |other| other.pages),
            decisions: sources.decisions,
            decided: &merged.second.decided,
        };
        merged.official = official::merge(&mut own, sources.official, &others);
    }
    own.sort_by(|one, other| one.path.cmp(&other.path));
    (own, merged)
}
