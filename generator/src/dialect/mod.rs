//! Which language a page is written in, and reading it.

pub mod im_table;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
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

/// Reads a page in whatever dialect it is written.
pub fn parse(path: &str, text: &str) -> (Parsed, Vec<Diagnostic>) {
    if let Some(line) = foreign_fence(text) {
        return (Parsed::Refused, vec![foreign(path, text, line)]);
    }
    let (page, mut found) = im_table::parse(path, text);
    if !page.sections.is_empty() {
        return (Parsed::Page(page), found);
    }
    if page.moved_to.is_some() || is_catalogue(path) {
        return (Parsed::Known(page), found);
    }
    if found.iter().all(|one| one.severity != Severity::Error) {
        let message = "this page documents no operation: no heading with a verb as its anchor was found";
        found.push(Diagnostic::new(
            Code::UnknownPage,
            path,
            Place::of(text, &first_line(text)),
            message,
        ));
    }
    (Parsed::Refused, found)
}

/// The lists of all pages.
fn is_catalogue(path: &str) -> bool {
    matches!(path, "openapi/index.md" | "webhook/index.md")
}

/// A page of the site that embeds type-checked script instead of tables.
fn foreign_fence(text: &str) -> Option<std::ops::Range<usize>> {
    if text.contains("{.im-table") {
        return None;
    }
    let start = text
        .find("```js twoslash")
        .or_else(|| text.find("```ts twoslash"))?;
    Some(start..start + "```js twoslash".len())
}

fn foreign(path: &str, text: &str, span: std::ops::Range<usize>) -> Diagnostic {
    let message =
        "this page is written in the twoslash dialect; expected tables marked `{.im-table #request}`";
    Diagnostic::new(Code::ForeignDialect, path, Place::of(text, &span), message)
}

fn first_line(text: &str) -> std::ops::Range<usize> {
    0..text.find('\n').unwrap_or(text.len())
}
