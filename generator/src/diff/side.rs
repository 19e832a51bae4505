//! A state that is compared with another.

use crate::fix::Overrides;
use crate::plan::Crate;
use crate::source::Docs;

/// One state: its pages as written, and what they become.
#[derive(Debug, Clone, Copy)]
pub struct Side<'p, 'a> {
    /// The pages.
    pub docs: &'p Docs,
    /// What corrects them.
    pub overrides: &'p Overrides,
    /// What is generated from both.
    pub plan: &'p Crate<'a>,
}
