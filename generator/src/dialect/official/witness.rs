//! Samples of notifications as witnesses: what they have that no row documents.
//!
//! Samples of operations are compared when they are lowered; a notification keeps none.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::field::DescribedField;
use super::outline::Shown;
use super::requirement::Mark;
use super::sample::SampleContent;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::page::Row;

/// Compares the samples of a notification with its body and with what is encrypted in it.
pub(super) fn hear(
    source: &mut Source<'_>,
    samples: &[Shown],
    body: &[DescribedField],
    inside: &[DescribedField],
) {
    for shown in samples {
        let values = match &shown.sample {
            SampleContent::Json(Value::Object(values)) | SampleContent::Xml(values) => values,
            SampleContent::Broken(why) => {
                let message = format!("this sample cannot be read: {why}");
                source.report(Code::BrokenExample, &shown.span, message);
                continue;
            }
            SampleContent::Json(_) | SampleContent::Other => continue,
        };
        // What is answered to it is shown as well.
        let is_reply = values
            .keys()
            .all(|name| matches!(&**name, "code" | "message" | "return_code" | "return_msg"));
        let is_inside = shown.lead.contains("解密") && !shown.lead.contains("解密前");
        let fields = if is_inside { inside } else { body };
        if is_reply || fields.is_empty() {
            continue;
        }
        let mut missing = Vec::new();
        compare("", values, fields, &mut missing);
        for path in missing {
            let message = format!("the sample has `{path}`, which no row documents");
            source.report(Code::UndocumentedField, &shown.span, message);
        }
    }
}

/// What no sample of v2's body has is not always there, whatever its row says: only what always is tells a
/// notification that has no name.
pub(super) fn doubt(samples: &[Shown], body: &mut [DescribedField]) {
    let names = |shown: &Shown| match &shown.sample {
        SampleContent::Xml(values) if values.len() > 2 => values.keys().cloned().collect(),
        _ => Vec::new(),
    };
    let shown: BTreeSet<String> = samples.iter().flat_map(names).collect();
    let is_shown =
        |field: &DescribedField| shown.is_empty() || shown.iter().any(|name| field.is_called(name));
    for field in body.iter_mut().filter(|field| !is_shown(field)) {
        if field.mark == Some(Mark::Required) {
            field.mark = Some(Mark::Conditional);
        }
    }
}

/// Gives a row that lists no value the one that the samples show: of a fixed value many a cell says it in prose.
pub(super) fn name(samples: &[Shown], name: &str, rows: &mut [Row]) {
    let value = samples.iter().find_map(|shown| match &shown.sample {
        SampleContent::Json(envelope) if envelope["event_type"].is_string() => {
            let own = envelope.get(name).or_else(|| envelope["resource"].get(name));
            own.and_then(Value::as_str)
        }
        _ => None,
    });
    let Some(value) = value.filter(|value| !value.is_empty() && !value.contains(['`', '|', '<'])) else {
        return;
    };
    for row in rows.iter_mut().filter(|row| row.name.text == name) {
        let text = &mut row.description.text;
        if !text.contains("枚举值") {
            let term = if text.is_empty() {
                String::new()
            } else {
                format!("{text}<br/>")
            };
            *text = format!("{term}`{value}` 枚举值");
        }
    }
}

fn compare(path: &str, values: &Map<String, Value>, fields: &[DescribedField], missing: &mut Vec<String>) {
    for (name, value) in values {
        let path = format!("{path}/{name}");
        let Some(field) = fields.iter().find(|field| field.is_called(name)) else {
            missing.push(path);
            continue;
        };
        let inner = match value {
            Value::Array(items) => items.first(),
            value => Some(value),
        };
        if let Some(Value::Object(inner)) = inner
            && !field.children.is_empty()
        {
            compare(&path, inner, &field.children, missing);
        }
    }
}
