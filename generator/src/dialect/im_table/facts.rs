//! The tables of error codes and of limits, which only `docs-specs` has.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Severity};
use crate::dialect::markdown::Source;
use crate::page::{Cell, ErrorCode, Limit, REMEDY, Remedy, Row, Span, Table};

/// Reads `code {data-remedy=…} | status | meaning`. A row without a code is left out.
pub(super) fn errors(source: &mut Source<'_>, table: &Table) -> Vec<ErrorCode> {
    let mut errors = Vec::new();
    let mut known = BTreeSet::new();
    for row in &table.rows {
        let (code, written) = (&row.name.text, &row.ty.text);
        only(source, &row.name, &[REMEDY]);
        only(source, &row.ty, &[]);
        if !ErrorCode::is_code(code) {
            let message = format!("`{code}` is no error code: this row is left out");
            report(
                source,
                place(row, &row.name),
                message,
                "write the code as on the wire",
            );
            continue;
        }
        let status = ErrorCode::status(written);
        if status.is_none() && !written.is_empty() {
            let message = format!("`{written}` is no HTTP status");
            report(
                source,
                place(row, &row.ty),
                message,
                "write 100 to 599, or nothing for v2",
            );
        }
        let one = ErrorCode {
            status,
            code: code.clone(),
            meaning: row.description.text.replace("\\|", "|"),
            remedy: remedy(source, &row.name),
            line: row.line,
        };
        if !known.insert((one.status, one.code.clone(), one.meaning.clone(), one.remedy)) {
            source.report(
                Code::DuplicateValue,
                &row.span,
                format!("`{code}` is there twice"),
            );
            continue;
        }
        errors.push(one);
    }
    errors
}

fn remedy(source: &mut Source<'_>, cell: &Cell) -> Option<Remedy> {
    let attr = cell.attrs.iter().find(|attr| attr.name == REMEDY)?;
    let word = attr.value.as_deref().unwrap_or_default();
    let remedy = Remedy::of(word);
    if remedy.is_none() {
        let known = Remedy::ALL.map(Remedy::word).join(", ");
        let message = format!("`{word}` is nothing to do about an error");
        report(source, &cell.span, message, &format!("known: {known}"));
    }
    remedy
}

/// Reads `calls | seconds | counted for each of what`. A row without two numbers is left out.
pub(super) fn limits(source: &mut Source<'_>, table: &Table) -> Vec<Limit> {
    let mut limits = Vec::new();
    for row in &table.rows {
        let mut number = |cell: &Cell| {
            only(source, cell, &[]);
            let number = cell.text.parse().ok().filter(|&number: &u32| number > 0);
            if number.is_none() {
                let message = format!("`{}` is no count above 0: this row is left out", cell.text);
                let help = "write how many calls in how many seconds";
                report(source, place(row, cell), message, help);
            }
            number
        };
        if let (Some(calls), Some(seconds)) = (number(&row.name), number(&row.ty)) {
            limits.push(Limit {
                calls,
                seconds,
                scope: row.description.text.replace("\\|", "|"),
            });
        }
    }
    limits
}

/// Attributes of fields say nothing here.
fn only(source: &mut Source<'_>, cell: &Cell, known: &[&str]) {
    for attr in cell
        .attrs
        .iter()
        .filter(|attr| !known.contains(&attr.name.as_str()))
    {
        let message = format!("the attribute `{}` has no meaning in this table", attr.name);
        source.report(Code::UnknownAttribute, &cell.span, message);
    }
}

/// A cell, or its row if it is empty.
fn place<'r>(row: &'r Row, cell: &'r Cell) -> &'r Span {
    if cell.span.is_empty() {
        &row.span
    } else {
        &cell.span
    }
}

fn report(source: &mut Source<'_>, span: &Span, message: String, help: &str) {
    let found = source.report(Code::BrokenFact, span, message);
    // Here somebody can correct it.
    found.severity = Severity::Warning;
    help.clone_into(&mut found.help);
}
