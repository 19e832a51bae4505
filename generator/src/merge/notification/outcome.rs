//! Marks the field that says how it went, where the event's name has other words for it.

use super::Noted;
use super::contents::{Contents, Outcome};
use super::tree::{self, Branch};
use crate::lower::description;
use crate::page::{Attr, OUTCOME, Page};

/// Marks the fields of all pages; a page that is not there misses nothing.
pub(super) fn mark(pages: &mut [Page], contents: &Contents, noted: &mut Noted) {
    for one in &contents.outcome {
        let Some(page) = pages.iter_mut().find(|page| page.path == one.page) else {
            continue;
        };
        if !set(page, one) {
            let Outcome {
                page, field, value, ..
            } = one;
            noted
                .problems
                .push(format!("`{page}` has no field `{field}` that could be `{value}`"));
        }
    }
}

/// Marks the row, which stays where it is.
fn set(page: &mut Page, one: &Outcome) -> bool {
    let request = &mut page.sections[0].request;
    let rows = tree::read(request);
    let Some(field) =
        tree::named(tree::payload(&rows), &one.field).filter(|field| documents(field, &one.value))
    else {
        return false;
    };
    let is_it = |row: &&mut crate::page::Row| row.name == field.row.name && row.line == field.row.line;
    let Some(row) = request.rows.iter_mut().find(is_it) else {
        return false;
    };
    let at = row.name.attrs.iter().position(|attr| attr.name == "data-indent");
    let at = at.unwrap_or(row.name.attrs.len());
    row.name.attrs.insert(at, Attr::new(OUTCOME, &one.value));
    true
}

fn documents(field: &Branch, value: &str) -> bool {
    let (_, values) = description::read(&field.row.description.text);
    values.iter().any(|one| one.value == value)
}
