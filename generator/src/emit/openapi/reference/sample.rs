//! Values to show where a page documents no example: what another example has in a field of that name.

use serde_json::{Map, Value, json};

use super::reach::DATA;
use crate::emit::known::{self, KnownValues};

/// A longer term is a sentence.
const LONGEST_TERM: usize = 24;

/// A value for a field's name and type.
pub(super) struct SampleValues(KnownValues);

impl SampleValues {
    /// Those of all examples of a document; the first of each name and type.
    pub(super) fn of(document: &Value) -> Self {
        let mut out = Self(KnownValues::default());
        out.search(document);
        out
    }

    fn search(&mut self, value: &Value) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                if DATA.contains(&key.as_str()) {
                    self.0.learn(value);
                } else {
                    self.search(value);
                }
            }),
            Value::Array(items) => items.iter().for_each(|item| self.search(item)),
            _ => {}
        }
    }

    /// Gives every field of a document an example that has none.
    pub(super) fn fill(&self, value: &mut Value) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    match key.as_str() {
                        "properties" | "patternProperties" => {
                            for (name, field) in value.as_object_mut().into_iter().flatten() {
                                self.fill_field(name, field);
                                self.fill(field);
                            }
                        }
                        key if DATA.contains(&key) => {}
                        _ => self.fill(value),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill(item)),
            _ => {}
        }
    }

    fn fill_field(&self, name: &str, field: &mut Value) {
        let said = field["description"].as_str().map(str::to_owned);
        let is_list = field["type"] == "array";
        let schema = if is_list { &mut field["items"] } else { field };
        let Some(schema) = schema.as_object_mut() else {
            return;
        };
        let settled = [
            "example",
            "enum",
            "const",
            "default",
            "$ref",
            "allOf",
            "x-encrypted",
            "contentSchema",
        ];
        if settled.iter().any(|key| schema.contains_key(*key)) {
            return;
        }
        let Some(kind) = schema.get("type").and_then(type_of) else {
            return;
        };
        // A documented value is one that may stand there.
        let documented = schema.get("x-values").and_then(|values| values.get(0)).cloned();
        let known = self.0.get(name, kind).cloned();
        let value = documented
            .filter(|value| known::kind(value) == Some(kind))
            .or(known)
            .unwrap_or_else(|| fallback(kind, schema, said.as_deref()));
        schema.insert("example".to_owned(), value);
    }
}

/// Where no example has such a field: what it is called stands for a text.
fn fallback(kind: &str, schema: &Map<String, Value>, said: Option<&str>) -> Value {
    match kind {
        "integer" | "number" => json!(1),
        "boolean" => json!(true),
        _ if schema.get("format").is_some_and(|format| format == "date-time") => {
            json!("2026-01-31T12:00:00+08:00")
        }
        _ => {
            let term = said.and_then(|said| said.lines().next()).unwrap_or_default();
            let fits = (1..=LONGEST_TERM).contains(&term.chars().count());
            json!(if fits { term } else { "…" })
        }
    }
}

/// A schema's scalar type; one that may be `null` too is what it is otherwise.
fn type_of(said: &Value) -> Option<&'static str> {
    let names = said
        .as_array()
        .map_or_else(|| std::slice::from_ref(said), Vec::as_slice);
    ["string", "boolean", "number", "integer"]
        .into_iter()
        .find(|kind| names.iter().any(|name| name == kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_takes_what_another_example_has() {
        let document = json!({
            "paths": { "/a": { "example": { "mchid": "1900000001", "list": [{ "total": 100 }], "pem": "x".repeat(65) } } },
        });
        let samples = SampleValues::of(&document);
        let mut schemas = json!({ "A": { "properties": {
            "mchid": { "type": "string" },
            "total": { "type": "integer" },
            "mchids": { "type": "array", "items": { "type": "string" }, "description": "商户号" },
            "pem": { "type": "string", "description": "证书" },
            "at": { "type": "string", "format": "date-time" },
            "state": { "type": "string", "enum": ["A"] },
            "secret": { "type": "string", "x-encrypted": "platform" },
            "way": { "type": ["integer", "null"], "x-values": [7] },
        } } });
        samples.fill(&mut schemas);
        let shown = |name: &str| &schemas["A"]["properties"][name]["example"];
        for (name, expected) in [
            ("mchid", json!("1900000001")),
            ("total", json!(100)),
            ("pem", json!("证书")),
            ("at", json!("2026-01-31T12:00:00+08:00")),
            ("state", Value::Null),
            ("secret", Value::Null),
            ("way", json!(7)),
        ] {
            assert_eq!(*shown(name), expected, "{name}");
        }
        assert_eq!(schemas["A"]["properties"]["mchids"]["items"]["example"], "商户号");
    }
}
