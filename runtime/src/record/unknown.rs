//! What a body holds that its type does not know.

use serde_json::Value;

use super::table::{Kind, Table};

/// JSON pointers of the keys in `json` that `table` has no field for, and of what has another shape than
/// documented and was read all the same: an object in a list of one, `null` in a list. Sorted. Empty if the body is no JSON object.
#[must_use]
pub fn unknown_fields(table: &'static Table, json: &[u8]) -> Vec<String> {
    match serde_json::from_slice(json) {
        Ok(value) => unknown_in(table, &value),
        Err(_) => Vec::new(),
    }
}

/// The same for a body that was read already.
pub(crate) fn unknown_in(table: &'static Table, body: &Value) -> Vec<String> {
    let mut unknown = Vec::new();
    in_record(table, body, "", &mut unknown);
    // The order of a `serde_json::Value` depends on a feature that any crate of a build can switch on.
    unknown.sort_unstable();
    unknown
}

fn in_record(table: &'static Table, value: &Value, pointer: &str, unknown: &mut Vec<String>) {
    let Value::Object(map) = value else { return };
    for (key, value) in map {
        let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        match find(table, key) {
            Some(kind) => in_value(kind, value, &pointer, unknown),
            None => unknown.push(pointer),
        }
    }
}

/// What the value of a key is; `None` if it is unknown.
fn find(table: &'static Table, key: &str) -> Option<Kind> {
    let named = table.fields.iter().find(|field| field.is_named(key));
    let member = || table.fields.iter().find(|field| field.numbers(key).is_some());
    named.or_else(member).map(|field| field.slot.kind)
}

fn in_value(kind: Kind, value: &Value, pointer: &str, unknown: &mut Vec<String>) {
    match (kind, value) {
        // An object that came as a list of one is read; that it was a list is news.
        (Kind::Record(_), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                in_value(kind, item, &pointer, unknown);
                unknown.push(pointer);
            }
        }
        (Kind::Record(table), _) => in_record(table, value, pointer, unknown),
        (Kind::List(ops), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                in_value(ops.item(), item, &pointer, unknown);
                // It became an empty item.
                if item.is_null() && !matches!(ops.item(), Kind::Json) {
                    unknown.push(pointer);
                }
            }
        }
        // One value is a list of one, and JSON in a string is understood without the string.
        (Kind::List(ops), one) => in_value(ops.item(), one, pointer, unknown),
        (Kind::JsonString(ops), Value::String(text)) => {
            if let Ok(value) = serde_json::from_str(text) {
                in_value(ops.inner(), &value, pointer, unknown);
            }
        }
        (Kind::JsonString(ops), json) => in_value(ops.inner(), json, pointer, unknown),
        (Kind::UrlEncoded(ops), Value::String(text)) => {
            let pairs = form_urlencoded::parse(text.as_bytes());
            let pairs = pairs.map(|(name, value)| (name.into_owned(), value.into()));
            in_value(ops.inner(), &Value::Object(pairs.collect()), pointer, unknown);
        }
        (Kind::Numbered(ops), member) => in_value(ops.item(), member, pointer, unknown),
        _ => {}
    }
}
