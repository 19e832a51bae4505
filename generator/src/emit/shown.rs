//! What stands in a field that is shown: what the example has, else what the documentation says may stand there.

use serde_json::Value;

use crate::ir::{Requirement, TimeForm};
use crate::plan::{FieldDef, VariantDef};

/// Longer texts of an example are certificates, pictures and the like, which hide what is around them.
const LONGEST: usize = 64;

/// What a request must have, and of each group the member that the example has.
pub(super) fn wanted<'f, 'a>(fields: &'f [FieldDef<'a>], example: &Value) -> Vec<&'f FieldDef<'a>> {
    let of_group = |wanted: u8| {
        let members = move |field: &&FieldDef<'_>| field.requirement.group() == Some(wanted);
        let shown = |field: &&FieldDef<'_>| !example[field.wire].is_null();
        let mut all = fields.iter().filter(members);
        let first = all.clone().next();
        all.find(shown).or(first).map(|field| field.wire)
    };
    let is_wanted = |field: &&FieldDef<'_>| match field.requirement {
        Requirement::Optional => false,
        Requirement::Required { .. } => true,
        Requirement::OneOf { group, .. } => of_group(group) == Some(field.wire),
    };
    fields.iter().filter(is_wanted).collect()
}

/// The example's text; else what is known to be allowed; else what the field is called.
pub(super) fn text(field: &FieldDef<'_>, example: &Value) -> String {
    let shown = match example {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    };
    let short = shown.filter(|text| !text.is_empty() && text.chars().count() <= LONGEST);
    short
        .or_else(|| field.doc.default.clone())
        .or_else(|| {
            field
                .wire
                .contains("url")
                .then(|| "https://www.example.com/".to_owned())
        })
        .or_else(|| field.doc.text.lines().next().map(str::to_owned))
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| field.wire.to_owned())
}

/// The example's, or one in the form that the example of another has.
pub(super) fn time(field: &FieldDef<'_>, example: &Value) -> String {
    match example {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => match field.doc.time {
            None | Some(TimeForm::Rfc3339) => "2026-01-31T12:00:00+08:00",
            Some(TimeForm::Rfc3339Millis) => "2026-01-31T12:00:00.000+08:00",
            Some(TimeForm::Compact) => "20260131120000",
            Some(TimeForm::DateTime) => "2026-01-31 12:00:00",
            Some(TimeForm::Date) => "2026-01-31",
            Some(TimeForm::CompactDate) => "20260131",
            Some(TimeForm::Unix) => "1769832000",
        }
        .to_owned(),
    }
}

/// The example's, or a documented one.
pub(super) fn integer(field: &FieldDef<'_>, example: &Value) -> i64 {
    let text = |text: &str| text.parse().ok();
    let shown = example.as_i64().or_else(|| example.as_str().and_then(text));
    let documented = || {
        let values = field.doc.values.iter().map(|one| one.value.as_str());
        field
            .doc
            .default
            .as_deref()
            .into_iter()
            .chain(values)
            .find_map(text)
    };
    shown.or_else(documented).unwrap_or(1)
}

/// The example's, or one.
pub(super) fn float(example: &Value) -> f64 {
    let shown = example
        .as_f64()
        .or_else(|| example.as_str().and_then(|text| text.parse().ok()));
    shown.filter(|number| number.is_finite()).unwrap_or(1.0)
}

/// The first item of an example's list.
pub(super) fn first(example: &Value) -> Value {
    match example {
        Value::Array(items) => items.first().cloned().unwrap_or_default(),
        other => other.clone(),
    }
}

/// The one that the example has, or the first.
pub(super) fn variant<'v, 'a>(variants: &'v [VariantDef<'a>], example: &Value) -> Option<&'v VariantDef<'a>> {
    let shown = variants.iter().find(|variant| example == &variant.value.value);
    shown.or_else(|| variants.first())
}
