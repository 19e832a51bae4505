//! The im-table dialect: one request table and one answer table per operation.

mod blocks;
mod cell;
mod container;
mod front_matter;
pub mod http_example;
mod outline;
mod php;
mod samples;
mod section;
mod table;

use crate::diagnostic::{Code, Diagnostic, Place, number};
use crate::page::{Page, Row, Span};

/// Reads a page. A page without sections is a stub, a catalogue or foreign.
pub fn parse(path: &str, text: &str) -> (Page, Vec<Diagnostic>) {
    let mut source = Source::new(path, text);
    let blocks = blocks::split(text);
    let matter = front_matter::read(&mut source, &blocks);
    let outline = outline::sections(&mut source, &blocks);
    let mut page = Page {
        path: path.strip_suffix(".md").unwrap_or(path).to_owned(),
        title: matter.title.unwrap_or(outline.title),
        description: matter.description.unwrap_or_default(),
        moved_to: matter.moved_to,
        sections: Vec::new(),
    };
    for part in outline.parts {
        page.sections.extend(section::read(&mut source, &page, &part));
    }
    (page, source.found)
}

/// Reads a single row, as overrides write it.
pub(crate) fn row(text: &str) -> Result<Row, String> {
    let mut source = Source::new("", text);
    let row = cell::row(&mut source, 0..text.len());
    match source.found.first() {
        Some(problem) => Err(format!("`{text}`: {}", problem.message)),
        None => Ok(row),
    }
}

/// The page being read, and what was found wrong with it so far.
struct Source<'a> {
    path: &'a str,
    text: &'a str,
    /// Offset of each line but the first.
    lines: Vec<usize>,
    found: Vec<Diagnostic>,
}

impl<'a> Source<'a> {
    fn new(path: &'a str, text: &'a str) -> Self {
        let lines = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Self {
            path,
            text,
            lines,
            found: Vec::new(),
        }
    }

    fn report(&mut self, code: Code, span: &Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = Place::of(self.text, span);
        let at = self.found.len();
        self.found.push(Diagnostic::new(code, self.path, place, message));
        &mut self.found[at]
    }

    fn line(&self, offset: usize) -> u32 {
        number(self.lines.partition_point(|&start| start <= offset) + 1)
    }

    fn slice(&self, span: &Span) -> &'a str {
        &self.text[span.clone()]
    }
}
