//! Lengths of texts: only the official documents know them.

use serde_json::Value;

use super::Entry;
use crate::page::{Attr, LONGEST, SHORTEST};

/// The lengths that the newest document with one gives, for a text; none that `samples` of the documents exceed.
pub(in crate::merge) fn decide(entry: &Entry, ty: &str, samples: &[&Value]) -> Vec<Attr> {
    if !ty.starts_with("string") {
        return Vec::new();
    }
    let shown = || {
        samples
            .iter()
            .filter_map(|sample| sample.as_str())
            .map(|text| text.chars().count())
    };
    let holds = |attr: &Attr| {
        let length = attr
            .value
            .as_deref()
            .and_then(|length| length.parse::<usize>().ok());
        length.is_some_and(|length| match attr.name == LONGEST {
            true => shown().all(|count| count <= length),
            false => shown().all(|count| count >= length),
        })
    };
    let lengths = |attrs: &[Attr]| -> Vec<Attr> {
        let is_length = |attr: &&Attr| (attr.name == LONGEST || attr.name == SHORTEST) && holds(attr);
        attrs.iter().filter(is_length).cloned().collect()
    };
    entry
        .documents()
        .map(|word| lengths(&word.row.ty.attrs))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}
