//! From a notification to its typed event.

use std::cell::LazyCell;

use serde_json::Value;

use super::RawNotification;
use crate::error::Error;
use crate::operation::{Version, is_undecided};
use crate::record::{Field, Table};
use crate::xml::{Document, Node};

/// What leads to one variant of an event enumeration. For [`events!`](crate::events).
pub struct EventKey<E: 'static> {
    /// The variant's name.
    pub name: &'static str,
    /// v3 (JSON) or v2 (XML).
    pub version: Version,
    /// Documented `event_type` values; empty in most of v2, whose notifications have no name.
    pub event_types: &'static [&'static str],
    /// v3: documented `original_type` values; empty = any, if no other notification has the `event_type`.
    pub original_types: &'static [&'static str],
    /// Fields that must all be there and not empty: in v2 signed, in v3 decrypted; `a/b` is the field `b` inside of `a`.
    pub marks: &'static [&'static str],
    /// v3: decrypted fields that must not be there: those of the other contents of the same `event_type`.
    pub foreign: &'static [&'static str],
    /// Fields that say how it went. Where they are there, they say `SUCCESS`, or `B` of `a=B`; in v3 `a/b` is also the `b` of
    /// each in the list `a`.
    pub succeeded: &'static [&'static str],
    /// v2, of what failed: at least one of these says something else, and nothing that is not documented or not over.
    /// Empty for what succeeded.
    pub failed: &'static [&'static str],
    /// The fields of the payload.
    pub table: &'static Table,
    /// Makes the event of a notification.
    pub decode: fn(&RawNotification) -> Result<E, Error>,
}

impl<E> EventKey<E> {
    /// The key of a notification; `None` if the documentation does not know it, or gives it to several.
    #[must_use]
    pub fn find<'k>(keys: &'k [Self], raw: &RawNotification) -> Option<&'k Self> {
        let event_type = raw.event_type().unwrap_or_default();
        match raw.document() {
            None => {
                let original_type = raw.original_type().unwrap_or_default();
                Self::of_json(keys, event_type, original_type, raw.plaintext())
            }
            Some(document) => Self::of_xml(keys, event_type, document),
        }
    }

    /// `event_type` alone is ambiguous (`TRANSACTION.SUCCESS` is a payment and a profit sharing): the `original_type` must
    /// be a documented one. Where a notification documents none, it must be the only one of its `event_type`. Of several
    /// contents it has the one whose marks are all there and whose rivals' are not.
    fn of_json<'k>(
        keys: &'k [Self],
        event_type: &str,
        original_type: &str,
        plaintext: &[u8],
    ) -> Option<&'k Self> {
        let of_event = |key: &&Self| key.version == Version::V3 && key.event_types.contains(&event_type);
        let shared = keys.iter().filter(of_event).count() > 1;
        let named = keys
            .iter()
            .filter(of_event)
            .filter(|key| match key.original_types {
                [] => !shared,
                documented => documented.contains(&original_type),
            });
        let content = LazyCell::new(|| Content::of(plaintext));
        only(named.filter(|key| key.tells_nothing() || content.is_of(key)))
    }

    /// Whether its name alone tells it.
    fn tells_nothing(&self) -> bool {
        self.marks.is_empty() && self.foreign.is_empty() && self.succeeded.is_empty()
    }

    /// Most of v2 has no name. It is the one notification whose marks are all there, and whose outcome and numbers it has.
    fn of_xml<'k>(keys: &'k [Self], event_type: &str, document: &Document) -> Option<&'k Self> {
        let found = only(keys.iter().filter(|key| {
            let named = match event_type {
                "" => key.event_types.is_empty() && !key.marks.is_empty(),
                name => key.event_types.contains(&name),
            };
            let outcome = match key.failed {
                [] => !has_failed(document, key.succeeded),
                states => has_failed(document, states) && key.is_final(document, states),
            };
            let mut marks = key.marks.iter();
            key.version == Version::V2 && named && outcome && marks.all(|mark| is_there(document, mark))
        }));
        found.filter(|key| !event_type.is_empty() || !key.is_of_another(document))
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
        let named = |table: &'static Table, name: &str| table.fields.iter().find(|field| field.name == name);
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
    fn is_of_another(&self, document: &Document) -> bool {
        let is_documented = |name| {
            let mut fields = self.table.fields.iter();
            self.marks.contains(&name) || fields.any(|field| field.name == name)
        };
        document.fields().any(|(name, node)| {
            let is_there = !matches!(node, Node::Text(text) if text.is_empty());
            name.starts_with("out_") && is_there && !is_documented(name)
        })
    }
}

/// What is in a notification of v3, as far as it tells which one it is.
struct Content(Value);

impl Content {
    /// What is no JSON tells nothing.
    fn of(plaintext: &[u8]) -> Self {
        Self(serde_json::from_slice(plaintext).unwrap_or_default())
    }

    /// Whether it has all marks of a notification and none of another, and went as its name says.
    fn is_of<E>(&self, key: &EventKey<E>) -> bool {
        let is_there = |name: &&str| !matches!(&self.0[name], Value::Null) && self.0[name] != "";
        let is_mark = |name: &&str| is_there(name) && !self.0[name].is_array() && !self.0[name].is_object();
        key.marks.iter().all(is_mark)
            && !key.foreign.iter().any(is_there)
            && key.succeeded.iter().all(|state| {
                let (path, value) = state.split_once('=').unwrap_or((state, SUCCESS));
                says(&self.0, path, value)
            })
    }
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

/// The one that fits. Of several none is guessed at.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// What v2 says of every message, and of an order wherever it says it.
const STATES: [&str; 3] = ["return_code", "result_code", "trade_state"];
const SUCCESS: &str = "SUCCESS";
/// States of an order that is not over, or that was paid before: neither a success nor a failure.
const OPEN: [&str; 5] = ["ACCEPT", "NOTPAY", "PROCESSING", "REFUND", "USERPAYING"];

/// Whether one of the states is another than success.
fn has_failed(document: &Document, states: &[&str]) -> bool {
    let mut states = STATES.iter().chain(states);
    states.any(|state| text_at(document, state).is_some_and(|text| text != SUCCESS))
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

/// What a notification can become: an enumeration made by [`events!`](crate::events),
/// or the raw notification itself.
#[diagnostic::on_unimplemented(
    message = "a notification cannot be read as `{Self}`",
    note = "use `wechatpay_openapi::webhook::Event`, the type of one notification below `wechatpay_openapi::webhook`, or \
            `RawNotification`"
)]
pub trait TypedEvent: Sized {
    /// The event of a verified and decrypted notification.
    ///
    /// # Errors
    /// The payload is not what its `event_type` documents.
    fn read(raw: &RawNotification) -> Result<Self, Error>;
}

impl TypedEvent for RawNotification {
    fn read(raw: &RawNotification) -> Result<Self, Error> {
        Ok(raw.clone())
    }
}

impl RawNotification {
    /// The typed event, such as `raw.event::<wechatpay_openapi::webhook::Event>()`.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Error, RawNotification, TypedEvent};
    ///
    /// fn read<E: TypedEvent>(raw: &RawNotification) -> Result<E, Error> {
    ///     raw.event()
    /// }
    /// ```
    ///
    /// # Errors
    /// The payload is not what its `event_type` documents. The payload itself
    /// stays readable as [`plaintext`](Self::plaintext).
    pub fn event<E: TypedEvent>(&self) -> Result<E, Error> {
        E::read(self)
    }
}

#[cfg(test)]
mod tests;
