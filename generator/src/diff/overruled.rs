//! Which override decides, where the documentation does not.

use std::collections::BTreeMap;

use super::change::{Change, Evidence, Overruled, WrittenRow};
use super::side::Side;
use crate::explain::{Changed, Correction, corrections};
use crate::fix::words;
use crate::parse::parse;
use crate::source::Docs;

/// An override found, and what it does, wherever it stands in its file.
struct FoundOverride {
    place: String,
    deed: Deed,
}

/// Reason, what becomes of a row, what becomes of an operation.
type Deed = (String, Vec<Changed>, [String; 2]);

/// Names the overrides that decide about each change.
pub(super) fn name(changes: &mut [Change], sides: [Side<'_, '_>; 2]) {
    let mut states = sides.map(CorrectedState::new);
    for change in changes {
        let found = [0, 1].map(|side| states[side].found(change, side));
        for (side, own) in found.iter().enumerate() {
            let other = &found[1 - side];
            let alone = own
                .iter()
                .filter(|one| other.iter().all(|two| two.deed != one.deed));
            change.overruled.extend(alone.map(|one| Overruled {
                is_now: side == 1,
                place: one.place.clone(),
                reason: one.deed.0.clone(),
            }));
        }
        // One override may do several things where a row stands.
        change.overruled.sort();
        change.overruled.dedup();
    }
}

/// One state, whose corrected pages are read once.
struct CorrectedState<'p, 'a> {
    side: Side<'p, 'a>,
    rows: BTreeMap<String, Corrected>,
}

/// The corrections of a page's rows, by their line.
type Corrected = BTreeMap<u32, Vec<Correction>>;

impl<'p, 'a> CorrectedState<'p, 'a> {
    fn new(side: Side<'p, 'a>) -> Self {
        Self {
            side,
            rows: BTreeMap::new(),
        }
    }

    /// The overrides of what a change is about.
    fn found(&mut self, change: &Change, side: usize) -> Vec<FoundOverride> {
        let rows = &change.rows;
        let Some(row) = rows[side].as_ref().or(rows[1 - side].as_ref()) else {
            return Vec::new();
        };
        let page = row.page.trim_end_matches(".md");
        if row.text.starts_with('#') {
            return match change.evidence() {
                Evidence::Elsewhere => self.of_operation(page),
                Evidence::Rows | Evidence::None => Vec::new(),
            };
        }
        let line = match rows[side] {
            Some(_) => Some(row.line),
            // An override may have taken away what the page still has.
            None => self.line_of(row),
        };
        let corrected = self.corrected(page);
        let own = line.and_then(|line| corrected.get(&line));
        own.into_iter().flatten().map(of_row).collect()
    }

    fn of_operation(&self, page: &str) -> Vec<FoundOverride> {
        let own = words(page, self.side.overrides).into_iter();
        own.map(|word| FoundOverride {
            place: word.place,
            deed: (word.reason, Vec::new(), word.says),
        })
        .collect()
    }

    fn line_of(&self, row: &WrittenRow) -> Option<u32> {
        let text = self.side.docs.text(&row.page)?;
        let at = text.lines().position(|line| line == row.text)?;
        u32::try_from(at + 1).ok()
    }

    fn corrected(&mut self, page: &str) -> &Corrected {
        let Side { docs, overrides, .. } = self.side;
        self.rows.entry(page.to_owned()).or_insert_with(|| {
            let file = format!("{page}.md");
            let alone: Docs = docs.text(&file).into_iter().map(|text| (&file, text)).collect();
            let pages = parse(&alone).0.pages;
            pages
                .iter()
                .flat_map(|page| corrections(page, overrides))
                .collect()
        })
    }
}

fn of_row(one: &Correction) -> FoundOverride {
    FoundOverride {
        place: one.place.clone(),
        deed: (one.reason.clone(), one.changed.clone(), Default::default()),
    }
}
