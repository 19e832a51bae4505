//! Says the same so that a reader sees it: renderers show the type of a
//! string and not what is in it, and call a type by its whole name.

use serde_json::{Map, Value, json};

use super::super::response::SIGNATURE;
use super::xml;

/// Shown in place of a content that a string holds.
const ON_THE_WIRE: [(&str, &str, &str); 3] = [
    ("x-encrypted", "decrypted", "…base64…"),
    ("x-json-in-string", "JSON in a string", "{…}"),
    ("", "form in a string", "…"),
];

/// Rewrites a document for its reader.
pub(super) fn readable(document: &mut Value) {
    name_types(document);
    rewrite(document);
}

/// Leaves out what every answer has, which would stand between a reader and the fields.
pub(super) fn without_usual_headers(items: &mut Map<String, Value>) {
    for operation in items.values_mut().filter_map(Value::as_object_mut).flatten() {
        let answers = operation.1.get_mut("responses").and_then(Value::as_object_mut);
        for (_, answer) in answers.into_iter().flatten() {
            let Some(Value::Object(headers)) = answer.get_mut("headers") else {
                continue;
            };
            headers.retain(|name, _| name != "Request-ID" && !SIGNATURE.contains(&name.as_str()));
            if headers.is_empty() {
                answer
                    .as_object_mut()
                    .map(|answer| answer.shift_remove("headers"));
            }
        }
    }
}

/// `Amount` for `v3.pay.transactions.jsapi.post.Amount`.
fn name_types(document: &mut Value) {
    let schemas = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        schema["title"] = json!(short(name));
    }
}

/// A field's type goes by the title that the field says; the type's own would be lost.
fn name_reference(schema: &mut Map<String, Value>) {
    let is_type = |reference: &&str| reference.starts_with("#/components/schemas/");
    let reference = schema.get("$ref").and_then(Value::as_str).filter(is_type);
    let Some(reference) = reference.map(str::to_owned) else {
        return;
    };
    schema.shift_remove("$ref");
    schema.insert("title".to_owned(), json!(short(&reference)));
    schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
}

fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

fn rewrite(value: &mut Value) {
    match value {
        Value::Object(map) => {
            open(map);
            offer(map);
            spell(map);
            for key in ["properties", "patternProperties"] {
                let fields = map.get_mut(key).and_then(Value::as_object_mut);
                let fields = fields.into_iter().flatten().map(|(_, field)| field);
                fields.filter_map(Value::as_object_mut).for_each(name_reference);
            }
            for (key, value) in map {
                if key != "example" && key != "examples" {
                    rewrite(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        _ => {}
    }
}

/// A string becomes what it holds; its example says what is sent.
fn open(schema: &mut Map<String, Value>) {
    if !schema.get("contentSchema").is_some_and(Value::is_object) {
        return;
    }
    let content = schema.shift_remove("contentSchema").unwrap_or_default();
    for key in ["type", "contentEncoding", "contentMediaType"] {
        schema.shift_remove(key);
    }
    let (_, title, example) = ON_THE_WIRE
        .into_iter()
        .find(|(mark, ..)| mark.is_empty() || schema.contains_key(*mark))
        .unwrap_or(ON_THE_WIRE[2]);
    schema.insert("title".to_owned(), json!(title));
    schema.insert("example".to_owned(), json!(example));
    schema.insert("allOf".to_owned(), json!([content]));
}

/// Parts of a body for other scenes are examples to choose from.
fn offer(media: &mut Map<String, Value>) {
    let Some(Value::Array(fragments)) = media.shift_remove("x-example-fragments") else {
        return;
    };
    let mut examples = Map::new();
    if let Some(example) = media.shift_remove("example") {
        examples.insert("0".to_owned(), json!({ "summary": "全部", "value": example }));
    }
    for (at, fragment) in (1..).zip(fragments) {
        examples.insert(at.to_string(), fragment);
    }
    media.insert("examples".to_owned(), Value::Object(examples));
}

/// The example of an XML body as it is sent: renderers write an object as JSON.
fn spell(content: &mut Map<String, Value>) {
    let media = content.get_mut("text/xml");
    if let Some(example) = media.and_then(|media| media.get_mut("example"))
        && let Some(text) = xml::document(example)
    {
        *example = Value::String(text);
    }
}
