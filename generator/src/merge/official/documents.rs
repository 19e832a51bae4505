//! Which documents describe the same operation: verb and path, names of parameters aside.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::Official;
use crate::ir::{Host, Method, Operation, Segment, Version};
use crate::lower::lower;
use crate::page::Page;

/// Verb and path of an operation with the prefix of its host, without the names of parameters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    version: Version,
    method: Method,
    path: Vec<Option<String>>,
}

impl Identity {
    fn of(operation: &Operation, by_name: bool) -> Self {
        let mut path: Vec<Option<String>> = operation
            .path
            .iter()
            .map(|segment| match segment {
                Segment::Literal(text) => Some(text.clone()),
                Segment::Param(name) => by_name.then(|| format!("{{{name}}}")),
            })
            .collect();
        if path.last().is_some_and(|last| last.as_deref() == Some("")) {
            path.pop();
        }
        Self {
            version: operation.version,
            method: operation.method,
            path,
        }
    }
}

/// Where a section is, and on which host its operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whereabouts {
    pub page: usize,
    pub section: usize,
    pub host: Host,
}

/// Identities of several operations of one tree, which only the names of their parameters tell apart:
/// `…/{business_code}/cancel` and `…/{applyment_id}/cancel`.
pub(super) fn ambiguous(pages: &[Page]) -> BTreeSet<Identity> {
    let mut names: BTreeMap<Identity, BTreeSet<Identity>> = BTreeMap::new();
    for operation in &lower(pages).0.api.operations {
        let own = names.entry(Identity::of(operation, false)).or_default();
        own.insert(Identity::of(operation, true));
    }
    let several = names.into_iter().filter(|(_, own)| own.len() > 1);
    several.map(|(identity, _)| identity).collect()
}

/// The operations of pages; of several alike, all places.
pub(super) fn places(pages: &[Page], ambiguous: &BTreeSet<Identity>) -> Vec<(Identity, Whereabouts)> {
    let (lowered, _) = lower(pages);
    let mut operations = lowered.api.operations.iter();
    let mut places = Vec::new();
    for (page, one) in pages
        .iter()
        .enumerate()
        .filter(|(_, page)| !page.is_notification())
    {
        for section in 0..one.sections.len() {
            let operation = operations.next().expect("each section is an operation");
            let host = operation.host;
            let by_name = ambiguous.contains(&Identity::of(operation, false));
            places.push((
                Identity::of(operation, by_name),
                Whereabouts { page, section, host },
            ));
        }
    }
    places
}

/// All documents by what they describe, the newest first.
pub(super) fn grouped<'p>(
    pages: &'p [Page],
    ambiguous: &BTreeSet<Identity>,
) -> BTreeMap<Identity, Vec<(Host, Official<'p>)>> {
    let mut groups: BTreeMap<Identity, Vec<(Host, Official<'p>)>> = BTreeMap::new();
    for (identity, place) in places(pages, ambiguous) {
        let page = &pages[place.page];
        let section = &page.sections[place.section];
        groups
            .entry(identity)
            .or_default()
            .push((place.host, Official { page, section }));
    }
    for group in groups.values_mut() {
        group.sort_by_key(|(_, one)| {
            let date = one
                .page
                .document
                .as_ref()
                .and_then(|document| document.date.as_deref());
            (
                std::cmp::Reverse(day(date.unwrap_or_default())),
                one.id().to_owned(),
            )
        });
    }
    groups
}

/// `2025.03.31` as numbers; nothing is the oldest.
fn day(text: &str) -> Vec<u32> {
    let parts = text.split(['.', '-', '/', ' ']).take(3);
    parts.map_while(|part| part.parse().ok()).collect()
}
