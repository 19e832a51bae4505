//! A payload with every documented field.

use serde_json::{Map, Value, json};

use super::keys::Keys;
use crate::record::{Kind, Table};

pub(super) fn of(table: &'static Table, keys: &Keys) -> Value {
    let mut object = Map::new();
    for field in table.fields {
        let (name, value) = match field.kind() {
            Kind::Numbered(family) => (
                field.name.replace("$n", "0").replace("$m", "0"),
                value(field.name, family.item(), keys),
            ),
            kind => (field.name.to_owned(), value(field.name, kind, keys)),
        };
        object.insert(name, value);
    }
    Value::Object(object)
}

fn value(name: &str, kind: Kind, keys: &Keys) -> Value {
    match kind {
        Kind::Bool => json!(true),
        Kind::Integer => json!(1),
        Kind::Float => json!(0.5),
        Kind::Text | Kind::File => json!(name),
        Kind::Json => json!({}),
        // A name is shorter than a key can encrypt.
        Kind::Sensitive => json!(keys.encrypt(name).unwrap_or_default()),
        Kind::Enum(table) => json!(table.values.first()),
        Kind::Record(table) => of(table, keys),
        Kind::List(list) => json!([value(name, list.item(), keys)]),
        Kind::JsonString(wrap) => json!(value(name, wrap.inner(), keys).to_string()),
        Kind::UrlEncoded(wrap) => json!(url_encoded(&value(name, wrap.inner(), keys))),
        Kind::Numbered(family) => value(name, family.item(), keys),
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
