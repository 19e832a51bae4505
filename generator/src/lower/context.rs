//! What lowering carries along: the page, the findings, the account of rows.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Severity, number};
use crate::ir::Origin;
use crate::page::{Row, Section, Span};
use crate::totals::Rows;

/// State while a page is lowered.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The page, without `.md`.
    page: Arc<str>,
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

    /// Where a row stands, and whose it is.
    pub(super) fn row(&self, row: &Row) -> Origin {
        self.origin(row.documentation(), row.line)
    }

    /// Where a section begins, and whose it is.
    pub(super) fn section(&self, section: &Section) -> Origin {
        self.origin(section.documentation.as_deref(), section.line)
    }

    /// A line of the page.
    pub(super) fn line(&self, line: u32) -> Origin {
        self.origin(None, line)
    }

    fn origin(&self, documentation: Option<&str>, line: u32) -> Origin {
        Origin {
            documentation: documentation.map(Arc::from),
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
