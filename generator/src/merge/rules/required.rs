//! Whether a request must have a field: confirmed where all official documents say so.
//!
//! One document that lets a field out is enough to make it optional: the operation is the same for all products.
//! What only others say is documentation.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Decided, Entry, Voice, Word};
use crate::ir::Requirement;
use crate::page::CHOICES;

/// What is known of an object beside its rows.
#[derive(Debug, Clone, Copy)]
pub(in crate::merge) struct Around<'a> {
    /// Documents of the operation that need not have the object: a query, a body. Of an object inside of another
    /// only those count that tell of it.
    pub documents: usize,
    /// Names in the documents' own samples of it.
    pub shown: &'a BTreeSet<String>,
    /// The object as the founding documentation's example shows it, each item of a list.
    pub examples: &'a [&'a Value],
    /// No document of the other side, merchant or partner, is at hand, and there is one.
    pub is_one_sided: bool,
}

/// What must be there of the fields of one object.
pub(in crate::merge) fn decide(level: &[Entry], around: Around<'_>) -> Vec<Decided<Requirement>> {
    let mut documents: BTreeSet<Voice> = level
        .iter()
        .flat_map(Entry::documents)
        .map(|word| word.voice)
        .collect();
    documents.extend((0..around.documents).map(Voice::Document));
    let shown = around.shown;
    let mut decided: Vec<Requirement> = level
        .iter()
        .map(|entry| doubted(entry, alone(entry, &documents), around))
        .collect();
    for (number, group) in (1..).zip(groups(level, &documents, shown)) {
        for at in group.members {
            decided[at] = match group.holds {
                true => Requirement::OneOf {
                    group: number,
                    // The other side may have one more to choose.
                    confirmed: group.confirmed && !around.is_one_sided,
                },
                false => Requirement::Optional,
            };
        }
    }
    level
        .iter()
        .zip(decided)
        .map(|(entry, taken)| Decided {
            differ: differ(entry, taken),
            taken,
        })
        .collect()
}

/// What one row says.
fn said(word: &Word) -> Requirement {
    match word.is_alternative {
        true => Requirement::Optional,
        false => word.row.requirement(),
    }
}

/// To refuse what is documented is worse than a late answer. An example that leaves a field out is a witness; and where
/// only one side's documents are at hand, a partner's `sub_mchid` is none of a merchant's unless others require it too.
fn doubted(entry: &Entry, requirement: Requirement, around: Around<'_>) -> Requirement {
    let is_left_out = around.examples.iter().any(|one| {
        one.as_object()
            .is_some_and(|one| !one.is_empty() && !one.contains_key(&entry.name))
    });
    let is_required_by_all = entry
        .word(Voice::Founding)
        .is_some_and(|word| said(word).is_required());
    match requirement {
        Requirement::Required { .. } if is_left_out || around.is_one_sided && !is_required_by_all => {
            Requirement::Required { confirmed: false }
        }
        other => other,
    }
}

/// Without a look at the siblings.
fn alone(entry: &Entry, documents: &BTreeSet<Voice>) -> Requirement {
    let founding = entry.word(Voice::Founding).map_or(Requirement::Optional, said);
    let official: Vec<Requirement> = entry.documents().map(said).collect();
    if official.is_empty() {
        return founding;
    }
    if official.iter().any(|one| !one.is_required()) {
        return Requirement::Optional;
    }
    // Some document has lost the row, or has no such parameter.
    if official.len() < documents.len() {
        return match founding.is_required() {
            true => Requirement::Required { confirmed: false },
            false => Requirement::Optional,
        };
    }
    Requirement::Required {
        confirmed: official.iter().all(|one| one.is_confirmed()),
    }
}

/// Fields of which a request must have one.
struct Group {
    members: BTreeSet<usize>,
    /// How many alternatives the documents speak of.
    wanted: usize,
    /// The documents mean it, in every case.
    confirmed: bool,
    /// All documents want one of them.
    holds: bool,
}

