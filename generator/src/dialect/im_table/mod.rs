//! The im-table dialect: one request table and one answer table per operation.

mod cell;
mod facts;
pub(crate) mod http_answer;
pub(crate) mod http_example;
#[cfg(feature = "sources")]
mod php;
#[cfg(not(feature = "sources"))]
#[path = "php/absent.rs"]
mod php;
mod samples;
mod section;
mod table;

use super::markdown::blocks::{self, Block, BlockKind};
use super::markdown::{Source, front_matter, outline};
use crate::diagnostic::Diagnostic;
use crate::page::{Page, Row};

/// Reads a page. A page without sections is a stub, a catalogue or foreign.
pub fn parse(path: &str, text: &str) -> (Page, Vec<Diagnostic>) {
    let mut source = Source::new(path, text);
    let blocks = blocks::split(text);
    let matter = front_matter::read(&mut source, &blocks);
    let outline = outline::sections(&mut source, &blocks, "table", is_mark);
    let mut page = Page {
        path: path.strip_suffix(".md").unwrap_or(path).to_owned(),
        title: matter.title.unwrap_or(outline.title),
        description: matter.description.unwrap_or_default(),
        moved_to: matter.moved_to,
        ..Page::default()
    };
    for part in outline.parts {
        page.sections.extend(section::read(&mut source, &page, &part));
    }
    (page, source.found)
}

/// The mark below a table, which tells what it is of an operation.
fn is_mark(source: &Source<'_>, block: &Block) -> bool {
    let text = source.slice(&block.span);
    let marks = ["#request", "#response", "#errors", "#limits"];
    block.kind == BlockKind::Prose
        && text.starts_with("{.im-table")
        && marks.iter().any(|id| text.contains(id))
}

/// Reads a single row, as overrides write it.
pub(crate) fn row(text: &str) -> Result<Row, String> {
    let mut source = Source::new("", text);
    let row = cell::row(&mut source, 0..text.len());
    match source.found.first() {
        Some(problem) => Err(format!("`{text}`: {}: {}", problem.message, problem.help)),
        None => Ok(row),
    }
}
