//! From a notification to its typed event.

use super::RawNotification;
use crate::error::Error;

/// What leads to one variant of an event enumeration. For [`events!`](crate::events).
pub struct EventKey<E: 'static> {
    /// Documented `event_type` values.
    pub event_types: &'static [&'static str],
    /// Documented `original_type` values; empty = any.
    pub original_types: &'static [&'static str],
    /// Makes the event of a notification.
    pub decode: fn(&RawNotification) -> Result<E, Error>,
}

impl<E> EventKey<E> {
    /// The key of a notification. `event_type` alone is ambiguous
    /// (`TRANSACTION.SUCCESS` is a payment and a profit sharing): a key that
    /// names the `original_type` wins over one that does not, and that over one
    /// that names others only.
    #[must_use]
    pub fn find<'k>(keys: &'k [Self], event_type: &str, original_type: &str) -> Option<&'k Self> {
        let fit = |key: &Self| match () {
            () if key.original_types.contains(&original_type) => 2,
            () if key.original_types.is_empty() => 1,
            () => 0,
        };
        // The first of equals: `max_by_key` would take the last.
        keys.iter()
            .rev()
            .filter(|key| key.event_types.contains(&event_type))
            .max_by_key(|key| fit(key))
    }
}

/// An enumeration of events, made by [`events!`](crate::events).
pub trait TypedEvent: Sized {
    /// The event of a verified and decrypted notification.
    ///
    /// # Errors
    /// The payload is not what its `event_type` documents.
    fn read(raw: &RawNotification) -> Result<Self, Error>;
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

    #[test]
    fn original_type_decides_between_equal_event_types() {
        let none = |_: &RawNotification| -> Result<(), Error> { Ok(()) };
        let key = |event_types, original_types| EventKey {
            event_types,
            original_types,
            decode: none,
        };
        let keys = [
            key(
                &["PROFITSHARING.SUCCESS", "TRANSACTION.SUCCESS"],
                &["profitsharing"],
            ),
            key(&["TRANSACTION.SUCCESS"], &[]),
            key(&["REFUND.SUCCESS"], &["refund"]),
        ];
        for (event_type, original_type, expected) in [
            ("TRANSACTION.SUCCESS", "transaction", Some(1)),
            ("TRANSACTION.SUCCESS", "profitsharing", Some(0)),
            ("PROFITSHARING.SUCCESS", "", Some(0)),
            ("REFUND.SUCCESS", "something new", Some(2)),
            ("NEW", "", None),
        ] {
            let found = EventKey::find(&keys, event_type, original_type);
            let index = found.and_then(|found| keys.iter().position(|key| std::ptr::eq(key, found)));
            assert_eq!(index, expected, "{event_type} {original_type}");
        }
    }
}
