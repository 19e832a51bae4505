//! A payload with every documented field.

use serde_json::{Map, Value, json};

use super::keys::Keys;
use super::table::{TableView, ValueKind};

pub(super) fn of(table: TableView, keys: &Keys) -> Value {
    let mut object = Map::new();
    for field in table.fields() {
        let kind = field.kind();
        let name = match kind {
            ValueKind::Numbered(_) => field.name().replace("$n", "0").replace("$m", "0"),
            _ => field.name().to_owned(),
        };
        object.insert(name, value(field.name(), &kind, keys));
    }
    Value::Object(object)
}

fn value(name: &str, kind: &ValueKind, keys: &Keys) -> Value {
    match kind {
        ValueKind::Bool => json!(true),
        ValueKind::Integer => json!(1),
        ValueKind::Float => json!(0.5),
        ValueKind::Text | ValueKind::File => json!(name),
        ValueKind::Json => json!({}),
        // A name is shorter than a key can encrypt.
        ValueKind::Sensitive => json!(keys.encrypt(name).unwrap_or_default()),
        ValueKind::Enum(values) => json!(values.first()),
        ValueKind::Record(table) => of(*table, keys),
        ValueKind::List(item) => json!([value(name, item, keys)]),
        ValueKind::JsonString(inner) => json!(value(name, inner, keys).to_string()),
        ValueKind::UrlEncoded(inner) => json!(url_encoded(&value(name, inner, keys))),
        ValueKind::Numbered(member) => value(name, member, keys),
    }
}

fn url_encoded(value: &Value) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::String(text) => pairs.append_pair(name, text),
            other => pairs.append_pair(name, &other.to_string()),
        };
    }
    pairs.finish()
}
