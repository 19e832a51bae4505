//! A payload with every documented field.

use serde_json::{Map, Value, json};

use super::platform::TestPlatform;
use crate::record::{Kind, Table};

pub(super) fn of(table: &'static Table, platform: &TestPlatform) -> Value {
    let mut object = Map::new();
    for field in table.fields {
        let (name, value) = match field.kind() {
            Kind::Numbered(family) => (
                field.name.replace("$n", "0").replace("$m", "0"),
                value(field.name, family.item(), platform),
            ),
            kind => (field.name.to_owned(), value(field.name, kind, platform)),
        };
        object.insert(name, value);
    }
    Value::Object(object)
}

fn value(name: &str, kind: Kind, platform: &TestPlatform) -> Value {
    match kind {
        Kind::Bool => json!(true),
        Kind::Integer => json!(1),
        Kind::Float => json!(0.5),
        Kind::Text | Kind::File => json!(name),
        Kind::Json => json!({}),
        Kind::Sensitive => json!(platform.encrypt(name)),
        Kind::Enum(table) => json!(table.values.first()),
        Kind::Record(table) => of(table, platform),
        Kind::List(list) => json!([value(name, list.item(), platform)]),
        Kind::JsonString(wrap) => json!(value(name, wrap.inner(), platform).to_string()),
        Kind::UrlEncoded(wrap) => json!(url_encoded(&value(name, wrap.inner(), platform))),
        Kind::Numbered(family) => value(name, family.item(), platform),
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
