//! Corrections of wrong documentation, from `docs-specs/overrides/*.toml`.
//!
//! Each says what it replaces. One that finds nothing to replace on its page is
//! an error, so that it goes away when the documentation is corrected. One whose
//! page is gone is a warning; in a tree without any of the corrected pages it is
//! silent. The format is described in `docs-specs/overrides/README.md`.

mod allow;
mod answer;
mod apply;
pub mod encrypted;
mod fact;
mod format;
mod path;
mod rows;
mod unite;

pub use allow::allowed;
pub use apply::pages;
pub use fact::facts;
pub use format::{ModuleName, Overrides, Unreadable};
