//! What a second documentation knows besides.
//!
//! The first is the authority. An operation that it lacks is taken over, and a
//! field where an object of the first has room for it, both with their origin
//! noted and the field never required. Everything else in which the two differ
//! changes nothing: `cargo xtask lint --compare` reports it.

mod field;
mod operation;
mod place;

use std::collections::BTreeMap;

use self::field::NewField;
use super::exclusion::{Exclusions, Lists};
pub use super::extra::{Extra, Reason};
use crate::ir::Method;
use crate::lower;
use crate::page::{Page, Section, Table};

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
pub struct Extras {
    /// Operations taken over: page and verb.
    pub operations: Vec<(String, Method)>,
    /// Fields taken over.
    pub fields: Vec<Extra>,
    /// Fields left out.
    pub left: Vec<(Reason, Extra)>,
    /// Fields of whose encryption somebody had decided.
    pub decided: Vec<Extra>,
    /// Exclusions that fit nothing, as people write them.
    pub idle: Vec<String>,
}

/// Adds to the pages what only the pages of another documentation have.
///
/// What is missing is decided by `corrected`, the same pages after their corrections.
pub(super) fn merge(
    own: &mut Vec<Page>,
    corrected: &[Page],
    Other { name, pages }: Other<'_>,
    exclusions: &Exclusions,
) -> Extras {
    let mut made = Extras::default();
    let known = places(corrected);
    for page in pages.iter().filter(|page| !page.is_notification()) {
        for section in &page.sections {
            let chain = lower::chain(page, section);
            let Some(&(at, nth)) = known.get(&(chain, section.method)) else {
                operation::add(own, page, section, chain, name);
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
    let excluded = made.left.iter().filter(|(reason, _)| *reason == Reason::Excluded);
    let used: Vec<_> = excluded
        .map(|(_, one)| (one.page.clone(), one.method, one.field.clone()))
        .collect();
    made.idle = exclusions.idle(Lists::Second, &used, own);
    made
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
fn take(section: &mut Section, found: Vec<NewField<'_>>, documentation: &str, made: &mut Extras) {
    for one in found {
        if one.decided {
            made.decided.push(one.extra.clone());
        }
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
