//! Which documents describe the same operation: verb and path, names of parameters aside.

use std::collections::BTreeMap;

use super::section::Official;
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
    fn of(operation: &Operation) -> Self {
        let mut path: Vec<Option<String>> = operation
            .path
            .iter()
            .map(|segment| match segment {
                Segment::Literal(text) => Some(text.clone()),
                Segment::Param(_) => None,
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
pub(super) struct Place {
    pub page: usize,
    pub section: usize,
    pub host: Host,
}

/// The operations of pages; of several alike, all places.
pub(super) fn places(pages: &[Page]) -> Vec<(Identity, Place)> {
    let (lowered, _) = lower(pages);
    let mut operations = lowered.api.operations.iter();
    let mut places = Vec::new();
    for (page, one) in pages.iter().enumerate().filter(|(_, page)| !page.is_notification()) {
        for section in 0..one.sections.len() {
            let operation = operations.next().expect("each section is an operation");
            let host = operation.host;
            places.push((Identity::of(operation), Place { page, section, host }));
        }
    }
    places
}

/// All documents by what they describe, the newest first.
pub(super) fn grouped(pages: &[Page]) -> BTreeMap<Identity, Vec<(Host, Official<'_>)>> {
    let mut groups: BTreeMap<Identity, Vec<(Host, Official<'_>)>> = BTreeMap::new();
    for (identity, place) in places(pages) {
        let page = &pages[place.page];
        let section = &page.sections[place.section];
        groups.entry(identity).or_default().push((place.host, Official { page, section }));
    }
    for group in groups.values_mut() {
        group.sort_by_key(|(_, one)| {
            let date = one.page.document.as_ref().and_then(|document| document.date.as_deref());
            (std::cmp::Reverse(day(date.unwrap_or_default())), one.id().to_owned())
        });
    }
    groups
}

/// `2025.03.31` as numbers; nothing is the oldest.
fn day(text: &str) -> Vec<u32> {
    let parts = text.split(['.', '-', '/', ' ']).take(3);
    parts.map_while(|part| part.parse().ok()).collect()
}
