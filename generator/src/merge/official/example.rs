//! The example request, once fields have other names or places.

use serde_json::{Map, Value};

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
    let Some((name, below)) = path.split_first() else { return };
    if below.is_empty() {
        if !values.contains_key(name) {
            values.shift_insert(at.min(values.len()), name.clone(), value);
        }
        return;
    }
    if let Value::Object(inner) = values.entry(name.clone()).or_insert_with(|| Value::Object(Map::new())) {
        put(inner, below, at, value);
    }
}
