//! What a story says of an answer: the language of the gateway's flows and of the shops that others' SDKs keep.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What was given a name (`"$prepay_id"`) in a story: the first time it is kept, then it must be the same.
pub type Named = BTreeMap<String, Value>;

/// Whether `seen` has all that is expected: `null` is what must not be there, `"*"` is anything, `"*some words*"` is a text
/// with them, `"$name"` is kept.
pub fn compare(expected: &Value, seen: &Value, at: &str, named: &mut Named) -> Result<(), String> {
    match (expected, seen) {
        (Value::Object(expected), Value::Object(seen)) => expected
            .iter()
            .try_for_each(|(name, value)| field(name, value, seen, at, named)),
        (Value::Array(expected), Value::Array(seen)) if expected.len() == seen.len() => {
            let mut pairs = expected.iter().zip(seen).enumerate();
            pairs.try_for_each(|(n, (expected, seen))| compare(expected, seen, &format!("{at}/{n}"), named))
        }
        (Value::String(text), _) if text == "*" => Ok(()),
        (Value::String(text), Value::String(seen)) if text.starts_with('*') && text.ends_with('*') => {
            match seen.contains(text.trim_matches('*')) {
                true => Ok(()),
                false => Err(format!("{at} is {seen:?}, and should be {text}")),
            }
        }
        (Value::String(text), _) if !text.starts_with('$') && text.contains('$') => {
            same(&filled(expected, named), seen, at)
        }
        (Value::String(text), _) if text.starts_with('$') => {
            let kept = named.entry(text.clone()).or_insert_with(|| seen.clone());
            same(kept, seen, at)
        }
        _ => same(expected, seen, at),
    }
}

fn field(
    name: &str,
    expected: &Value,
    seen: &Map<String, Value>,
    at: &str,
    named: &mut Named,
) -> Result<(), String> {
    let at = format!("{at}/{name}");
    match (expected, seen.get(name)) {
        (Value::Null, None) => Ok(()),
        (Value::Null, Some(seen)) => Err(format!("{at} is {seen}, and should not be there")),
        (expected, Some(seen)) => compare(expected, seen, &at, named),
        (expected, None) => Err(format!("{at} is missing, and should be {expected}")),
    }
}

fn same(expected: &Value, seen: &Value, at: &str) -> Result<(), String> {
    if expected == seen {
        Ok(())
    } else {
        Err(format!("{at} is {seen}, and should be {expected}"))
    }
}

/// The same value with what was kept in place of its names.
pub fn filled(value: &Value, named: &Named) -> Value {
    match value {
        Value::String(text) if named.contains_key(text) => named[text].clone(),
        Value::String(text) if text.contains('$') => {
            // The longest name first: `$id` is the beginning of `$id_of_refund`.
            let mut names: Vec<_> = named
                .iter()
                .filter_map(|(name, value)| Some((name, value.as_str()?)))
                .collect();
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
            names
                .into_iter()
                .fold(text.clone(), |text, (name, value)| {
                    text.replace(name.as_str(), value)
                })
                .into()
        }
        Value::Array(values) => values.iter().map(|value| filled(value, named)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), filled(value, named)))
            .collect::<Map<_, _>>()
            .into(),
        _ => value.clone(),
    }
}

/// The first object, with the second one's fields over it, all the way down; `null` takes a field away.
pub fn merged(base: &Map<String, Value>, over: &Map<String, Value>) -> Map<String, Value> {
    let both = base.iter().filter_map(|(name, below)| {
        let value = match (below, over.get(name)) {
            (_, None) => below.clone(),
            (_, Some(Value::Null)) => return None,
            (Value::Object(below), Some(Value::Object(over))) => merged(below, over).into(),
            (_, Some(over)) => over.clone(),
        };
        Some((name.clone(), value))
    });
    let only = over
        .iter()
        .filter(|(name, value)| !base.contains_key(*name) && !value.is_null());
    both.chain(only.map(|(name, value)| (name.clone(), value.clone())))
        .collect()
}
