//! The example request, once fields have other names, places or types.

use serde_json::{Map, Value};

use crate::lower::{RowNode, outline};
use crate::page::{CallBody, Section};

/// Moves a value of the body, where the example and its fragments have one; names from the top, without the scope.
pub(super) fn follow(section: &mut Section, from: &[String], to: &[String]) {
    let call = section.call.as_mut().map(|call| &mut call.body);
    let body = match call {
        Some(CallBody::Json(values) | CallBody::Xml(values) | CallBody::Form(values)) => Some(values),
        Some(CallBody::None) | None => None,
    };
    let fragments = section.fragments.iter_mut().map(|fragment| &mut fragment.body);
    for values in body.into_iter().chain(fragments) {
        if let Some((at, value)) = take(values, from) {
            put(values, to, at, value);
        }
    }
}

/// The example by scopes, as paths name them; strings of JSON are left as they are.
pub(super) fn scopes(section: &Section) -> Value {
    let mut scopes = Map::new();
    if let Some(call) = &section.call {
        if !call.query.is_empty() {
            scopes.insert("query".to_owned(), Value::Object(call.query.clone()));
        }
        match &call.body {
            CallBody::Json(values) | CallBody::Xml(values) | CallBody::Form(values) if !values.is_empty() => {
                scopes.insert("body".to_owned(), Value::Object(values.clone()));
            }
            _ => {}
        }
    }
    Value::Object(scopes)
}

/// Takes a value out, with its place among its siblings.
fn take(values: &mut Map<String, Value>, path: &[String]) -> Option<(usize, Value)> {
    let (name, below) = path.split_first()?;
    if below.is_empty() {
        let at = values.keys().position(|key| key == name)?;
        return Some((at, values.shift_remove(name)?));
    }
    match values.get_mut(name)? {
        Value::Object(inner) => take(inner, below),
        _ => None,
    }
}

fn put(values: &mut Map<String, Value>, path: &[String], at: usize, value: Value) {
    let Some((name, below)) = path.split_first() else {
        return;
    };
    if below.is_empty() {
        if !values.contains_key(name) {
            values.shift_insert(at.min(values.len()), name.clone(), value);
        }
        return;
    }
    if let Value::Object(inner) = values
        .entry(name.clone())
        .or_insert_with(|| Value::Object(Map::new()))
    {
        put(inner, below, at, value);
    }
}

/// Fits the founding example to types that official documents corrected: where a number is documented, no value is
/// the placeholder 0, and a list in place of a text is JSON in it.
pub(super) fn fit(section: &mut Section) {
    let Some(call) = &mut section.call else { return };
    for scope in outline(&section.request) {
        let values = match scope.name() {
            "query" => Some(&mut call.query),
            "json" | "xml" | "body" => match &mut call.body {
                CallBody::Json(values) | CallBody::Xml(values) | CallBody::Form(values) => Some(values),
                CallBody::None => None,
            },
            _ => None,
        };
        if let Some(values) = values {
            let nothing = match scope.name() {
                "json" => Value::from(0),
                _ => Value::from("0"),
            };
            fields(values, &scope.children, &nothing);
        }
    }
}

fn fields(values: &mut Map<String, Value>, nodes: &[RowNode<'_>], nothing: &Value) {
    for node in nodes {
        let Some(value) = values.get_mut(node.name()) else {
            continue;
        };
        let is_nothing = matches!(value, Value::String(text) if text.is_empty());
        match (node.ty(), &mut *value) {
            ("integer" | "number", _) if is_nothing => value.clone_from(nothing),
            ("string", Value::Array(_) | Value::Object(_)) => *value = Value::String(value.to_string()),
            (_, Value::Object(inner)) => fields(inner, &node.children, nothing),
            (_, Value::Array(items)) => {
                let inner = items.iter_mut().filter_map(Value::as_object_mut);
                inner.for_each(|inner| fields(inner, &node.children, nothing));
            }
            _ => {}
        }
    }
}
