//! What a notification of v3 must say besides its name: a refund that was `CLOSED` has no `refund_status` of `SUCCESS`.
//!
//! Whoever reads a notification books what its type says. One whose content contradicts its name is believed in neither.

use super::tree::RowNode;
use crate::ir::{Field, Type};
use crate::page::OUTCOME;

const SUCCESS: &str = "SUCCESS";

/// The fields that say how it went, `a/b` for `b` of each in the list `a`; `a=B` where that is not `SUCCESS`.
///
/// The page may mark them. Else it is the one field that documents the last word of the event's name as a value. Of
/// several none says how all of it went.
pub(super) fn of(event_types: &[String], payload: &[Field], sealed: Option<&RowNode<'_>>) -> Vec<String> {
    let marked: Vec<String> = sealed
        .iter()
        .flat_map(|sealed| &sealed.children)
        .filter_map(|node| Some(state(node.name(), node.row.name.value(OUTCOME)?)))
        .collect();
    if !marked.is_empty() {
        return marked;
    }
    let mut words = event_types.iter().map(|name| last(name));
    let Some(word) = words.next().filter(|word| words.all(|other| other == *word)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for field in payload {
        if says(field, word) {
            found.push(state(&field.name, word));
        }
        // Orders that were paid together were all paid; of invoices in a list one may be issued and the next not yet.
        let Type::List(items) = &field.ty else { continue };
        let states = items
            .fields()
            .iter()
            .filter(|inner| word == SUCCESS && says(inner, word));
        found.extend(states.map(|inner| format!("{}/{}", field.name, inner.name)));
    }
    match found.len() {
        1 => found,
        _ => Vec::new(),
    }
}

fn state(name: &str, value: &str) -> String {
    match value {
        SUCCESS => name.to_owned(),
        other => format!("{name}={other}"),
    }
}

/// `CLOSED` of `REFUND.CLOSED`, and of whatever ends with it `SUCCESS`.
fn last(event_type: &str) -> &str {
    match event_type.ends_with(SUCCESS) {
        true => SUCCESS,
        false => event_type.rsplit('.').next().unwrap_or(event_type),
    }
}

/// Whether a field documents the word among its values.
fn says(field: &Field, word: &str) -> bool {
    match &field.ty {
        Type::Enum(values) => values.iter().any(|value| value.value == word),
        _ => false,
    }
}
