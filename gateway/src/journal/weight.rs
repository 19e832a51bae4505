//! About how many bytes of memory something needs that an exchange keeps.

use std::mem::size_of;

use serde_json::{Map, Value};

use crate::message::Refusal;

/// Headers.
pub(super) fn pairs(headers: &[(String, String)]) -> usize {
    let lengths = headers.iter().map(|(name, value)| name.len() + value.len());
    lengths.sum::<usize>() + size_of_val(headers)
}

/// A refusal, and the value that it is about.
pub(super) fn refusal(refusal: &Refusal) -> usize {
    let detail = refusal.detail.as_ref();
    let detail = detail.map_or(0, |detail| {
        detail.field.len() + detail.issue.len() + value(&detail.value)
    });
    size_of::<Refusal>() + refusal.code.len() + refusal.message.len() + detail
}

/// The members of an object, each with its name and its place in a table.
pub(super) fn members(members: &Map<String, Value>) -> usize {
    let of_each = members
        .iter()
        .map(|(name, member)| 2 * size_of::<String>() + name.len() + value(member));
    of_each.sum()
}

fn value(of: &Value) -> usize {
    let more = match of {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(value).sum(),
        Value::Object(object) => members(object),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    };
    size_of::<Value>() + more
}
