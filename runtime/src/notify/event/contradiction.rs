//! What speaks against a notification being the one of some key.

use serde_json::Value;

use super::key::EventKey;
use crate::operation::is_undecided;
use crate::record::{Field, Table};
use crate::xml::{Document, Node};

/// Names are the table's own: nothing of what came is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contradiction {
    /// A mark is not there.
    Lacks(&'static str),
    /// A mark of another content is there.
    Has(&'static str),
    /// A state is there, and is not this.
    IsNot(&'static str, &'static str),
    /// v2: of what failed, nothing says so.
    NotFailed,
    /// v2: of what failed, something says that it is not over.
    NotOver,
}

/// What is in a notification of v3, as far as it tells which one it is.
pub(super) struct JsonContent(Value);

impl JsonContent {
    /// What is no JSON tells nothing.
    pub(super) fn of(plaintext: &[u8]) -> Self {
        Self(serde_json::from_slice(plaintext).unwrap_or_default())
    }

    /// It has all marks of a notification and none of another, and went as its name says; or else this.
    pub(super) fn contradicts<E>(&self, key: &EventKey<E>) -> impl Iterator<Item = Contradiction> {
        let is_there = |name: &str| !matches!(&self.0[name], Value::Null) && self.0[name] != "";
        let is_mark =
            move |name: &str| is_there(name) && !self.0[name].is_array() && !self.0[name].is_object();
        let lacks = key.marks.iter().filter(move |mark| !is_mark(mark));
        let has = key.foreign.iter().filter(move |mark| is_there(mark));
        let states = key.succeeded.iter().map(|state| value_of(state));
        let is_not = states.filter(|(path, value)| !says(&self.0, path, value));
        let lacks = lacks.map(|mark| Contradiction::Lacks(mark));
        let has = has.map(|mark| Contradiction::Has(mark));
        lacks
            .chain(has)
            .chain(is_not.map(|(path, value)| Contradiction::IsNot(path, value)))
    }
}

/// A path, and what stands there if it went as it should: `SUCCESS`, or `B` of `a=B`.
fn value_of(state: &'static str) -> (&'static str, &'static str) {
    state.split_once('=').unwrap_or((state, SUCCESS))
}

/// Whether what is at a path has a value wherever it is there; of `a/b` the `b` of each in `a`.
///
/// A list where one value is documented, and one object where a list is, are read by the record too: whatever it could
/// take for a state counts.
fn says(of: &Value, path: &str, value: &str) -> bool {
    if let Value::Array(items) = of {
        return items.iter().all(|item| says(item, path, value));
    }
    let (name, rest) = path
        .split_once('/')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    match (&of[name], rest) {
        (Value::Null, _) => true,
        (inner, Some(rest)) => says(inner, rest, value),
        (state, None) => state == value,
    }
}

/// What v2 says of every message, and of an order wherever it says it.
const STATES: [&str; 3] = ["return_code", "result_code", "trade_state"];
const SUCCESS: &str = "SUCCESS";
/// States of an order that is not over, or that was paid before: neither a success nor a failure.
const OPEN: [&str; 5] = ["ACCEPT", "NOTPAY", "PROCESSING", "REFUND", "USERPAYING"];

impl<E> EventKey<E> {
    /// The document has all marks of this notification, and its outcome; or else this.
    pub(super) fn contradicted_by<'d>(
        &'d self,
        document: &'d Document,
    ) -> impl Iterator<Item = Contradiction> + 'd {
        let lacks = self.marks.iter().filter(|mark| !is_there(document, mark));
        let outcome = std::iter::once_with(|| self.outcome(document)).flatten();
        lacks.map(|mark| Contradiction::Lacks(mark)).chain(outcome)
    }

    fn outcome(&self, document: &Document) -> Option<Contradiction> {
        match (self.failed, failure(document, self.succeeded)) {
            ([], found) => found.map(|state| Contradiction::IsNot(state, SUCCESS)),
            (states, _) if failure(document, states).is_none() => Some(Contradiction::NotFailed),
            (states, _) => (!self.is_final(document, states)).then_some(Contradiction::NotOver),
        }
    }

    /// Whether what failed is over: `SYSTEMERROR` is to be queried, and so is a state that is none of the documented ones.
    fn is_final(&self, document: &Document, states: &[&str]) -> bool {
        let mut said = STATES
            .iter()
            .chain(states)
            .filter_map(|state| Some((state, text_at(document, state)?)));
        let is_open = document.get("err_code").is_some_and(is_undecided);
        !is_open && said.all(|(state, text)| !OPEN.contains(&text) && self.may_say(state, text))
    }

    /// Whether a field may have a value: it documents it, or none at all. `a/b` is the field `b` inside of `a`.
    fn may_say(&self, path: &str, text: &str) -> bool {
        let named =
            |table: &'static Table, name: &str| table.fields.iter().find(|field| field.name() == name);
        let field = match path.split_once('/') {
            Some((outer, inner)) => named(self.table, outer)
                .and_then(Field::inside)
                .and_then(|table| named(table, inner)),
            None => named(self.table, path),
        };
        let values = field.map_or(&[][..], Field::values);
        values.is_empty() || values.contains(&text)
    }

    /// Whether a document of v2 has a number of the merchant's that this notification has not. What answers a refund has all the
    /// marks of a payment, and an `out_refund_no`.
    pub(super) fn is_of_another(&self, document: &Document) -> bool {
        let is_documented = |name| {
            let mut fields = self.table.fields.iter();
            self.marks.contains(&name) || fields.any(|field| field.name() == name)
        };
        document.fields().any(|(name, node)| {
            let is_there = !matches!(node, Node::Text(text) if text.is_empty());
            name.starts_with("out_") && is_there && !is_documented(name)
        })
    }
}

/// The first of the states that is another than success.
fn failure(document: &Document, states: &[&'static str]) -> Option<&'static str> {
    let mut states = STATES.iter().chain(states).copied();
    states.find(|state| text_at(document, state).is_some_and(|text| text != SUCCESS))
}

/// An empty element is outside of the signature: anybody can add one.
fn is_there(document: &Document, mark: &str) -> bool {
    text_at(document, mark).is_some() || document.inside(mark).is_some()
}

fn text_at<'d>(document: &'d Document, path: &str) -> Option<&'d str> {
    let text = match path.split_once('/') {
        Some((outer, inner)) => document.inside(outer)?.get(inner),
        None => document.get(path),
    };
    text.filter(|text| !text.is_empty())
}
