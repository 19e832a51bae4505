//! What is told of the joining, and of which page.

use super::union::TypeConflict;

/// What became of the documents of callbacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted {
    /// The number of a document, and the page that it was joined with.
    pub joined: Vec<(String, String)>,
    /// Pages that only documents tell of.
    pub pages: Vec<String>,
    /// Fields of which page and document say different types, by page.
    pub conflicts: Vec<(String, TypeConflict)>,
    /// What somebody has to decide in `events.toml`.
    pub problems: Vec<String>,
}

/// The page that is written, and what its documentation is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotedPage<'n> {
    pub(super) page: &'n str,
    pub(super) founding: &'n str,
}
