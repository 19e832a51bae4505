//! From a notification to its typed event.

use super::RawNotification;
use crate::error::Error;
use crate::operation::Version;
use crate::record::Table;

/// What leads to one variant of an event enumeration. For [`events!`](crate::events).
pub struct EventKey<E: 'static> {
    /// The variant's name.
    pub name: &'static str,
    /// v3 (JSON) or v2 (XML).
    pub version: Version,
    /// Documented `event_type` values; empty in most of v2.
    pub event_types: &'static [&'static str],
    /// v3: documented `original_type` values; empty = any.
    pub original_types: &'static [&'static str],
    /// v2 without `event_type`: the fields that no other such notification has.
    pub marks: &'static [&'static str],
    /// The fields of the payload.
    pub table: &'static Table,
    /// Makes the event of a notification.
    pub decode: fn(&RawNotification) -> Result<E, Error>,
}

impl<E> EventKey<E> {
    /// The key of a notification; `None` if the documentation does not know it.
    #[must_use]
    pub fn find<'k>(keys: &'k [Self], raw: &RawNotification) -> Option<&'k Self> {
        let event_type = raw.event_type().unwrap_or_default();
        match raw.document() {
            None => Self::of_json(keys, event_type, raw.original_type().unwrap_or_default()),
            Some(document) => Self::of_xml(keys, event_type, &|name| {
                document.fields().any(|(found, _)| found == name)
            }),
        }
    }

    /// `event_type` alone is ambiguous (`TRANSACTION.SUCCESS` is a payment and a
    /// profit sharing): a key that names the `original_type` wins over one that
    /// does not, and that over one that names others only.
    fn of_json<'k>(keys: &'k [Self], event_type: &str, original_type: &str) -> Option<&'k Self> {
        let fit = |key: &Self| match () {
            () if key.original_types.contains(&original_type) => 2,
            () if key.original_types.is_empty() => 1,
            () => 0,
        };
        // The first of equals: `max_by_key` would take the last.
        keys.iter()
            .rev()
            .filter(|key| key.version == Version::V3 && key.event_types.contains(&event_type))
            .max_by_key(|key| fit(key))
    }

    /// Most of v2 has no name. It is the notification of which most marks are
    /// there, at least half: documented fields are not always sent. A name that
    /// is not documented is not guessed at.
    fn of_xml<'k>(keys: &'k [Self], event_type: &str, has: &dyn Fn(&str) -> bool) -> Option<&'k Self> {
        let mut keys = keys.iter().filter(|key| key.version == Version::V2);
        if !event_type.is_empty() {
            return keys.find(|key| key.event_types.contains(&event_type));
        }
        let seen = |key: &Self| key.marks.iter().filter(|mark| has(mark)).count();
        keys.rev()
            .filter(|key| seen(key) > 0 && seen(key) * 2 >= key.marks.len())
            .max_by_key(|key| seen(key))
    }
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

    fn key(
        version: Version,
        event_types: &'static [&'static str],
        original_types: &'static [&'static str],
        marks: &'static [&'static str],
    ) -> EventKey<()> {
        EventKey {
            name: "",
            version,
            event_types,
            original_types,
            marks,
            table: &Table {
                name: "",
                fields: &[],
            },
            decode: |_| Ok(()),
        }
    }

    fn keys() -> [EventKey<()>; 7] {
        let (v2, v3) = (Version::V2, Version::V3);
        [
            key(
                v3,
                &["PROFITSHARING.SUCCESS", "TRANSACTION.SUCCESS"],
                &["profitsharing"],
                &[],
            ),
            key(v3, &["TRANSACTION.SUCCESS"], &[], &[]),
            key(v3, &["REFUND.SUCCESS"], &["refund"], &[]),
            key(v2, &["TRANSACTION.SUCCESS"], &[], &[]),
            key(v2, &[], &[], &["req_info"]),
            key(v2, &[], &[], &["is_subscribe", "total_fee", "transaction_id"]),
            key(v2, &[], &[], &["change_type", "contract_code", "plan_id"]),
        ]
    }

    fn place(keys: &[EventKey<()>], found: Option<&EventKey<()>>) -> Option<usize> {
        found.and_then(|found| keys.iter().position(|key| std::ptr::eq(key, found)))
    }

    #[test]
    fn original_type_decides_between_equal_event_types() {
        let keys = keys();
        for (event_type, original_type, expected) in [
            ("TRANSACTION.SUCCESS", "transaction", Some(1)),
            ("TRANSACTION.SUCCESS", "profitsharing", Some(0)),
            ("PROFITSHARING.SUCCESS", "", Some(0)),
            ("REFUND.SUCCESS", "something new", Some(2)),
            ("NEW", "", None),
        ] {
            let found = EventKey::of_json(&keys, event_type, original_type);
            assert_eq!(place(&keys, found), expected, "{event_type} {original_type}");
        }
    }

    #[test]
    fn fields_tell_what_has_no_name() {
        let keys = keys();
        for (event_type, fields, expected) in [
            ("TRANSACTION.SUCCESS", &["total_fee"][..], Some(3)),
            ("REFUND.SUCCESS", &["req_info"], None),
            ("", &["mch_id", "req_info"], Some(4)),
            ("", &["is_subscribe", "total_fee", "transaction_id"], Some(5)),
            ("", &["total_fee", "transaction_id", "plan_id"], Some(5)),
            ("", &["change_type", "contract_code", "transaction_id"], Some(6)),
            ("", &["transaction_id"], None),
            ("", &["mch_id"], None),
            ("", &[], None),
        ] {
            let found = EventKey::of_xml(&keys, event_type, &|name| fields.contains(&name));
            assert_eq!(place(&keys, found), expected, "{event_type} {fields:?}");
        }
    }
}
