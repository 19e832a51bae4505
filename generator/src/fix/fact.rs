//! Corrections of single facts of an operation: how its answer is authenticated, what a second sending does and
//! a refusal says, which host it has, with what it shares a type.

use super::apply::fits;
use super::format::Replace;
use super::{Overrides, encrypted};
use crate::diagnostic::Diagnostic;
use crate::ir::{Api, Effect, Host, Operation, Refusal, Verify};
use crate::page::{Dialect, Page};

/// Corrects what no row says; what matches nothing is reported. `pages` are those that were lowered.
#[must_use]
pub fn facts(mut api: Api, pages: &[Page], overrides: &Overrides) -> (Api, Vec<Diagnostic>) {
    let mut found = overrides.set_facts(&mut api.operations, pages);
    found.extend(overrides.unite(&mut api, pages));
    found.extend(encrypted::check(
        &overrides.encrypted,
        &overrides.plain,
        &api.operations,
        pages,
    ));
    (api, found)
}

/// Sets a fact of the operations that a correction is for, where it is as `seen`; a finding if it is so nowhere on the page.
pub(super) fn set<T: Clone + PartialEq>(
    fix: &Replace,
    operations: &mut [Operation],
    pages: &[Page],
    place: impl Fn(&mut Operation) -> &mut T,
    seen: &T,
    value: &T,
) -> Option<Diagnostic> {
    let mut changed = false;
    let own = operations
        .iter_mut()
        .filter(|one| one.page == fix.page && fits(fix.method, one.method));
    for fact in own.map(place) {
        if fact == seen {
            fact.clone_from(value);
            changed = true;
        }
    }
    let page = pages.iter().find(|page| page.path == fix.page)?;
    // The mistake is one of the tables: the other dialect need not share it.
    fix.stale(Some(changed || page.dialect == Dialect::Twoslash))
}

/// A fact that has a name in the overrides, and its place in an operation.
struct NamedFact<T, const N: usize> {
    what: &'static str,
    names: [&'static str; N],
    of: fn(&str) -> Option<T>,
    place: fn(&mut Operation) -> &mut T,
}

impl Overrides {
    /// Sets the facts of operations; what matches nothing is reported.
    fn set_facts(&self, operations: &mut [Operation], pages: &[Page]) -> Vec<Diagnostic> {
        let rule = NamedFact {
            what: "rule of verification",
            names: Verify::ALL.map(Verify::name),
            of: Verify::of,
            place: |operation| &mut operation.verify,
        };
        let effect = NamedFact {
            what: "effect of a second sending",
            names: Effect::ALL.map(Effect::name),
            of: Effect::of,
            place: |operation| &mut operation.effect,
        };
        let refusal = NamedFact {
            what: "meaning of a refusal",
            names: Refusal::ALL.map(Refusal::name),
            of: Refusal::of,
            place: |operation| &mut operation.refusal,
        };
        let host = NamedFact {
            what: "host",
            names: Host::ALL.map(Host::name),
            of: Host::of,
            place: |operation| &mut operation.host,
        };
        let mut found = rule.set(&self.verify, operations, pages);
        found.extend(effect.set(&self.effect, operations, pages));
        found.extend(refusal.set(&self.refusal, operations, pages));
        found.extend(host.set(&self.host, operations, pages));
        found
    }
}

impl<T: Copy + PartialEq, const N: usize> NamedFact<T, N> {
    fn set(&self, fixes: &[Replace], operations: &mut [Operation], pages: &[Page]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for fix in fixes {
            let (seen, value) = match fix.words(self.of, self.what, &self.names) {
                Ok(words) => words,
                Err(unknown) => {
                    found.push(unknown);
                    continue;
                }
            };
            found.extend(set(fix, operations, pages, self.place, &seen, &value));
        }
        found
    }
}
