//! Notifications: headers, the body, what is encrypted in it, and what is answered.

use super::field::DescribedField;
use super::outline::{PlacedTable, Topic};
use super::section::{DocumentReading, blank, error_codes, of_topic, section, table};
use super::table::TableKind;
use super::{description, fields, name, text, types, witness};
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::ir::Method;
use crate::page::{Attr, Facts, Row, Section};

/// The fields that travel encrypted, and how.
const SEALED: [(&str, &str); 3] = [
    ("ciphertext", "by-aes-gcm"),
    ("event_ciphertext", "by-aes-gcm"),
    ("req_info", "by-aes-ecb"),
];

/// The fields that say which event it is, and what was encrypted.
const NAMES: [&str; 2] = ["event_type", "original_type"];

/// Reads the notification of a document.
pub(super) fn read(source: &mut Source<'_>, reading: &mut DocumentReading<'_>) -> Section {
    let outline = reading.outline;
    let sheets: Vec<&PlacedTable> = outline.sheets.iter().collect();
    let has_notice = sheets.iter().any(|sheet| sheet.topic == Topic::Notice);
    let body = if has_notice {
        of_topic(source, reading, &sheets, &[Topic::Notice])
    } else {
        of_topic(source, reading, &sheets, &[Topic::Notice, Topic::Other])
    };
    let mut inside = of_topic(source, reading, &sheets, &[Topic::Resource]);
    let mut body = body;
    witness::hear(source, &outline.samples, &body, &inside);
    witness::doubt(&outline.samples, &mut body);
    let mut rows: Vec<Row> = Vec::new();
    let headers = headers(source, &sheets);
    section(source, "headers", &headers, &mut rows);
    match sealed(&mut body) {
        Some(sealed) if !inside.is_empty() => {
            sealed.children = std::mem::take(&mut inside);
            sealed.is_text_of_json = true;
        }
        Some(sealed) => {
            let message = format!("no table tells what is inside of `{}`", sealed.name);
            source.report(Code::MissingResource, &sealed.spans[0], message);
        }
        None if !inside.is_empty() => {
            let message = "these fields are encrypted, but no field of the notification holds them";
            source.report(Code::BrokenNotification, &inside[0].spans[0], message);
        }
        None => {}
    }
    section(source, "body", &body, &mut rows);
    for name in NAMES {
        witness::name(&outline.samples, name, &mut rows);
    }
    // What has no place is said above, and stays a row.
    fields::write(source, &inside, 0, &mut rows);
    let reply = of_topic(source, reading, &sheets, &[Topic::Reply]);
    let mut answer = Vec::new();
    fields::write(source, &reply, 0, &mut answer);
    Section {
        request: table("请求参数", rows),
        response: table("应答规范", answer),
        facts: Facts {
            errors: error_codes(source, &sheets),
            ..Facts::default()
        },
        ..blank(reading.matter, Method::Post)
    }
}

/// The field that holds what is encrypted; it is marked as such.
fn sealed(fields: &mut [DescribedField]) -> Option<&mut DescribedField> {
    for field in fields {
        if let Some((_, how)) = SEALED.iter().find(|(name, _)| *name == field.name) {
            field.ty_attrs.push(Attr::new("data-encrypted", how));
            return Some(field);
        }
        if let Some(found) = sealed(&mut field.children) {
            return Some(found);
        }
    }
    None
}

/// The headers that carry the signature.
fn headers(source: &Source<'_>, sheets: &[&PlacedTable]) -> Vec<DescribedField> {
    let mut found: Vec<DescribedField> = Vec::new();
    for line in sheets
        .iter()
        .filter(|sheet| sheet.kind == TableKind::Headers)
        .flat_map(|sheet| &sheet.grid.rows)
    {
        let Some(name) = name::read(line.cell(source, Some(0))) else {
            continue;
        };
        let words = text::plain(line.cell(source, Some(1)));
        found.push(DescribedField {
            name,
            ty: types::read("string"),
            term: description::term(&words),
            line: line.number,
            span: line.span.clone(),
            spans: [0, 0, 1].map(|at| line.place(Some(at))),
            ..DescribedField::default()
        });
    }
    found
}
