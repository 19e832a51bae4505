//! The corrections of one page, one after the other: who reads on sees which of them changed what.

use super::Overrides;
use super::format::Replace;
use super::site::Site;
use crate::page::Page;

/// One correction, and what it leaves.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it stands, below `docs-specs`: `overrides/pay.toml:12`.
    pub place: String,
    /// Why it is made.
    pub reason: String,
    /// The page after it.
    pub page: Page,
}

/// What an override says of an operation as a whole: its host, its effect, ….
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationWord {
    /// Where it stands, below `docs-specs`: `overrides/paths.toml:12`.
    pub place: String,
    /// Why it says so.
    pub reason: String,
    /// What it sees and what that becomes.
    pub says: [String; 2],
}

/// What overrides say of the operations of a page, beside the corrections of its tables.
#[must_use]
pub fn words(page: &str, overrides: &Overrides) -> Vec<OperationWord> {
    let own = overrides.of_operations().filter(|fix| fix.page == page);
    own.map(|fix| OperationWord {
        place: fix.site.below_docs(),
        reason: fix.reason.clone(),
        says: [fix.seen.clone(), fix.value.as_ref().clone()],
    })
    .collect()
}

/// The corrections of a page's tables, in the order in which they are applied.
#[must_use]
pub fn steps(page: &Page, overrides: &Overrides) -> Vec<Step> {
    let rows = overrides.rows.iter().filter(|fix| fix.page == page.path);
    let rows = rows.map(|fix| {
        let alone = Overrides {
            rows: vec![fix.clone()],
            ..Overrides::default()
        };
        (&fix.site, &fix.reason, alone)
    });
    let named = overrides.param.iter().filter(|fix| fix.page == page.path);
    let named = named.map(|fix: &Replace| {
        let alone = Overrides {
            param: vec![fix.clone()],
            ..Overrides::default()
        };
        (&fix.site, &fix.reason, alone)
    });
    let mut now = page.clone();
    let step = |(site, reason, alone): (&Site, &String, Overrides)| {
        let (pages, _) = super::pages(vec![now.clone()], &alone);
        now = pages.into_iter().next()?;
        Some(Step {
            place: site.below_docs(),
            reason: reason.clone(),
            page: now.clone(),
        })
    };
    rows.chain(named).filter_map(step).collect()
}
