//! What lowering carries along: the page, the findings, the account of rows.

use crate::diagnostic::{Code, Diagnostic, Place, number};
use crate::page::{Row, Span};
use crate::totals::Rows;

/// State while a page is lowered.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The file, with `.md`.
    pub page: String,
    pub found: Vec<Diagnostic>,
    pub rows: Rows,
}

impl Context {
    pub(super) fn new(page: &str) -> Self {
        Self {
            page: format!("{page}.md"),
            ..Self::default()
        }
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
        self.found.push(Diagnostic::new(code, &self.page, place, message));
    }

    /// Reports a place that is no row.
    pub(super) fn report_at(&mut self, code: Code, line: u32, span: &Span, message: impl Into<String>) {
        self.found.push(Diagnostic::new(
            code,
            &self.page,
            Place::line(line, span),
            message,
        ));
    }
}
