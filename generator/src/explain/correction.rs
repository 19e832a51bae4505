//! Which override changed what of a field.

use std::collections::BTreeMap;

use super::stated::{Stated, rows, stated};
use crate::fix::{self, Overrides, Step};
use crate::ir::Method;
use crate::page::{Page, Section};

/// An override that changed something of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Where it stands, below `docs-specs`: `overrides/pay.toml:12`.
    pub place: String,
    /// Why it is made.
    pub reason: String,
    /// What it changed, fact by fact; of a field that it adds, all of it.
    pub changed: Vec<Changed>,
}

/// A fact that an override changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which: `type`, `required`, ….
    pub fact: &'static str,
    /// What the page says; nothing if it is silent.
    pub before: Option<String>,
    /// What the override says; nothing if it takes the fact away.
    pub after: Option<String>,
}

/// The corrections of a page's rows by the line on which each row stands, of all its operations.
#[must_use]
pub fn corrections(page: &Page, overrides: &Overrides) -> BTreeMap<u32, Vec<Correction>> {
    let steps = fix::steps(page, overrides);
    let mut found: BTreeMap<u32, Vec<Correction>> = BTreeMap::new();
    for before in &page.sections {
        let seen = seen(&steps, before.method);
        let Some((_, after)) = seen.last() else { continue };
        let mut by_path = of_fields(before, &seen);
        for (path, row) in rows(after).into_iter().chain(rows(before)) {
            let own = by_path.remove(&path).unwrap_or_default();
            found.entry(row.line).or_default().extend(own);
        }
    }
    found.retain(|_, own| !own.is_empty());
    found
}

/// What each step leaves of the section of a verb.
pub(super) fn seen(steps: &[Step], method: Method) -> Vec<Seen<'_>> {
    let own = steps.iter();
    own.filter_map(|step| Some((step, step.page.section(method)?)))
        .collect()
}

/// An override, and the section of its page after it.
pub(super) type Seen<'s> = (&'s Step, &'s Section);

/// The corrections of each field by its path, in the order in which they are applied.
pub(super) fn of_fields(before: &Section, steps: &[Seen<'_>]) -> BTreeMap<String, Vec<Correction>> {
    let mut found: BTreeMap<String, Vec<Correction>> = BTreeMap::new();
    let mut old = facts(before);
    for (step, section) in steps {
        let new = facts(section);
        let gone = old.keys().filter(|path| !new.contains_key(*path));
        for path in new.keys().chain(gone) {
            let [was, is] = [&old, &new].map(|side| side.get(path).map_or(&[][..], Vec::as_slice));
            let changed = changed(was, is);
            if changed.is_empty() {
                continue;
            }
            found.entry(path.clone()).or_default().push(Correction {
                place: step.place.clone(),
                reason: step.reason.clone(),
                changed,
            });
        }
        old = new;
    }
    found
}

fn facts(section: &Section) -> BTreeMap<String, Vec<Stated>> {
    let rows = rows(section).into_iter();
    rows.map(|(path, row)| (path, stated(row))).collect()
}

/// What differs, in the order of facts.
fn changed(old: &[Stated], new: &[Stated]) -> Vec<Changed> {
    let value = |list: &[Stated], fact| {
        let one = list.iter().find(|one| one.fact == fact);
        one.map(|one| one.value.clone())
    };
    let gone = old.iter().filter(|one| value(new, one.fact).is_none());
    let all = new.iter().chain(gone).map(|one| Changed {
        fact: one.fact,
        before: value(old, one.fact),
        after: value(new, one.fact),
    });
    all.filter(|one| one.before != one.after).collect()
}
