//! Corrections of how an operation's answer is authenticated.

use super::Overrides;
use super::apply::fits;
use crate::diagnostic::Diagnostic;
use crate::ir::{Api, Operation, Verify};
use crate::page::{Dialect, Page};

/// Corrects what no row says; what matches nothing is reported. `pages` are those that were lowered.
#[must_use]
pub fn facts(mut api: Api, pages: &[Page], overrides: &Overrides) -> (Api, Vec<Diagnostic>) {
    let found = overrides.set_rules(&mut api.operations, pages);
    (api, found)
}

impl Overrides {
    /// Sets how the answers of operations are authenticated.
    fn set_rules(&self, operations: &mut [Operation], pages: &[Page]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let names = Verify::ALL.map(Verify::name);
        for fix in &self.verify {
            let (seen, value) = match fix.words(Verify::of, "rule of verification", &names) {
                Ok(words) => words,
                Err(unknown) => {
                    found.push(unknown);
                    continue;
                }
            };
            let mut changed = false;
            for operation in operations.iter_mut() {
                if operation.page == fix.page
                    && fits(fix.method, operation.method)
                    && operation.verify == seen
                {
                    operation.verify = value;
                    changed = true;
                }
            }
            let page = pages.iter().find(|page| page.path == fix.page);
            // The mistake is one of the tables: the other dialect need not share it.
            let changed = page.map(|page| changed || page.dialect == Dialect::Twoslash);
            found.extend(fix.stale(changed));
        }
        found
    }
}
