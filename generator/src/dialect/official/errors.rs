//! Tables of error codes.

use super::table::{ErrorColumns, Grid};
use super::{remedy, text};
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::page::ErrorCode;

/// Reads a table; a row that names no code is a finding.
pub(super) fn read(source: &mut Source<'_>, grid: &Grid, columns: &ErrorColumns) -> Vec<ErrorCode> {
    let mut errors = Vec::new();
    for line in &grid.rows {
        let cell = |at: Option<usize>| text::plain(line.cell(source, at)).replace('\n', " ");
        let code = text::word(&cell(Some(columns.code)));
        let (meaning, words) = (cell(columns.meaning), cell(columns.remedy));
        let written = text::word(&cell(columns.status));
        let status = ErrorCode::status(&written);
        let problem = if !ErrorCode::is_code(&code) {
            Some((columns.code, format!("`{code}` is no error code")))
        } else if status.is_none() && !written.is_empty() {
            columns
                .status
                .map(|at| (at, format!("`{written}` is no HTTP status")))
        } else {
            None
        };
        if let Some((at, message)) = problem {
            source.report(Code::BrokenFact, &line.place(Some(at)), message);
        }
        if !code.is_empty() {
            errors.push(ErrorCode {
                status,
                remedy: remedy::read(&words),
                code,
                meaning,
                line: line.number,
            });
        }
    }
    errors
}
