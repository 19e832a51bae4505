//! The fields of one table: all sources joined, then moved and respelt as the official documents have them.

use super::operation::{Decisions, Dropped, Made};
use super::write::Difference;
use super::write::join as path;
use crate::merge::account::Fact;
use crate::merge::entry::Entry;
use crate::merge::join::{Order, join};
use crate::merge::rules::{misplaced, twin};

/// The documents' fields as one list, the newest first.
pub(super) fn united(documents: Vec<Vec<Entry>>) -> Vec<Entry> {
    documents
        .into_iter()
        .fold(Vec::new(), |known, more| join(known, more, Order::Beside))
}

/// Corrects what others have at a wrong place or in a wrong spelling; `name` writes a path for reports.
pub(super) fn correct(
    mut top: Vec<Entry>,
    decisions: &dyn Decisions,
    name: &dyn Fn(&[String]) -> String,
    made: &mut Made,
    differences: &mut Vec<Difference>,
) -> Vec<Entry> {
    for misplaced in misplaced::find(&top) {
        let Some(entry) = take(&mut top, &misplaced.from) else {
            continue;
        };
        let (from, to) = (name(&misplaced.from), name(&misplaced.to));
        let words = entry
            .words
            .iter()
            .map(|word| (word.voice, from.clone()))
            .collect();
        differences.push((to.clone(), Fact::Place, words, to));
        made.dropped.push((from, Dropped::Moved));
        made.moved.push((misplaced.from.clone(), misplaced.to.clone()));
        let place = find(&mut top, &misplaced.to).expect("it was found there");
        place.children = join(std::mem::take(&mut place.children), entry.children, Order::After);
        place.hear(entry.words);
    }
    respell(top, decisions, name, &[], made, differences)
}

fn respell(
    mut level: Vec<Entry>,
    decisions: &dyn Decisions,
    name: &dyn Fn(&[String]) -> String,
    parents: &[String],
    made: &mut Made,
    differences: &mut Vec<Difference>,
) -> Vec<Entry> {
    let mut gone = Vec::new();
    for (official, own) in twin::find(&level) {
        let of = |at: usize| name(&[parents, &[level[at].name.clone()]].concat());
        let (right, wrong) = (of(official), of(own));
        match decisions.is_misspelt(&wrong) {
            Some(false) => {}
            None => made.twins.push((right, wrong)),
            Some(true) => {
                let words = level[own]
                    .words
                    .iter()
                    .map(|word| (word.voice, wrong.clone()))
                    .collect();
                differences.push((right.clone(), Fact::Spelling, words, right));
                made.dropped.push((wrong, Dropped::Misspelt));
                let full = |at: usize| [parents, &[level[at].name.clone()]].concat();
                made.moved.push((full(own), full(official)));
                gone.push((official, own));
            }
        }
    }
    for &(official, own) in &gone {
        let (words, children) = (level[own].words.clone(), std::mem::take(&mut level[own].children));
        let known = std::mem::take(&mut level[official].children);
        level[official].children = join(known, children, Order::After);
        level[official].hear(words);
    }
    let mut at = 0;
    level.retain(|_| {
        at += 1;
        !gone.iter().any(|(_, own)| *own == at - 1)
    });
    for entry in &mut level {
        let parents = [parents, std::slice::from_ref(&entry.name)].concat();
        let below = std::mem::take(&mut entry.children);
        entry.children = respell(below, decisions, name, &parents, made, differences);
    }
    level
}

/// Takes an entry out.
fn take(level: &mut Vec<Entry>, path: &[String]) -> Option<Entry> {
    let (name, below) = path.split_first()?;
    let at = level.iter().position(|one| one.name == *name)?;
    match below {
        [] => Some(level.remove(at)),
        below => take(&mut level[at].children, below),
    }
}

fn find<'e>(level: &'e mut [Entry], path: &[String]) -> Option<&'e mut Entry> {
    let (name, below) = path.split_first()?;
    let entry = level.iter_mut().find(|one| one.name == *name)?;
    match below {
        [] => Some(entry),
        below => find(&mut entry.children, below),
    }
}

/// Names from the top, as reports write them.
pub(super) fn dotted(names: &[String]) -> String {
    names.iter().fold(String::new(), |above, name| path(&above, name))
}
