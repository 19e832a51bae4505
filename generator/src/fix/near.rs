//! What an override that finds nothing may have meant.

use strsim::osa_distance;

use super::format::{RowsFix, TableName};
use super::rows::same;
use crate::diagnostic::Diagnostic;
use crate::dialect::im_table;
use crate::page::near::NEAR;
use crate::page::{Page, Row};

/// A finding with what may be meant.
pub(super) fn hinted(found: Diagnostic, near: Option<String>) -> Diagnostic {
    match near {
        Some(near) => {
            let help = format!("{}; {near}", found.help);
            found.help(help)
        }
        None => found,
    }
}

/// Where the rows that are looked for nearly stand: the first of them that is another there, or else the row of the page
/// that is most like their first one.
pub(super) fn row(fix: &RowsFix, pages: &[Page]) -> Option<String> {
    let wanted = fix.seen.as_ref().iter().map(|row| im_table::row(row));
    let wanted: Vec<Row> = wanted.collect::<Result<_, _>>().ok()?;
    let sections = pages
        .iter()
        .filter(|page| page.path == fix.page)
        .flat_map(|page| &page.sections)
        .filter(|section| fix.method.is_none_or(|method| method == section.method));
    let tables: Vec<&[Row]> = sections
        .map(|section| match fix.table {
            TableName::Request => section.request.rows.as_slice(),
            TableName::Response => section.response.rows.as_slice(),
        })
        .collect();
    other(&wanted, &tables).or_else(|| nearest(wanted.first()?, &tables))
}

/// Of the place where most of the rows stand, the first that is another.
fn other(wanted: &[Row], tables: &[&[Row]]) -> Option<String> {
    let places = tables
        .iter()
        .flat_map(|rows| (0..rows.len()).map(|at| &rows[at..]));
    let fitting = |rows: &&[Row]| {
        wanted
            .iter()
            .zip(*rows)
            .filter(|(wanted, row)| same(row, wanted))
            .count()
    };
    // The first of equals.
    let best = places
        .rev()
        .max_by_key(fitting)
        .filter(|rows| fitting(rows) > 0)?;
    let at = (0..wanted.len()).find(|at| !best.get(*at).is_some_and(|row| same(row, &wanted[*at])))?;
    let looked_for = written(&wanted[at]);
    Some(match best.get(at) {
        Some(row) => format!(
            "where it looks for `{looked_for}`, line {} has `{}`",
            row.line,
            written(row)
        ),
        None => format!("where it looks for `{looked_for}`, the table ends"),
    })
}

/// The row that is most like one.
fn nearest(wanted: &Row, tables: &[&[Row]]) -> Option<String> {
    let rank = |row: &&Row| {
        let name = osa_distance(&row.name.text, &wanted.name.text);
        (
            name,
            row.indent() != wanted.indent(),
            row.ty.text != wanted.ty.text,
        )
    };
    let rows = tables.iter().flat_map(|rows| rows.iter());
    let near = rows.min_by_key(rank).filter(|row| rank(row).0 <= NEAR)?;
    Some(format!(
        "the nearest is `{}` in line {}",
        written(near),
        near.line
    ))
}

/// A row as `seen` of an override writes it: what counts there, and nothing else.
#[must_use]
pub fn written(row: &Row) -> String {
    let mut attributes = Vec::new();
    if row.is_required() {
        attributes.push("data-required".to_owned());
    }
    attributes.extend(row.group().map(|group| format!("data-one-of={group}")));
    if row.indent() > 0 {
        attributes.push(format!("data-indent={}", row.indent()));
    }
    let attributes = match attributes.as_slice() {
        [] => String::new(),
        all => format!(" {{{}}}", all.join(" ")),
    };
    format!("| {}{attributes} | {}", row.name.text, row.ty.text)
}
