//! Types: what a value must be, and what a text that carries it says.

use serde_json::{Map, Value};
use wechatpay_openapi::testing::ValueKind;

/// A plain value with its type, if it has it.
pub(super) fn typed(kind: &ValueKind, value: &Value, is_text: bool) -> Option<Value> {
    let text = value.as_str().filter(|_| is_text);
    // An empty field of v2 or of a query is none.
    if text == Some("") {
        return Some(value.clone());
    }
    let typed = match (kind, text) {
        (ValueKind::Bool, Some("true")) => true.into(),
        (ValueKind::Bool, Some("false")) => false.into(),
        (ValueKind::Integer, Some(text)) => text.parse::<i64>().ok()?.into(),
        (ValueKind::Float, Some(text)) => text.parse::<f64>().ok()?.into(),
        _ => value.clone(),
    };
    let fits = match kind {
        ValueKind::Bool => typed.is_boolean(),
        ValueKind::Integer => typed.is_i64() || typed.is_u64(),
        ValueKind::Float => typed.is_number(),
        _ => typed.is_string(),
    };
    fits.then_some(typed)
}

/// What is wrong with one that has not.
pub(super) fn expected(kind: &ValueKind) -> &'static str {
    match kind {
        ValueKind::Bool => "is not a boolean",
        ValueKind::Integer => "is not an integer",
        ValueKind::Float => "is not a number",
        _ => "is not a string",
    }
}

/// The members of an object; where all travels as text it is JSON.
pub(super) fn object(value: &mut Value, is_text: bool) -> Option<&mut Map<String, Value>> {
    if let (true, Some(read)) = (is_text, value.as_str().and_then(json_in)) {
        *value = read;
    }
    value.as_object_mut()
}

/// What a text of JSON holds.
pub(super) fn json_in(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// What a text of `name=value` pairs holds.
pub(super) fn pairs_in(text: &str) -> Option<Value> {
    let pairs = form_urlencoded::parse(text.as_bytes());
    Some(Value::Object(
        pairs
            .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
            .collect(),
    ))
}
