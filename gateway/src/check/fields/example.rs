//! Whether a documented example leaves a required field empty: then anybody may.

use serde_json::Value;

/// Whether one of these examples (of [`Entry`](wechatpay_openapi::catalogue::Entry)) has an empty text there: a pointer in
/// query or body, with `*` for the items of a list.
pub(super) fn leaves_empty(examples: &str, documented: &str) -> bool {
    // The catalogue's own text, which a test reads as a whole.
    let examples: Vec<Value> = serde_json::from_str(examples).unwrap_or_default();
    let parts = examples
        .iter()
        .flat_map(|example| ["query", "body"].map(|part| example.get(part)));
    let steps: Vec<&str> = documented.split('/').skip(1).collect();
    parts.flatten().any(|part| is_empty(part, &steps))
}

fn is_empty(value: &Value, steps: &[&str]) -> bool {
    match (steps, value) {
        ([], value) => value == "",
        (["*", rest @ ..], Value::Array(items)) => items.iter().any(|item| is_empty(item, rest)),
        ([name, rest @ ..], value) => value.get(name).is_some_and(|member| is_empty(member, rest)),
    }
}
