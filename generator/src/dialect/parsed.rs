//! What a page turned out to be.

use crate::page::Page;

/// What a page turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Parsed {
    /// It documents operations or notifications.
    Page(Page),
    /// A redirect to another page, or a catalogue: known to document nothing by itself.
    Known(Page),
    /// Nothing that can be read; the diagnostics say why.
    Refused,
}
