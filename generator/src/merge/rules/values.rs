//! Documented values: those of all sources, official ones first.
//!
//! Three faults of transcription are no values: a list that slipped from one row to another, a list that has
//! nothing in common with the official one, and a value that is an official one misspelt.

use std::collections::BTreeSet;

use serde_json::Value;
use strsim::osa_distance;

use super::{Entry, Voice};
use crate::ir::EnumValue;
use crate::merge::described::DescriptionParts;

/// What counts, what does not, and who differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::merge) struct Values {
    pub taken: Vec<EnumValue>,
    /// Values that only a document's sample has: it is a witness too.
    pub shown: Vec<String>,
    /// Values that are not taken over, and why.
    pub dropped: Vec<(Voice, Vec<String>, ValueFault)>,
}

/// Why values are not taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::merge) enum ValueFault {
    /// They are those of another row.
    Shifted,
    /// The official list has none of them.
    Disjoint,
    /// They are official ones in another spelling.
    Misspelt,
}

/// The values of a field among its siblings.
pub(in crate::merge) fn decide(entry: &Entry, level: &[Entry], shown: &[&Value]) -> Values {
    let mut all = Values::default();
    for word in entry.documents() {
        for value in DescriptionParts::of(&word.row.description.text).values {
            EnumValue::add(&mut all.taken, [value]);
        }
    }
    let official = all.taken.clone();
    let is_official = entry.is_official();
    for word in entry.others() {
        let own = DescriptionParts::of(&word.row.description.text).values;
        // The values of TypeScript alone are no list: it writes the one of its sample as a type.
        let is_alone = word.voice == Voice::Second && entry.words.len() > 1 && all.taken.is_empty();
        if own.is_empty() || is_alone {
            continue;
        }
        if is_official && official.is_empty() && is_of_sibling(&own, word.voice, entry, level) {
            all.dropped.push((word.voice, names(&own), ValueFault::Shifted));
            continue;
        }
        let shares = own
            .iter()
            .any(|one| has(&official, &one.value) || spelling(&official, &one.value));
        if !official.is_empty() && !shares {
            all.dropped.push((word.voice, names(&own), ValueFault::Disjoint));
            continue;
        }
        let (misspelt, kept): (Vec<_>, Vec<_>) = own
            .into_iter()
            .partition(|one| !has(&official, &one.value) && spelling(&official, &one.value));
        if !misspelt.is_empty() {
            all.dropped
                .push((word.voice, names(&misspelt), ValueFault::Misspelt));
        }
        EnumValue::add(&mut all.taken, kept);
    }
    if !official.is_empty() {
        for code in shown.iter().filter_map(|value| value.as_str()) {
            if !(has(&all.taken, code) || spelling(&all.taken, code))
                && is_code(code)
                && official.iter().all(|one| is_code(&one.value))
            {
                all.shown.push(code.to_owned());
                EnumValue::add(&mut all.taken, [value(code)]);
            }
        }
    }
    all
}

/// Whether a text has the form of most values: what else a sample may have in the place of one is a word for people.
fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn value(code: &str) -> EnumValue {
    EnumValue {
        value: code.to_owned(),
        meaning: None,
    }
}

/// The values of a field as its official documents list them.
fn official(entry: &Entry) -> BTreeSet<String> {
    let cells = entry
        .documents()
        .map(|word| DescriptionParts::of(&word.row.description.text));
    cells.flat_map(|cell| cell.values).map(|one| one.value).collect()
}

/// Whether these are the official values of another field of the object, which lacks them in the same source.
fn is_of_sibling(own: &[EnumValue], voice: Voice, entry: &Entry, level: &[Entry]) -> bool {
    own.len() > 1
        && level
            .iter()
            .filter(|sibling| sibling.name != entry.name)
            .any(|sibling| {
                let theirs = official(sibling);
                let has_them = sibling.word(voice).is_none_or(|word| {
                    let values = DescriptionParts::of(&word.row.description.text).values;
                    own.iter().any(|one| has(&values, &one.value))
                });
                !has_them && own.iter().all(|one| theirs.contains(&one.value))
            })
}

fn has(list: &[EnumValue], value: &str) -> bool {
    list.iter().any(|one| one.value == value)
}

/// Whether a list has the value in another spelling.
fn spelling(list: &[EnumValue], value: &str) -> bool {
    let is_near = |one: &&EnumValue| {
        let letters = |text: &str| text.chars().all(|c| !c.is_ascii_digit());
        one.value.eq_ignore_ascii_case(value)
            || value.len() > 5 && letters(value) && osa_distance(&one.value, value) == 1
    };
    list.iter().any(|one| is_near(&one))
}

fn names(values: &[EnumValue]) -> Vec<String> {
    values.iter().map(|one| one.value.clone()).collect()
}
