//! The description: term, unit, default and form from official documents where they have one.

use serde_json::Value;

use super::values::{self, Values};
use super::{Decided, Entry, Voice, Word};
use crate::lower::unit;
use crate::merge::described::DescriptionParts;
use crate::page::Cell;

/// Two facts of a description that sources may differ about.
pub(in crate::merge) struct Text {
    pub cell: Cell,
    pub unit: Decided<Option<String>>,
    pub default: Decided<Option<String>>,
    pub values: Values,
}

/// The description of a field among its siblings.
pub(in crate::merge) fn decide(entry: &Entry, level: &[Entry], shown: &[&Value]) -> Text {
    let said: Vec<(Voice, DescriptionParts)> = entry
        .words
        .iter()
        .map(|word| (word.voice, DescriptionParts::of(&word.row.description.text)))
        .collect();
    // 分 says more than 币种的最小单位, and does not contradict it.
    let exact = stated(&said, |one| {
        one.unit.as_ref().filter(|unit| *unit != unit::SMALLEST)
    });
    let unit = match exact.taken {
        Some(_) => exact,
        None => stated(&said, |one| one.unit.as_ref()),
    };
    let default = stated(&said, |one| one.default.as_ref());
    let values = values::decide(entry, level, shown);
    let cell = match entry.words.as_slice() {
        // Nobody else has a word: as it is.
        [only] if values.dropped.is_empty() && values.shown.is_empty() => only.row.description.clone(),
        words => Cell {
            text: DescriptionParts {
                text: term(words, &said),
                forms: forms(&said),
                unit: unit.taken.clone(),
                default: default.taken.clone(),
                values: values.taken.clone(),
            }
            .cell(),
            ..place(words)
        },
    };
    Text {
        cell,
        unit,
        default,
        values,
    }
}

/// The first official term, else what the first of the others says.
fn term(words: &[Word], said: &[(Voice, DescriptionParts)]) -> String {
    let is_said = |one: &&(Voice, DescriptionParts)| !one.1.text.is_empty();
    let official = said.iter().filter(is_said).find(|(voice, _)| voice.is_official());
    let any = official.or_else(|| said.iter().find(is_said));
    debug_assert_eq!(words.len(), said.len());
    any.map(|(_, one)| one.text.clone()).unwrap_or_default()
}

/// The forms of the first who says any.
fn forms(said: &[(Voice, DescriptionParts)]) -> Vec<String> {
    let first = said.iter().find(|(_, one)| !one.forms.is_empty());
    first.map(|(_, one)| one.forms.clone()).unwrap_or_default()
}

/// Where the founding row has its description.
fn place(words: &[Word]) -> Cell {
    let founding = words.iter().find(|word| word.voice == Voice::Founding);
    let span = founding
        .or(words.first())
        .map(|word| word.row.description.span.clone());
    Cell {
        span: span.unwrap_or_default(),
        ..Cell::default()
    }
}

/// The first that is stated, and who states another.
fn stated<'s>(
    said: &'s [(Voice, DescriptionParts)],
    fact: impl Fn(&'s DescriptionParts) -> Option<&'s String>,
) -> Decided<Option<String>> {
    let all: Vec<(Voice, String)> = said
        .iter()
        .filter_map(|(voice, one)| Some((*voice, fact(one)?.clone())))
        .collect();
    let differs = all.iter().any(|(_, one)| *one != all[0].1);
    Decided {
        taken: all.first().map(|(_, one)| one.clone()),
        differ: if differs { all } else { Vec::new() },
    }
}
