//! What is said of a field or a type besides its structure: text, documented values, unit, default.

use serde_json::{Map, Value, json};

use crate::emit::rust::doc;
use crate::ir::{Field, Type};
use crate::plan::VariantDef;

/// What is said of a field besides its type.
pub(super) fn annotate(schema: &mut Map<String, Value>, field: &Field) {
    let doc = &field.doc;
    values(schema, field);
    if doc.is_date_time {
        schema.insert("format".to_owned(), json!("date-time"));
    }
    let mut text = doc::prose(&doc.text);
    for value in &doc.values {
        if let Some(meaning) = &value.meaning {
            text.extend([
                String::new(),
                format!("`{}`：{}", value.value, doc::escape(meaning)),
            ]);
        }
    }
    if !text.is_empty() {
        schema.insert("description".to_owned(), json!(text.join("\n").trim_start()));
    }
    if let Some(default) = doc.default.as_ref().and_then(|text| scalar(&field.ty, text)) {
        schema.insert("default".to_owned(), default);
    }
    if doc.is_retired {
        schema.insert("deprecated".to_owned(), json!(true));
    }
    length(schema, field);
    if let Some(unit) = &doc.unit {
        schema.insert("x-unit".to_owned(), json!(unit));
    }
}

/// How long a text may be, or each of a list. Of what is encrypted no page tells whether it is the text or what travels;
/// what its values are says more.
fn length(schema: &mut Map<String, Value>, field: &Field) {
    let length = field.doc.length;
    let keys = match field.ty.item() {
        Type::Enum(_) => return,
        Type::Sensitive(_) => ["x-minLength", "x-maxLength"],
        _ => ["minLength", "maxLength"],
    };
    let place = match schema.get_mut("items") {
        Some(Value::Object(items)) => items,
        _ => schema,
    };
    for (key, number) in keys.into_iter().zip([length.least, length.most]) {
        if let Some(number) = number {
            place.insert(key.to_owned(), json!(number));
        }
    }
}

/// Documented values of a number, or of a list's numbers.
fn values(schema: &mut Map<String, Value>, field: &Field) {
    if field.doc.values.is_empty() {
        return;
    }
    let item = match &field.ty {
        Type::List(item) => item,
        other => other,
    };
    let texts = || field.doc.values.iter().map(|value| value.value.as_str());
    let typed: Option<Vec<Value>> = match item {
        Type::Integer | Type::Float | Type::Boolean => texts().map(|text| scalar(item, text)).collect(),
        _ => None,
    };
    let Some(mut typed) = typed else {
        schema.insert("x-values".to_owned(), texts().collect());
        return;
    };
    let mut seen = Vec::new();
    typed.retain(|value| {
        !seen.contains(value) && {
            seen.push(value.clone());
            true
        }
    });
    let place = match schema.get_mut("items") {
        Some(Value::Object(items)) => items,
        _ => schema,
    };
    place.insert("enum".to_owned(), Value::Array(typed));
}

/// A documented value of a type, if it is one.
fn scalar(ty: &Type, text: &str) -> Option<Value> {
    match ty {
        Type::Integer => text.parse::<i64>().ok().map(Value::from),
        Type::Float => text.parse::<f64>().ok().map(Value::from),
        Type::Boolean => text.parse::<bool>().ok().map(Value::from),
        Type::Text | Type::Time => Some(json!(text)),
        Type::Enum(values) => values
            .iter()
            .any(|value| value.value == text)
            .then(|| json!(text)),
        _ => None,
    }
}

/// The values of an enumeration.
pub(super) fn enumeration(variants: &[VariantDef<'_>], schema: &mut Map<String, Value>) {
    let values: Vec<&str> = variants
        .iter()
        .map(|variant| variant.value.value.as_str())
        .collect();
    let names: Vec<&str> = variants.iter().map(|variant| variant.name.as_str()).collect();
    let meanings: Map<String, Value> = variants
        .iter()
        .filter_map(|variant| {
            let meaning = variant.value.meaning.as_ref()?;
            Some((variant.value.value.clone(), json!(doc::prose(meaning).join("\n"))))
        })
        .collect();
    schema.insert("type".to_owned(), json!("string"));
    schema.insert("enum".to_owned(), json!(values));
    schema.insert("x-enum-varnames".to_owned(), json!(names));
    if !meanings.is_empty() {
        schema.insert("x-enumDescriptions".to_owned(), Value::Object(meanings));
    }
}
