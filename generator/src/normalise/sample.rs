//! Sample values without sentences.

use serde_json::{Map, Value};

const FULL_STOP: char = '。';

/// Cuts every string of the values before its first full stop.
pub(super) fn without_sentences(values: &Map<String, Value>) -> Map<String, Value> {
    values
        .iter()
        .map(|(name, value)| (name.clone(), cut(value)))
        .collect()
}

/// A value whose strings end before their first full stop.
pub(super) fn cut(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(cut_text(text)),
        Value::Array(items) => Value::Array(items.iter().map(cut).collect()),
        Value::Object(fields) => Value::Object(without_sentences(fields)),
        other => other.clone(),
    }
}

/// A string that holds JSON stays JSON: its own strings are cut.
fn cut_text(text: &str) -> String {
    let Some((before, _)) = text.split_once(FULL_STOP) else {
        return text.to_owned();
    };
    match serde_json::from_str(text) {
        Ok(inner @ (Value::Object(_) | Value::Array(_))) => cut(&inner).to_string(),
        _ => before.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn strings_end_before_their_first_full_stop() {
        let value = json!({"a": "买一送一。不找零。", "b": ["无", 1, {"c": "好。"}], "d": 2.5});
        assert_eq!(
            cut(&value),
            json!({"a": "买一送一", "b": ["无", 1, {"c": "好"}], "d": 2.5})
        );
    }

    #[test]
    fn json_in_a_string_stays_json() {
        let value = json!({"a": r#"{"b":"好。坏"}"#});
        assert_eq!(cut(&value), json!({"a": r#"{"b":"好"}"#}));
    }
}
