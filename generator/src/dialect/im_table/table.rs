//! Tables, row by row from the source.

use super::cell;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::dialect::markdown::blocks::Block;
use crate::page::{Cell, Row, Span, Table};

/// Rows of one table that are read; the longest of the site has some 200.
const MOST: usize = 5_000;

/// A table and the lines of its block that are no rows (a mark or a container
/// right below it, without the usual blank line).
pub(super) struct TableBlock {
    pub table: Table,
    pub others: Vec<Span>,
}

/// Reads a table.
pub(super) fn read(source: &mut Source<'_>, block: &Block) -> TableBlock {
    let mut lines = lines(source.text, &block.span).into_iter();
    let header = lines.next().unwrap_or(block.span.clone());
    let header = cell::header(source, header);
    let mut table = Table {
        header: header.name.text,
        rows: Vec::new(),
        is_json: false,
        line: header.line,
        span: block.span.clone(),
    };
    let mut others = Vec::new();
    // The first line is the header, the second the separator.
    for span in lines.skip(1) {
        if is_row(source.slice(&span)) {
            if table.rows.len() == MOST {
                too_long(source, &span);
                break;
            }
            table.rows.push(cell::row(source, span));
        } else {
            others.push(span);
        }
    }
    TableBlock { table, others }
}

fn too_long(source: &mut Source<'_>, row: &Span) {
    let message = format!("more than {MOST} rows in one table: this one and all below it are left out");
    source.report(Code::TooLarge, row, message);
}

/// Rows that a blank line has cut off from their table, which has `above` rows.
pub(super) fn orphans(source: &mut Source<'_>, block: &Block, above: usize) -> Vec<Row> {
    let lines = lines(source.text, &block.span).into_iter();
    let mut rows: Vec<_> = lines.filter(|span| source.slice(span).starts_with('|')).collect();
    let room = MOST.saturating_sub(above);
    if let Some(row) = rows.get(room).cloned() {
        too_long(source, &row);
        rows.truncate(room);
    }
    rows.into_iter()
        .map(|span| cell::row(source, span))
        .filter(|row| !is_separator(&row.name))
        .collect()
}

fn is_separator(cell: &Cell) -> bool {
    !cell.text.is_empty() && cell.text.chars().all(|c| matches!(c, '-' | ':'))
}

fn is_row(line: &str) -> bool {
    let line = line.trim_start();
    !(line.starts_with("{.") || line.starts_with(":::"))
}

/// Spans of the lines of a block, without white space around them.
pub(super) fn lines(text: &str, span: &Span) -> Vec<Span> {
    let mut at = span.start;
    let mut found = Vec::new();
    for line in text[span.clone()].split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        if start < end {
            found.push(start..end);
        }
        at += line.len();
    }
    found
}
