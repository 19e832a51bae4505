//! What lowering carries along: the page, the findings, the account of rows.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Severity, number};
use crate::ir::{Known, Origin};
use crate::page::{OFFICIAL, Row, Section, Span, Table};
use crate::totals::Rows;

/// State while a page is lowered.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The page, without `.md`.
    page: Arc<str>,
    /// WeChat Pay's own documents have the table that is read.
    is_official: bool,
    /// The page is one of WeChat Pay's own documents.
    pub is_document: bool,
    pub found: Vec<Diagnostic>,
    pub rows: Rows,
}

impl Context {
    pub(super) fn new(page: &str) -> Self {
        Self {
            page: page.into(),
            ..Self::default()
        }
    }

    /// Turns to a table of a section.
    pub(super) fn turn_to(&mut self, section: &Section, table: &Table) {
        let mut fields = table.rows.iter().filter(|row| !row.is_line() && !row.is_kind());
        self.is_official = has_official(section.documentation.as_deref()) && fields.any(is_official);
    }

    /// Where a row stands, and whose it is.
    pub(super) fn row(&self, row: &Row) -> Origin {
        let known = match row.documentation() {
            None => Known::Well,
            known if has_official(known) => Known::Well,
            Some(_) if self.is_official => Known::Unofficially,
            Some(name) => Known::Only(Arc::from(name)),
        };
        self.origin(known, row.line)
    }

    /// Where a section begins, and whose it is.
    pub(super) fn section(&self, section: &Section) -> Origin {
        let known = match section.documentation.as_deref() {
            None => Known::Well,
            known if has_official(known) => Known::Well,
            Some(name) => Known::Only(Arc::from(name)),
        };
        self.origin(known, section.line)
    }

    /// A line of the page.
    pub(super) fn line(&self, line: u32) -> Origin {
        self.origin(Known::Well, line)
    }

    fn origin(&self, known: Known, line: u32) -> Origin {
        Origin {
            known,
            page: Arc::clone(&self.page),
            line,
        }
    }

    fn push(&mut self, code: Code, place: Place, message: impl Into<String>) {
        let file = format!("{}.md", self.page);
        self.found.push(Diagnostic::new(code, &file, place, message));
    }

    /// Reports the name cell of a row.
    pub(super) fn report(&mut self, code: Code, row: &Row, message: impl Into<String>) {
        self.report_cell(code, row, &row.name.span, message);
    }

    /// Reports one cell of a row, or the whole row if the cell is empty.
    pub(super) fn report_cell(&mut self, code: Code, row: &Row, cell: &Span, message: impl Into<String>) {
        let span = if cell.is_empty() { &row.span } else { cell };
        let col = number(span.start.saturating_sub(row.span.start) + 1);
        let place = Place {
            span: span.clone(),
            line: row.line,
            col,
        };
        self.push(code, place, message);
    }

    /// Reports a fact beside a field that somebody can correct; the field is right without it.
    pub(super) fn report_fact(&mut self, row: &Row, message: impl Into<String>, help: &str) {
        self.report_cell(Code::BrokenFact, row, &row.ty.span, message);
        if let Some(found) = self.found.last_mut() {
            found.severity = Severity::Warning;
            help.clone_into(&mut found.help);
        }
    }

    /// Reports a place that is no row.
    pub(super) fn report_at(&mut self, code: Code, line: u32, span: &Span, message: impl Into<String>) {
        self.push(code, Place::line(line, span), message);
    }
}

/// Whether WeChat Pay's own documents are among those that know it.
fn has_official(documentation: Option<&str>) -> bool {
    documentation.is_some_and(|names| names.split(',').any(|name| name == OFFICIAL))
}

/// Whether a row of a section with official documents is one of theirs: a field, not a scope.
fn is_official(row: &Row) -> bool {
    match row.documentation() {
        None => row.indent() > 0 || row.ty.text.trim_matches('`') != "object",
        known => has_official(known),
    }
}
