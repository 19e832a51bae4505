//! No row that says that it is encrypted becomes a field that is not.

use std::collections::BTreeSet;

use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::{Field, Type, deep};
use crate::page::{Row, Section};

/// Reports the rows of a section that are marked as sensitive, and none of whose `fields` is.
pub(super) fn check<'f>(context: &mut Context, section: &Section, fields: impl Iterator<Item = &'f Field>) {
    let is_sensitive = |field: &&Field| field.ty.layers().any(|ty| matches!(ty, Type::Sensitive(_)));
    let kept: BTreeSet<(u32, &str)> = deep(fields)
        .filter(is_sensitive)
        .map(|field| (field.origin.line, field.name.as_str()))
        .collect();
    for table in [&section.request, &section.response] {
        let marked: Vec<&Row> = table.rows.iter().filter(|row| row.is_sensitive()).collect();
        let has = |row: &Row| kept.contains(&(row.line, row.name.text.as_str()));
        for row in marked.iter().filter(|row| !has(row)) {
            // Alternatives are joined: it is the first row of the name that the field comes from.
            let is_joined = |other: &&&Row| other.name.text == row.name.text && has(other);
            if marked.iter().any(|other| is_joined(&other)) {
                continue;
            }
            let (name, ty) = (&row.name.text, &row.ty.text);
            let message = format!(
                "`{name}` is marked as encrypted, but as a `{ty}` in this place it would travel in clear text"
            );
            context.report_cell(Code::UnknownAttribute, row, &row.ty.span, message);
            if let Some(said) = context.found.last_mut() {
                HELP.clone_into(&mut said.help);
            }
        }
    }
}

const HELP: &str = "only a `string` (or `string[]`) without content, in a query, a body or an answer, is encrypted by \
                    itself; of two rows of one name, mark the first";
