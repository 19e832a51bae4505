//! Example requests.

use serde_json::{Map, Value};

use super::{Body, Type};

/// A documented example request, as the values that it sends.
///
/// A value that travels as a string of JSON is a string of compact JSON here too.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Example {
    /// Path parameters by name.
    pub path: Map<String, Value>,
    /// Query parameters.
    pub query: Map<String, Value>,
    /// Headers.
    pub headers: Map<String, Value>,
    /// Body; for an upload the parts, a file being its name.
    pub body: Map<String, Value>,
    /// Payload fragments of alternative scenes, with their labels.
    pub fragments: Vec<(String, Map<String, Value>)>,
}

impl Example {
    /// The body as its record has it: a part of an upload that holds JSON is an object there, and travels as text.
    #[must_use]
    pub fn opened(&self, body: &Body) -> Map<String, Value> {
        let Body::Multipart(parts) = body else {
            return self.body.clone();
        };
        let open = |name: &str, value: &Value| {
            let part = parts.iter().find(|part| part.name == name)?;
            let text = value.as_str().filter(|_| matches!(part.ty, Type::Object(_)))?;
            serde_json::from_str(text).ok()
        };
        let pairs = self.body.iter();
        pairs
            .map(|(name, value)| (name.clone(), open(name, value).unwrap_or_else(|| value.clone())))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ir::Field;

    #[test]
    fn an_upload_s_json_is_opened_and_nothing_else() {
        let field = |name: &str, ty| Field {
            name: name.to_owned(),
            ty,
            ..Field::default()
        };
        let parts = || {
            vec![
                field("meta", Type::Object(Vec::new())),
                field("note", Type::Text),
                field("file", Type::File),
            ]
        };
        let sent = json!({"meta": "{\"a\":1}", "note": "{\"a\":1}", "file": "a.png"});
        let opened = json!({"meta": {"a": 1}, "note": "{\"a\":1}", "file": "a.png"});
        let example = Example {
            body: sent.as_object().cloned().unwrap_or_default(),
            ..Example::default()
        };
        for (body, expected) in [(Body::Multipart(parts()), opened), (Body::Json(parts()), sent)] {
            assert_eq!(Value::Object(example.opened(&body)), expected);
        }
    }
}
