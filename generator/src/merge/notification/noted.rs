//! What documents and pages say together, and what is to be told of it.

use super::tree::{self, Branch};
use super::union::{Conflict, Other, join};

/// What became of the documents of callbacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted {
    /// The number of a document, and the page that it was joined with.
    pub joined: Vec<(String, String)>,
    /// Pages that only documents tell of.
    pub pages: Vec<String>,
    /// Fields of which page and document say different types, by page.
    pub conflicts: Vec<(String, Conflict)>,
    /// What somebody has to decide in `events.toml`.
    pub problems: Vec<String>,
}

/// What documents say together.
pub(super) fn together(
    table: Option<Vec<Branch>>,
    rows: Vec<Branch>,
    page: &str,
    noted: &mut Noted,
) -> Vec<Branch> {
    match table {
        Some(newer) => joined(newer, rows, Other::Document, page, noted),
        None => rows,
    }
}

/// What documents say, and what the founding page says besides. Of headers it alone says all.
pub(super) fn over_founding(
    mut table: Vec<Branch>,
    founding: Vec<Branch>,
    page: &str,
    noted: &mut Noted,
) -> Vec<Branch> {
    if let Some(headers) = tree::named(&founding, "headers") {
        table.retain(|branch| branch.name() != "headers");
        table.insert(0, headers.clone());
    }
    if let (Some(body), Some(own)) = (
        tree::named(&founding, "body"),
        table.iter_mut().find(|one| one.name() == "body"),
    ) {
        own.row.name.attrs.clone_from(&body.row.name.attrs);
    }
    joined(table, founding, Other::Founding, page, noted)
}

fn joined(
    ours: Vec<Branch>,
    theirs: Vec<Branch>,
    other: Other,
    page: &str,
    noted: &mut Noted,
) -> Vec<Branch> {
    let mut found = Vec::new();
    let joined = join(ours, theirs, other, &mut found);
    let found = found.into_iter().map(|conflict| (page.to_owned(), conflict));
    noted.conflicts.extend(found);
    joined
}