fn groups(level: &[Entry], documents: &BTreeSet<Voice>, shown: &BTreeSet<String>) -> Vec<Group> {
    let mut joined: Vec<Group> = Vec::new();
    for &document in documents {
        for group in of(level, document) {
            let (mut all, apart): (Vec<Group>, Vec<Group>) = joined
                .into_iter()
                .partition(|one| !one.members.is_disjoint(&group.members));
            joined = apart;
            let mut union = group;
            for one in all.drain(..) {
                union.members.extend(one.members);
                union.wanted = union.wanted.max(one.wanted);
                union.confirmed &= one.confirmed;
            }
            joined.push(union);
        }
    }
    for group in &mut joined {
        complete(group, level, shown);
        let is_whole = group.members.len() >= group.wanted;
        group.confirmed &= is_whole;
        group.holds = group.members.len() > 1 && documents.iter().all(|one| wants(group, level, *one));
    }
    joined.sort_by_key(|group| group.members.first().copied());
    joined
}

/// The groups of one document.
fn of(level: &[Entry], document: Voice) -> Vec<Group> {
    let mut numbers: Vec<(u8, Group)> = Vec::new();
    for (at, entry) in level.iter().enumerate() {
        let Some(word) = entry.word(document) else {
            continue;
        };
        let Requirement::OneOf { group, confirmed } = said(word) else {
            continue;
        };
        let choices = word.row.name.value(CHOICES).and_then(|text| text.parse().ok());
        match numbers.iter_mut().find(|(number, _)| *number == group) {
            Some((_, known)) => {
                known.members.insert(at);
                known.confirmed &= confirmed || choices.is_some();
            }
            None => numbers.push((
                group,
                Group {
                    members: BTreeSet::from([at]),
                    wanted: choices.unwrap_or(2),
                    // What lost a row is meant all the same, once the row is found.
                    confirmed: confirmed || choices.is_some(),
                    holds: false,
                },
            )),
        }
    }
    numbers.into_iter().map(|(_, group)| group).collect()
}

/// Adds the rows that the documents lost: those that their samples have, then the merchant's own numbers.
fn complete(group: &mut Group, level: &[Entry], shown: &BTreeSet<String>) {
    let is_lost = |at: usize| !level[at].is_official() && level[at].word(Voice::Founding).is_some();
    let in_sample = |at: usize| shown.contains(&level[at].name);
    let is_number = |at: usize| level[at].name.starts_with("out_") && level[at].name.ends_with("_no");
    for fits in [&in_sample as &dyn Fn(usize) -> bool, &|_| true] {
        for at in 0..level.len() {
            if group.members.len() < group.wanted && is_lost(at) && is_number(at) && fits(at) {
                group.members.insert(at);
            }
        }
    }
}

/// Whether a document wants one of a group at least.
fn wants(group: &Group, level: &[Entry], document: Voice) -> bool {
    let requires = |at: &usize| {
        level[*at]
            .word(document)
            .is_some_and(|word| said(word).is_required())
    };
    group.members.iter().any(requires)
        || of(level, document)
            .iter()
            .any(|own| own.members.is_subset(&group.members))
}

/// Who says otherwise than what counts.
fn differ(entry: &Entry, taken: Requirement) -> Vec<(Voice, String)> {
    let word = |one: Requirement| match one {
        Requirement::Optional => "optional",
        Requirement::Required { .. } => "required",
        Requirement::OneOf { .. } => "one of a group",
    };
    let all: Vec<(Voice, Requirement)> = entry
        .words
        .iter()
        .filter(|word| word.voice <= Voice::Founding)
        .map(|word| (word.voice, said(word)))
        .collect();
    let differs = all.iter().any(|(_, one)| word(*one) != word(taken));
    match differs && entry.is_official() {
        true => all
            .iter()
            .map(|(voice, one)| (*voice, word(*one).to_owned()))
            .collect(),
        false => Vec::new(),
    }
}
