//! What leads to one variant of an event enumeration, as data.

use super::super::RawNotification;
use crate::error::Error;
use crate::operation::Version;
use crate::record::Table;

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
