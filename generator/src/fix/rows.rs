//! Corrections of rows.

use super::format::{RowsFix, TableName};
use crate::dialect::im_table;
use crate::ir::Requirement;
use crate::page::{CONFIRMED, OUTCOME, Row, Section, Table};

/// A correction with its rows read.
pub(super) struct Edit {
    table: TableName,
    seen: Vec<Row>,
    value: Vec<Row>,
}

impl Edit {
    /// Reads the rows of a correction, which are written as in a page.
    pub(super) fn new(fix: &RowsFix) -> Result<Self, String> {
        let rows = |rows: &[String]| {
            rows.iter()
                .map(|row| im_table::row(row))
                .collect::<Result<Vec<_>, _>>()
        };
        let mut value = rows(&fix.value)?;
        // Who corrects a row has looked: what it demands is sure.
        for row in value
            .iter_mut()
            .filter(|row| row.requirement() != Requirement::Optional)
        {
            if !row.name.has(CONFIRMED) {
                row.name.flag(CONFIRMED);
            }
        }
        Ok(Self {
            table: fix.table,
            seen: rows(fix.seen.as_ref())?,
            value,
        })
    }

    /// Replaces every run of rows that looks like `seen`.
    pub(super) fn apply(&self, section: &mut Section) -> RowMatch {
        let table = match self.table {
            TableName::Request => &mut section.request,
            TableName::Response => &mut section.response,
        };
        if self.seen.is_empty() {
            return self.fill(table);
        }
        let mut found = RowMatch::Nothing;
        let mut at = 0;
        while at + self.seen.len() <= table.rows.len() {
            let run = &table.rows[at..at + self.seen.len()];
            if run.iter().zip(&self.seen).all(|(row, seen)| same(row, seen)) {
                let new = self
                    .value
                    .iter()
                    .map(|value| corrected(value, run, self.value.len()));
                let new: Vec<Row> = new.collect();
                let length = new.len();
                let is_as_it_was =
                    new.len() == run.len() && new.iter().zip(run).all(|(new, old)| says_as(new, old));
                found = found.max(if is_as_it_was {
                    RowMatch::AsWanted
                } else {
                    RowMatch::Changed
                });
                table.rows.splice(at..at + self.seen.len(), new);
                at += length.max(1);
            } else {
                at += 1;
            }
        }
        found
    }

    /// Without anything seen the table has to be empty.
    fn fill(&self, table: &mut Table) -> RowMatch {
        if !table.rows.is_empty() {
            return RowMatch::Nothing;
        }
        let place = |row: &Row| Row {
            line: table.line,
            span: table.span.clone(),
            ..row.clone()
        };
        table.rows = self.value.iter().map(place).collect();
        RowMatch::Changed
    }
}

/// What a correction found on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowMatch {
    /// Nothing that looks like what it replaces.
    Nothing,
    /// What it wants there already.
    AsWanted,
    /// Something to replace.
    Changed,
}

/// Whether a new row says what the old one said.
fn says_as(new: &Row, old: &Row) -> bool {
    new.name.text == old.name.text
        && new.indent() == old.indent()
        && new.requirement() == old.requirement()
        && new.name.value(OUTCOME) == old.name.value(OUTCOME)
        && new.is_line() == old.is_line()
        && new.ty.text == old.ty.text
        && new.ty.attrs == old.ty.attrs
        && new.description.text == old.description.text
}

/// Whether a row is the one that a correction looks for. Descriptions and
/// decoration do not count: `docs-specs` has fewer of them. Nor does what a raw page
/// says behind the kind of an answer.
pub(super) fn same(row: &Row, seen: &Row) -> bool {
    let is_kind = row.is_kind() && seen.is_kind();
    (row.name.text == seen.name.text || is_kind && row.name.text.starts_with(&seen.name.text))
        && row.ty.text == seen.ty.text
        && row.indent() == seen.indent()
        && row.is_required() == seen.is_required()
        && row.group() == seen.group()
        && row.is_line() == seen.is_line()
}

/// A new row with the place, and what the correction leaves open, of the old one.
///
/// One row in the place of one is that row, whatever it is called now; of `count` rows those that are new have nothing.
fn corrected(value: &Row, old: &[Row], count: usize) -> Row {
    let twin = old
        .iter()
        .find(|row| row.name.text == value.name.text)
        .or(match old {
            [only] if count == 1 && value.description.text.is_empty() => Some(only),
            _ => None,
        });
    let place = twin.or(old.first()).cloned().unwrap_or_default();
    let mut row = Row {
        line: place.line,
        span: place.span,
        ..value.clone()
    };
    row.name.span = place.name.span;
    if let Some(twin) = twin {
        if row.description.text.is_empty() {
            row.description = twin.description.clone();
        }
        if row.ty.attrs.is_empty() {
            row.ty.attrs.clone_from(&twin.ty.attrs);
        }
    }
    row
}

#[cfg(test)]
mod tests;
