//! What a second documentation knows besides.
//!
//! The first is the authority. An operation that it lacks is taken over, and a
//! field where an object of the first has room for it, both with their origin
//! noted and the field never required. Everything else in which the two differ
//! changes nothing: [`crate::compare`] reports it.

mod encryption;
mod exclusion;
mod field;
mod notification;
mod operation;
mod place;

use std::collections::BTreeMap;

pub use self::exclusion::Exclusions;
use self::field::Found;
pub use self::notification::{Conflict, Contents, Noted, notifications};
use crate::ir::Method;
use crate::lower;
use crate::page::{Page, Section, Table};

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

/// Another documentation, for what the first lacks.
#[derive(Debug, Clone, Copy)]
pub struct Other<'p> {
    /// What its operations and fields are marked with.
    pub name: &'p str,
    /// Its pages.
    pub pages: &'p [Page],
}

/// What became of the operations and fields that only the other has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Operations taken over: page and verb.
    pub operations: Vec<(String, Method)>,
    /// Fields taken over.
    pub fields: Vec<Extra>,
    /// Fields left out.
    pub left: Vec<(Reason, Extra)>,
    /// Exclusions that fit nothing, as people write them.
    pub idle: Vec<String>,
}

/// Adds to the pages what only the pages of another documentation have.
///
/// What is missing is decided by `corrected`, the same pages after their corrections.
#[must_use]
pub fn merge(
    mut own: Vec<Page>,
    corrected: &[Page],
    other: Option<Other<'_>>,
    exclusions: &Exclusions,
) -> (Vec<Page>, Merged) {
    let mut made = Merged::default();
    let Some(Other { name, pages }) = other else {
        return (own, made);
    };
    let known = places(corrected);
    for page in pages.iter().filter(|page| !page.is_notification()) {
        for section in &page.sections {
            let chain = lower::chain(page, section);
            let Some(&(at, nth)) = known.get(&(chain, section.method)) else {
                operation::add(&mut own, page, section, chain, name);
                made.operations.push((format!("openapi/{chain}"), section.method));
                continue;
            };
            let found = field::extras(&corrected[at], &corrected[at].sections[nth], section, exclusions);
            take(&mut own[at].sections[nth], found, name, &mut made);
        }
    }
    own.sort_by(|one, other| one.path.cmp(&other.path));
    made.fields.sort();
    made.left.sort();
    made.idle = exclusions.idle(&made.left, &own);
    (own, made)
}

/// Sections by their place in the URL chain and their verb.
fn places(pages: &[Page]) -> BTreeMap<(&str, Method), (usize, usize)> {
    let mut known = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for (nth, section) in page.sections.iter().enumerate() {
            known.insert((lower::chain(page, section), section.method), (at, nth));
        }
    }
    known
}

/// Puts the fields that may be taken over into the tables.
fn take(section: &mut Section, found: Vec<Found<'_>>, documentation: &str, made: &mut Merged) {
    for one in found {
        let table: &mut Table = match one.in_request {
            true => &mut section.request,
            false => &mut section.response,
        };
        match one.refused {
            Some(reason) => made.left.push((reason, one.extra)),
            None if place::insert(table, &one.parents, one.node, documentation) => {
                made.fields.push(one.extra)
            }
            None => made.left.push((Reason::Place, one.extra)),
        }
    }
}
