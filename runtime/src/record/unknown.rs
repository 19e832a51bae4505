//! What a body holds that its type does not know.

use serde_json::Value;

use super::table::{Kind, Table};

/// JSON pointers of the keys in `json` that `table` has no field for,
/// sorted. Empty if the body is no JSON object.
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
        match table
            .fields
            .iter()
            .find(|field| field.name == key || is_instance(field.name, key))
        {
            Some(field) => in_value(field.slot.kind, value, &pointer, unknown),
            None => unknown.push(pointer),
        }
    }
}

fn in_value(kind: Kind, value: &Value, pointer: &str, unknown: &mut Vec<String>) {
    match (kind, value) {
        (Kind::Record(table), _) => in_record(table, value, pointer, unknown),
        (Kind::List(ops), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                in_value(ops.item(), item, &format!("{pointer}/{index}"), unknown);
            }
        }
        (Kind::JsonString(ops), Value::String(text)) => {
            if let Ok(value) = serde_json::from_str(text) {
                in_value(ops.inner(), &value, pointer, unknown);
            }
        }
        _ => {}
    }
}

/// Whether `key` is `template` (`coupon_id_$n`) with numbers put in.
fn is_instance(template: &str, key: &str) -> bool {
    template.split_once('$').is_some_and(|(prefix, _)| {
        key.strip_prefix(prefix)
            .is_some_and(|rest| rest.split('_').all(|number| number.parse::<u32>().is_ok()))
    })
}
