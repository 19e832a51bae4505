//! What a part of a document refers to, at any depth.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Keys whose value is somebody's data, in which `$ref` would be a field's name.
pub(super) const DATA: [&str; 3] = ["example", "examples", "x-example-fragments"];

/// The components that these items need, by their kind.
pub(super) fn components(
    document: &Value,
    items: &[(&str, Map<String, Value>)],
) -> BTreeMap<String, Map<String, Value>> {
    let mut wanted = BTreeSet::new();
    for item in items.iter().flat_map(|(_, items)| items.values()) {
        wanted.extend(reached(document, item));
    }
    let mut out: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for reference in wanted {
        let parts = reference
            .strip_prefix("#/components/")
            .and_then(|rest| rest.split_once('/'));
        if let (Some((kind, name)), Some(found)) = (parts, follow(document, reference)) {
            let kind = out.entry(kind.to_owned()).or_default();
            kind.insert(name.to_owned(), found.clone());
        }
    }
    out
}

/// Every reference inside a value, and inside what they lead to.
pub(super) fn reached<'d>(document: &'d Value, value: &'d Value) -> BTreeSet<&'d str> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        references(value, &mut |reference| {
            if found.insert(reference) {
                waiting.extend(follow(document, reference));
            }
        });
    }
    found
}

/// What a reference leads to. Names of components hold nothing that a pointer escapes.
pub(super) fn follow<'d>(document: &'d Value, reference: &str) -> Option<&'d Value> {
    document.pointer(reference.strip_prefix('#')?)
}

fn references<'d>(value: &'d Value, visit: &mut impl FnMut(&'d str)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(reference) if key == "$ref" => visit(reference),
                    _ if DATA.contains(&key.as_str()) => {}
                    _ => references(value, visit),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, visit)),
        _ => {}
    }
}
