//! Changes that have one cause.

use std::collections::BTreeMap;

use super::Kind;
use super::change::{Change, WrittenRow};

/// What a cause says where each place says something of its own.
const ONE_EACH: &str = "one value each";

/// Changes of one kind that say the same of a field of one name: one row, or one row on many pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What they are about.
    pub kind: Kind,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
    /// By subject and field.
    pub changes: Vec<Change>,
}

/// What changes of one cause have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct CauseKey {
    kind: Kind,
    place: String,
    before: String,
    after: String,
    rows: [String; 2],
}

impl CauseKey {
    fn of(change: &Change) -> Self {
        let own = if change.kind.is_of_places() {
            &change.subject
        } else {
            ""
        };
        // That the documentation names original types now is one decision, whatever they are called.
        if change.kind == Kind::Original && change.before.is_empty() {
            return Self {
                kind: change.kind,
                place: change.leaf().to_owned(),
                before: String::new(),
                after: ONE_EACH.to_owned(),
                rows: [const { String::new() }; 2],
            };
        }
        Self {
            kind: change.kind,
            place: format!("{own} {}", change.leaf()),
            before: change.before.clone(),
            after: change.after.clone(),
            rows: [0, 1].map(|side| change.rows[side].as_ref().map_or_else(String::new, said)),
        }
    }
}

/// What a row says of its field wherever it stands: neither its depth nor what is demanded there. Headings say nothing.
fn said(row: &WrittenRow) -> String {
    let cells: Vec<&str> = row.text.split('|').skip(2).collect();
    cells.join("|")
}

/// Puts changes together that have one cause: what hurts most comes first, then what touches most.
pub(super) fn group(changes: Vec<Change>) -> Vec<Cause> {
    let mut groups: BTreeMap<CauseKey, Vec<Change>> = BTreeMap::new();
    for change in changes {
        groups.entry(CauseKey::of(&change)).or_default().push(change);
    }
    let mut causes: Vec<Cause> = groups
        .into_iter()
        .map(|(key, mut changes)| {
            let CauseKey {
                kind, before, after, ..
            } = key;
            changes.sort();
            // A type that is used at several places is renamed once.
            changes.dedup_by(|one, other| kind == Kind::Renamed && one.code == other.code);
            let after = match changes.as_slice() {
                [one] => one.after.clone(),
                _ => after,
            };
            Cause {
                kind,
                before,
                after,
                changes,
            }
        })
        .collect();
    // Of what touches as much, rows of one page stand together, as they do there.
    causes.sort_by_cached_key(|cause| {
        let first = &cause.changes[0];
        let row = first.rows.iter().flatten().next_back();
        let line = row.map(|row| row.line);
        let touched = std::cmp::Reverse(cause.changes.len());
        (cause.kind, touched, first.subject.clone(), line)
    });
    causes
}
