//! Lengths of texts: only the official documents know them.

use super::Entry;
use crate::page::{Attr, LONGEST, SHORTEST};

/// The lengths that the newest document with one gives, for a text.
pub(in crate::merge) fn decide(entry: &Entry, ty: &str) -> Vec<Attr> {
    if !ty.starts_with("string") {
        return Vec::new();
    }
    let lengths = |attrs: &[Attr]| -> Vec<Attr> {
        let is_length = |attr: &&Attr| attr.name == LONGEST || attr.name == SHORTEST;
        attrs.iter().filter(is_length).cloned().collect()
    };
    entry
        .documents()
        .map(|word| lengths(&word.row.ty.attrs))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}
