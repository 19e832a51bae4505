//! Path items: operations by path and verb.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::ir::{Segment, url};
use crate::plan::Verb;

/// Path items by path. OpenAPI holds two templates for one if only their
/// parameters' names differ, and a path has one operation for a method.
#[derive(Default)]
pub(super) struct Paths {
    items: Map<String, Value>,
    /// The template without names to the one that has it.
    templates: BTreeMap<String, String>,
}

impl Paths {
    /// Adds an operation; `id` tells it from one that has taken its place.
    pub(super) fn insert(&mut self, verb: &Verb<'_>, id: &str, operation: Value) {
        let path = url(&verb.operation.path);
        let template: Vec<&str> = verb
            .operation
            .path
            .iter()
            .map(|segment| match segment {
                Segment::Literal(text) => text.as_str(),
                Segment::Param(_) => "{}",
            })
            .collect();
        let first = self
            .templates
            .entry(template.join("/"))
            .or_insert_with(|| path.clone());
        let method = verb.name;
        let taken = self
            .items
            .get(&path)
            .is_some_and(|item| item.get(method).is_some());
        let key = if *first == path && !taken {
            path
        } else {
            format!("{path}#{id}")
        };
        let item = self.items.entry(key).or_insert_with(|| json!({}));
        item[method] = operation;
    }

    /// All of them, in the order in which they came.
    pub(super) fn into_items(self) -> Map<String, Value> {
        self.items
    }
}
