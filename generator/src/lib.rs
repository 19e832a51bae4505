//! From the documentation of WeChat Pay to a Rust SDK.
//!
//! ```text
//! docs --parse--> Page --fix, lower--> ir::Api
//! ```
//!
//! Every step is a function over plain data that also gives back what it found
//! wrong; reading and writing files happens in [`source`] and `output` alone.

pub mod compare;
pub mod diagnostic;
pub mod dialect;
pub mod emit;
pub mod fix;
mod generate;
pub mod ir;
pub mod lower;
pub mod name;
pub mod normalise;
pub mod output;
pub mod page;
pub mod plan;
pub mod share;
pub mod source;
pub mod supplement;
pub mod totals;

pub use generate::{Described, Generated, describe, generate, generate_as};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::diagnostic::Diagnostic;
use crate::dialect::Parsed;
use crate::fix::Overrides;
use crate::ir::Api;
use crate::lower::Lowered;
use crate::page::Page;
use crate::source::Docs;
use crate::totals::Totals;

/// The documented API, with an account of what was read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Operations and notifications.
    pub api: Api,
    /// What was read and what became of it.
    pub totals: Totals,
    /// Findings, by page and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a documentation tree, corrected by the overrides.
pub fn read(docs: &Docs, overrides: &Overrides) -> Reading {
    let (pages, mut totals, mut diagnostics) = parse_counted(docs);
    let Lowered {
        api,
        rows,
        diagnostics: found,
    } = lower::lower(pages, overrides);
    totals.rows = rows;
    totals.count(&api);
    diagnostics.extend(found);
    diagnostics.sort_by(|a, b| (&a.page, a.span.start, a.code).cmp(&(&b.page, b.span.start, b.code)));
    Reading {
        api,
        totals,
        diagnostics,
    }
}

/// Reads all pages that document something, in order of their paths.
pub fn parse(docs: &Docs) -> (Vec<Page>, Vec<Diagnostic>) {
    let (pages, _, diagnostics) = parse_counted(docs);
    (pages, diagnostics)
}

fn parse_counted(docs: &Docs) -> (Vec<Page>, Totals, Vec<Diagnostic>) {
    let mut totals = Totals {
        pages: docs.len(),
        ..Totals::default()
    };
    let (mut pages, mut diagnostics) = (Vec::new(), Vec::new());
    let pages_read: Vec<_> = docs
        .iter()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(path, text)| dialect::parse(path, text))
        .collect();
    for (parsed, found) in pages_read {
        diagnostics.extend(found);
        match parsed {
            Parsed::Page(page) => {
                let is_notification = page.is_notification();
                totals.notification_pages += usize::from(is_notification);
                totals.operation_pages += usize::from(!is_notification);
                totals.sections += page.sections.len();
                pages.push(page);
            }
            Parsed::Known(_) => totals.known_pages += 1,
            Parsed::Refused => totals.refused_pages += 1,
        }
    }
    (pages, totals, diagnostics)
}
