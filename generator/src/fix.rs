//! Corrections of wrong documentation, from `docs-specs/overrides/*.toml`.
//!
//! Each says what it replaces. One that finds nothing to replace on its page is
//! an error, so that it goes away when the documentation is corrected. One whose
//! page is gone is a warning; in a tree without any of the corrected pages it is
//! silent. The format is described in `docs-specs/overrides/README.md`.

mod allow;
mod answer;
mod apply;
mod comfort;
pub mod encrypted;
mod fact;
mod fit;
mod format;
mod names;
mod near;
mod path;
mod rows;
mod site;
mod steps;
mod unite;

pub use apply::pages;
pub use comfort::comforts;
pub use fact::facts;
pub use fit::Single;
pub use format::{ModuleName, Overrides, UnreadableOverrides};
pub use names::{Held, MODULES, NAMES, Names, REQUEST, Renamed};
pub use near::written;
pub use steps::{OperationWord, Step, steps, words};

use crate::diagnostic::Diagnostic;
use crate::page::Page;

/// Makes notes of the warnings that are allowed; one that allows nothing on its page is reported.
#[must_use]
pub fn allowed(found: Vec<Diagnostic>, pages: &[Page], overrides: &Overrides) -> Vec<Diagnostic> {
    allow::settle(&overrides.allow, found, pages)
}
