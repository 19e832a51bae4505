//! What an override that finds nothing may have meant.

use strsim::osa_distance;

use super::format::{RowsFix, TableName};
use crate::diagnostic::Diagnostic;
use crate::dialect::im_table;
use crate::page::near::NEAR;
use crate::page::{Page, Row};

/// A finding with what may be meant.
pub(super) fn hinted(found: Diagnostic, near: Option<String>) -> Diagnostic {
    match near {
        Some(near) => {
            let help = format!("{}; the nearest is {near}", found.help);
            found.help(help)
        }
        None => found,
    }
}

/// The row of the page that is most like the first one that is looked for.
pub(super) fn row(fix: &RowsFix, pages: &[Page]) -> Option<String> {
    let wanted = im_table::row(fix.seen.as_ref().first()?).ok()?;
    let sections = pages
        .iter()
        .filter(|page| page.path == fix.page)
        .flat_map(|page| &page.sections)
        .filter(|section| fix.method.is_none_or(|method| method == section.method));
    let rows = sections.flat_map(|section| match fix.table {
        TableName::Request => &section.request.rows,
        TableName::Response => &section.response.rows,
    });
    let rank = |row: &&Row| {
        let name = osa_distance(&row.name.text, &wanted.name.text);
        (
            name,
            row.indent() != wanted.indent(),
            row.ty.text != wanted.ty.text,
        )
    };
    let near = rows.min_by_key(rank).filter(|row| rank(row).0 <= NEAR)?;
    Some(format!("`{}` in line {}", written(near), near.line))
}

/// A row as an override writes it.
fn written(row: &Row) -> String {
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
