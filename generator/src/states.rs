//! Two states of the documentation beside each other, each with its own overrides.

use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::{self, Diff, Side};
use crate::emit::{self, Style};
use crate::fix::Overrides;
use crate::output::Changes;
use crate::pipeline::{read, run};
use crate::source::Docs;

/// A state of the documentation: its pages, and its own overrides.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The pages.
    pub docs: Docs,
    /// What corrects them.
    pub overrides: Overrides,
}

impl State {
    /// A tree that nobody has corrected, with those of the overrides that fit it, and findings about those that do not.
    ///
    /// Nobody has listed what was encrypted in such a tree, so that list does not count.
    #[must_use]
    pub fn foreign(docs: Docs, overrides: &Overrides) -> (Self, Vec<Diagnostic>) {
        let mut own = overrides.clone().without_list();
        let mut left = Vec::new();
        // One that is left out may be what another one looks for.
        loop {
            let found = read(&docs, &own).diagnostics;
            let idle: Vec<Diagnostic> = found.into_iter().filter(is_about_override).collect();
            let rest = own.clone().without(&idle);
            left.extend(idle);
            if rest == own {
                return (Self { docs, overrides: own }, left);
            }
            own = rest;
        }
    }
}

fn is_about_override(one: &Diagnostic) -> bool {
    one.severity == Severity::Error && one.page.starts_with("overrides/")
}

/// Two states compared.
#[derive(Debug, Default)]
pub struct Compared {
    /// What changed.
    pub diff: Diff,
    /// Files of the generated crate that differ.
    pub files: Changes,
    /// Findings before and after. An error in one of them leaves out what it is about.
    pub diagnostics: [Vec<Diagnostic>; 2],
}

/// What changed from one state to another, and which generated files differ.
#[must_use]
pub fn compare(before: &State, after: &State) -> Compared {
    let ((diff, files), diagnostics) = both(before, after, |was, is| {
        let [old, new] = [was, is].map(|side| emit::emit(side.plan, Style::Tables));
        (diff::diff(was, is), new.since(&old))
    });
    Compared {
        diff,
        files,
        diagnostics,
    }
}

/// What changed from one state to another, and the findings of both.
#[must_use]
pub fn changes(before: &State, after: &State) -> (Diff, [Vec<Diagnostic>; 2]) {
    both(before, after, diff::diff)
}

/// What `last` makes of both planned crates.
fn both<T>(
    before: &State,
    after: &State,
    last: impl FnOnce(Side<'_, '_>, Side<'_, '_>) -> T,
) -> (T, [Vec<Diagnostic>; 2]) {
    let outer = run(&before.docs, &before.overrides, |was| {
        let was = Side {
            docs: &before.docs,
            overrides: &before.overrides,
            plan: was,
        };
        run(&after.docs, &after.overrides, |plan| {
            let State { docs, overrides } = after;
            last(
                was,
                Side {
                    docs,
                    overrides,
                    plan,
                },
            )
        })
    });
    let inner = outer.made;
    (inner.made, [outer.diagnostics, inner.diagnostics])
}
