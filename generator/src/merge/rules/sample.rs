//! Fields that no table has, but an official sample: a sample is a witness too.

use serde_json::Value;

use super::{Entry, Voice, Word};
use crate::page::{Cell, Row};

/// Adds what samples of an object show and no source has a row for; gives the paths below `above`.
pub(in crate::merge) fn add(level: &mut Vec<Entry>, samples: &[&Value], above: &str) -> Vec<String> {
    let mut added = Vec::new();
    let objects: Vec<&Value> = samples.iter().flat_map(|sample| objects(sample)).collect();
    for (name, value) in objects
        .iter()
        .flat_map(|one| one.as_object().into_iter().flatten())
    {
        if is_name(name) && !level.iter().any(|entry| is_called(entry, name)) {
            added.push(format!("{above}.{name}"));
            level.push(entry(name, value));
        }
    }
    for entry in level {
        let is_object = entry.words.iter().all(|word| word.ty().starts_with("object"));
        let inner: Vec<&Value> = objects.iter().filter_map(|one| one.get(&entry.name)).collect();
        if is_object && !inner.is_empty() {
            let path = format!("{above}.{}", entry.name);
            added.extend(add(&mut entry.children, &inner, &path));
        }
    }
    added
}

/// The object, or those of a list.
fn objects(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(_) => vec![value],
        Value::Array(items) => items.iter().filter(|item| item.is_object()).collect(),
        _ => Vec::new(),
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a field has this name, or is a template of it: `coupon_id_$n` of `coupon_id_0`.
fn is_called(entry: &Entry, name: &str) -> bool {
    let template = entry.name.split_once('$').map(|(stem, _)| stem);
    entry.name == name || template.is_some_and(|stem| name.starts_with(stem))
}

fn entry(name: &str, value: &Value) -> Entry {
    let cell = |text: &str| Cell {
        text: text.to_owned(),
        ..Cell::default()
    };
    let row = Row {
        name: cell(name),
        ty: cell(ty(value)),
        ..Row::default()
    };
    Entry {
        name: name.to_owned(),
        words: vec![Word {
            voice: Voice::Document(0),
            row,
            is_alternative: false,
            has_fields: !objects(value).is_empty(),
        }],
        children: Vec::new(),
    }
}

fn ty(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "integer",
        Value::Object(_) => "object",
        Value::Array(items) => match items.first() {
            Some(Value::Object(_)) | None => "object[]",
            Some(Value::Number(_)) => "integer[]",
            Some(_) => "string[]",
        },
        Value::String(_) | Value::Null => "string",
    }
}
