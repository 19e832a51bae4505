//! What documented examples have in a field of some name: shown where a page has no example of its own.

use std::collections::BTreeMap;

use serde_json::Value;

/// Longer texts are certificates and the like, which hide the fields around them.
const LONGEST: usize = 64;

/// Values by name and kind.
#[derive(Debug, Default)]
pub(super) struct KnownValues(BTreeMap<(String, &'static str), Value>);

impl KnownValues {
    /// Takes what an example has, unless the same is known by now.
    pub(super) fn learn(&mut self, example: &Value) {
        match example {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                let short = value
                    .as_str()
                    .is_none_or(|text| (1..=LONGEST).contains(&text.chars().count()));
                if let Some(kind) = kind(value).filter(|_| short) {
                    self.0
                        .entry((name.clone(), kind))
                        .or_insert_with(|| value.clone());
                }
                self.learn(value);
            }),
            Value::Array(items) => items.iter().for_each(|item| self.learn(item)),
            _ => {}
        }
    }

    /// What the first example with such a field has in it.
    pub(super) fn get(&self, name: &str, kind: &'static str) -> Option<&Value> {
        self.0.get(&(name.to_owned(), kind))
    }
}

/// A scalar's type, as a schema calls it.
pub(super) fn kind(value: &Value) -> Option<&'static str> {
    match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_short_value_of_a_name_and_kind_is_known() {
        let mut known = KnownValues::default();
        known.learn(&json!({ "a": { "mchid": "1", "total": 5 }, "pem": "x".repeat(65), "empty": "" }));
        known.learn(&json!([{ "mchid": "2", "total": "6" }]));
        for (name, kind, expected) in [
            ("mchid", "string", Some(json!("1"))),
            ("mchid", "integer", None),
            ("total", "integer", Some(json!(5))),
            ("total", "string", Some(json!("6"))),
            ("pem", "string", None),
            ("empty", "string", None),
        ] {
            assert_eq!(known.get(name, kind), expected.as_ref(), "{name} {kind}");
        }
    }
}
