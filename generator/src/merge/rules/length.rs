//! Lengths of texts: only the official documents know them.

use serde_json::Value;

use super::Entry;
use crate::page::{Attr, LONGEST, SHORTEST};

/// The lengths that the newest document with one gives, for a text; none that a document's own sample does not keep.
pub(in crate::merge) fn decide(entry: &Entry, ty: &str, shown: &[&Value]) -> Vec<Attr> {
    if !ty.starts_with("string") {
        return Vec::new();
    }
    let texts = || shown.iter().filter_map(|value| value.as_str());
    let is_kept = |attr: &&Attr| {
        let bound = attr.value.as_ref().and_then(|value| value.parse::<usize>().ok());
        bound.is_some_and(|bound| match attr.name.as_str() {
            LONGEST => texts().all(|text| text.chars().count() <= bound),
            SHORTEST => texts().all(|text| text.chars().count() >= bound),
            _ => false,
        })
    };
    let lengths = |attrs: &[Attr]| -> Vec<Attr> { attrs.iter().filter(is_kept).cloned().collect() };
    entry
        .documents()
        .map(|word| lengths(&word.row.ty.attrs))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}
