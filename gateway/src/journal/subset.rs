//! Whether one JSON is in another.

use serde_json::Value;

/// Where and how `seen` lacks something of `wanted`: members may be more, lists have the same items, and a number is equal to
/// its text, which is how v2 writes it. `None` if all is there.
pub(crate) fn difference(wanted: &Value, seen: &Value) -> Option<String> {
    at("", wanted, Some(seen))
}

fn at(pointer: &str, wanted: &Value, seen: Option<&Value>) -> Option<String> {
    let Some(seen) = seen else {
        return Some(format!("`{pointer}` is not there, {wanted} was expected"));
    };
    match (wanted, seen) {
        (Value::Object(wanted), Value::Object(seen)) => wanted
            .iter()
            .find_map(|(name, wanted)| at(&format!("{pointer}/{name}"), wanted, seen.get(name))),
        (Value::Array(wanted), Value::Array(seen)) if wanted.len() == seen.len() => wanted
            .iter()
            .enumerate()
            .find_map(|(index, wanted)| at(&format!("{pointer}/{index}"), wanted, seen.get(index))),
        _ if is_same(wanted, seen) => None,
        _ => Some(format!("`{pointer}` is {seen}, {wanted} was expected")),
    }
}

fn is_same(wanted: &Value, seen: &Value) -> bool {
    match (wanted, seen) {
        (Value::Number(number), Value::String(text)) | (Value::String(text), Value::Number(number)) => {
            number.to_string() == *text
        }
        _ => wanted == seen,
    }
}
