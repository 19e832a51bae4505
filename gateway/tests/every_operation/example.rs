//! The documented example of a request, as this gateway's merchant would send it.

use serde_json::{Map, Value};
use wechatpay_gateway::Gateway;
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi_runtime::Version;

/// A request.
pub(crate) struct Example {
    /// The values of its path, in order.
    pub(crate) path: Vec<String>,
    /// Query, headers and body, as its record has them.
    pub(crate) fields: Value,
}

/// What the client states of the file.
const OF_THE_FILE: [&str; 4] = ["sha256", "file_digest", "digest", "media_hash"];

/// Values that the documentation leaves to a program: only their names are in it.
const PLACEHOLDERS: [(&str, &str, &str); 2] = [
    ("sign_type", "signType", "HMAC-SHA256"),
    ("timestamp", "timestamp", "1700000000"),
];

const ADDRESS: &str = "https://shop.example/notify";

/// The first documented example of an operation.
pub(crate) fn of(entry: &Entry, gateway: &Gateway) -> Example {
    let examples: Vec<Value> = serde_json::from_str(entry.request_examples).expect("an array of JSON");
    let example = examples.into_iter().next().unwrap_or_default();
    let mut fields = Map::new();
    for part in ["headers", "query", "body"] {
        fields.extend(example[part].as_object().cloned().unwrap_or_default());
    }
    if entry.operation.upload {
        forget_digests(&mut fields);
    }
    if entry.operation.version == Version::V2 {
        as_merchant(&mut fields, gateway);
    }
    let mut fields = Value::Object(fields);
    with_address(&mut fields);
    Example {
        path: path(entry.operation.path, &example["path"]),
        fields,
    }
}

/// An address to notify: most documented ones are no such address, or left open.
fn with_address(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), &member) {
                    ("notify_url", Value::String(_)) => *member = ADDRESS.into(),
                    _ => with_address(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(with_address),
        Value::String(text) if text.starts_with('{') => {
            if let Ok(mut inner) = serde_json::from_str(text) {
                with_address(&mut inner);
                *text = inner.to_string();
            }
        }
        _ => {}
    }
}

fn path(template: &str, values: &Value) -> Vec<String> {
    let names = template
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0));
    names
        .map(|name| match &values[name] {
            // Nobody has written one down.
            Value::String(text) if text.is_empty() => "1".to_owned(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect()
}

/// The client fills them in.
fn forget_digests(fields: &mut Map<String, Value>) {
    for value in fields.values_mut().filter_map(Value::as_object_mut) {
        value.retain(|name, _| !OF_THE_FILE.contains(&name.as_str()));
    }
    fields.retain(|name, _| !OF_THE_FILE.contains(&name.as_str()));
}

/// v2 names the merchant in the body, and is signed by the client.
fn as_merchant(fields: &mut Map<String, Value>, gateway: &Gateway) {
    fields.shift_remove("sign");
    for name in ["mch_id", "mchid"] {
        if let Some(value) = fields.get_mut(name) {
            *value = gateway.keys().mchid().into();
        }
    }
    for (name, placeholder, real) in PLACEHOLDERS {
        if let Some(value) = fields.get_mut(name).filter(|value| *value == placeholder) {
            *value = real.into();
        }
    }
}
