//! From a notification to its typed event.

use std::cell::LazyCell;

use serde_json::Value;

use super::RawNotification;
use crate::error::Error;
use crate::operation::Version;
use crate::record::Table;
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
    /// Fields that say how it went. Where they are there, they say `SUCCESS`; in v3 `a/b` is also the `b` of each in the list `a`.
    pub succeeded: &'static [&'static str],
    /// v2, of what failed: at least one of these says something else. Empty for what succeeded.
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
                states => has_failed(document, states),
            };
            let mut marks = key.marks.iter();
            key.version == Version::V2 && named && outcome && marks.all(|mark| is_there(document, mark))
        }));
        found.filter(|key| !event_type.is_empty() || !key.is_of_another(document))
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

    /// Whether it has all marks of a notification and none of another, and went well if that says so.
    fn is_of<E>(&self, key: &EventKey<E>) -> bool {
        let is_there = |name: &&str| !matches!(&self.0[name], Value::Null) && self.0[name] != "";
        let mut states = key.succeeded.iter().flat_map(|path| self.texts(path));
        key.marks.iter().all(&is_there)
            && !key.foreign.iter().any(is_there)
            && states.all(|state| state == SUCCESS)
    }

    /// The texts at a path, of `a/b` those of all in the list `a`.
    fn texts<'c>(&'c self, path: &str) -> Vec<&'c str> {
        let texts: Vec<&Value> = match path.split_once('/') {
            Some((list, name)) => {
                let items = self.0[list].as_array().into_iter().flatten();
                items.map(|item| &item[name]).collect()
            }
            None => vec![&self.0[path]],
        };
        texts.into_iter().filter_map(Value::as_str).collect()
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
    /// # Errors
    /// The payload is not what its `event_type` documents. The payload itself
    /// stays readable as [`plaintext`](Self::plaintext).
    pub fn event<E: TypedEvent>(&self) -> Result<E, Error> {
        E::read(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Names = &'static [&'static str];

    fn key(version: Version, event_types: Names, original_types: Names, marks: Names) -> EventKey<()> {
        EventKey {
            name: "",
            version,
            event_types,
            original_types,
            marks,
            foreign: &[],
            succeeded: &[],
            failed: &[],
            table: &Table {
                name: "",
                fields: &[],
            },
            decode: |_| Ok(()),
        }
    }

    fn keys() -> [EventKey<()>; 10] {
        let (v2, v3) = (Version::V2, Version::V3);
        [
            key(
                v3,
                &["PROFITSHARING.SUCCESS", "TRANSACTION.SUCCESS"],
                &["profitsharing"],
                &[],
            ),
            key(v3, &["TRANSACTION.SUCCESS"], &["transaction"], &[]),
            key(v3, &["REFUND.SUCCESS"], &["refund"], &[]),
            key(v3, &["COUPON.USE"], &[], &[]),
            key(v3, &["TRANSACTION.SUCCESS"], &[], &[]),
            key(v2, &["TRANSACTION.SUCCESS"], &[], &["event_ciphertext"]),
            EventKey {
                succeeded: &["req_info/refund_status"],
                ..key(v2, &[], &[], &["req_info/refund_id"])
            },
            key(v2, &[], &[], &["result_code", "total_fee", "transaction_id"]),
            EventKey {
                failed: &["trade_state"],
                ..key(v2, &[], &[], &["result_code", "out_trade_no"])
            },
            key(v2, &[], &[], &["change_type", "contract_code", "plan_id"]),
        ]
    }

    fn place(keys: &[EventKey<()>], found: Option<&EventKey<()>>) -> Option<usize> {
        found.and_then(|found| keys.iter().position(|key| std::ptr::eq(key, found)))
    }

    #[test]
    fn t7_original_type_decides_and_an_undocumented_one_is_unknown() {
        let keys = keys();
        for (event_type, original_type, expected) in [
            ("TRANSACTION.SUCCESS", "transaction", Some(1)),
            ("TRANSACTION.SUCCESS", "profitsharing", Some(0)),
            ("TRANSACTION.SUCCESS", "something new", None),
            ("TRANSACTION.SUCCESS", "", None),
            ("PROFITSHARING.SUCCESS", "", None),
            ("REFUND.SUCCESS", "something new", None),
            ("COUPON.USE", "coupon", Some(3)),
            ("COUPON.USE", "", Some(3)),
            ("NEW", "", None),
        ] {
            let found = EventKey::of_json(&keys, event_type, original_type, b"{}");
            assert_eq!(place(&keys, found), expected, "{event_type} {original_type}");
        }
    }

    #[test]
    fn d9_marks_tell_the_contents_of_one_event() {
        let of = |marks, foreign, succeeded| EventKey {
            foreign,
            succeeded,
            ..key(Version::V3, &["PAID"], &["transaction"], marks)
        };
        let keys = [
            of(&["mchid"], &["sp_mchid", "scene"], &["state"]),
            of(&["sp_mchid", "sub_mchid"], &["mchid", "scene"], &["state"]),
            of(&["scene"], &["mchid"], &[]),
            of(
                &["combine_mchid"],
                &["mchid", "sp_mchid", "scene"],
                &["orders/state"],
            ),
        ];
        for (payload, expected) in [
            (r#"{"mchid":"1"}"#, Some(0)),
            (r#"{"mchid":"1","state":"SUCCESS"}"#, Some(0)),
            (r#"{"mchid":"1","state":"CLOSED"}"#, None),
            (r#"{"mchid":"1","sp_mchid":""}"#, Some(0)),
            (r#"{"mchid":"1","sp_mchid":null}"#, Some(0)),
            (r#"{"mchid":"1","sp_mchid":"2","sub_mchid":"3"}"#, None),
            (r#"{"mchid":""}"#, None),
            (r#"{"sp_mchid":"2","sub_mchid":"3"}"#, Some(1)),
            (r#"{"sp_mchid":"2"}"#, None),
            (r#"{"sp_mchid":"2","sub_mchid":"3","scene":"PARKING"}"#, Some(2)),
            (
                r#"{"combine_mchid":"4","orders":[{"state":"SUCCESS"},{}]}"#,
                Some(3),
            ),
            (
                r#"{"combine_mchid":"4","orders":[{"state":"SUCCESS"},{"state":"NOTPAY"}]}"#,
                None,
            ),
            (r#"{"x":{"mchid":"1"}}"#, None),
            (r#"["mchid"]"#, None),
            ("{}", None),
            ("mchid", None),
            ("", None),
        ] {
            let found = EventKey::of_json(&keys, "PAID", "transaction", payload.as_bytes());
            assert_eq!(place(&keys, found), expected, "{payload}");
        }
    }

    #[test]
    fn t2_all_marks_tell_what_has_no_name() {
        let keys = keys();
        for (xml, expected) in [
            (
                "<event_type>TRANSACTION.SUCCESS</event_type><event_ciphertext>x</event_ciphertext>",
                Some(5),
            ),
            (
                "<event_type>TRANSACTION.SUCCESS</event_type><total_fee>1</total_fee>",
                None,
            ),
            (
                "<event_type>REFUND.SUCCESS</event_type><req_info><refund_id>1</refund_id></req_info>",
                None,
            ),
            (
                "<req_info><refund_id>1</refund_id><refund_status>SUCCESS</refund_status></req_info>",
                Some(6),
            ),
            (
                "<req_info><refund_id>1</refund_id><refund_status>CHANGE</refund_status></req_info>",
                None,
            ),
            ("<req_info><refund_id/></req_info>", None),
            ("<req_info>1</req_info>", None),
            (
                "<result_code>SUCCESS</result_code><total_fee>1</total_fee><transaction_id>2</transaction_id>",
                Some(7),
            ),
            ("<result_code>SUCCESS</result_code><total_fee>1</total_fee>", None),
            (
                "<result_code>SUCCESS</result_code><total_fee>1</total_fee><transaction_id/>",
                None,
            ),
            (
                "<result_code>FAIL</result_code><total_fee>1</total_fee><transaction_id>2</transaction_id>",
                None,
            ),
            (
                "<result_code>FAIL</result_code><out_trade_no>1</out_trade_no>",
                Some(8),
            ),
            (
                "<result_code>SUCCESS</result_code><out_trade_no>1</out_trade_no>",
                None,
            ),
            (
                "<result_code>SUCCESS</result_code><trade_state>PAY_FAIL</trade_state><out_trade_no>1</out_trade_no>",
                Some(8),
            ),
            (
                "<change_type>ADD</change_type><contract_code>1</contract_code><plan_id>2</plan_id>",
                Some(9),
            ),
            (
                "<change_type/><contract_code>1</contract_code><plan_id>2</plan_id>",
                None,
            ),
            // Of two that fit, none.
            (
                "<change_type>ADD</change_type><contract_code>1</contract_code><plan_id>2</plan_id>\
                 <result_code>SUCCESS</result_code><total_fee>1</total_fee><transaction_id>2</transaction_id>",
                None,
            ),
            ("<mch_id>1</mch_id>", None),
            ("", None),
        ] {
            let document = Document::parse(format!("<xml>{xml}</xml>").as_bytes()).unwrap();
            let event_type = document.get("event_type").unwrap_or_default();
            let found = EventKey::of_xml(&keys, event_type, &document);
            assert_eq!(place(&keys, found), expected, "{xml}");
        }
    }
}
