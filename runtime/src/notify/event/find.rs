//! The one key that fits a notification.

use std::cell::LazyCell;

use super::super::RawNotification;
use super::contradiction::JsonContent;
use super::key::EventKey;
use crate::operation::Version;
use crate::xml::Document;

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

    /// Of several contents of one name it has the one whose marks are all there and whose rivals' are not.
    pub(super) fn of_json<'k>(
        keys: &'k [Self],
        event_type: &str,
        original_type: &str,
        plaintext: &[u8],
    ) -> Option<&'k Self> {
        let named = Self::named_json(keys, event_type, original_type);
        let content = LazyCell::new(|| JsonContent::of(plaintext));
        only(named.filter(|key| key.tells_nothing() || content.contradicts(key).next().is_none()))
    }

    /// `event_type` alone is ambiguous (`TRANSACTION.SUCCESS` is a payment and a profit sharing): the `original_type` must
    /// be a documented one. Where a notification documents none, it must be the only one of its `event_type`.
    pub(super) fn named_json<'k>(
        keys: &'k [Self],
        event_type: &str,
        original_type: &str,
    ) -> impl Iterator<Item = &'k Self> {
        let shared = Self::of_event(keys, event_type).count() > 1;
        Self::of_event(keys, event_type).filter(move |key| match key.original_types {
            [] => !shared,
            documented => documented.contains(&original_type),
        })
    }

    /// Those of v3 that have an `event_type`.
    pub(super) fn of_event<'k>(keys: &'k [Self], event_type: &str) -> impl Iterator<Item = &'k Self> {
        let of_v3 = keys.iter().filter(|key| key.version == Version::V3);
        of_v3.filter(move |key| key.event_types.contains(&event_type))
    }

    /// Whether its name alone tells it.
    fn tells_nothing(&self) -> bool {
        self.marks.is_empty() && self.foreign.is_empty() && self.succeeded.is_empty()
    }

    /// It is the one notification whose marks are all there, and whose outcome and numbers it has.
    pub(super) fn of_xml<'k>(keys: &'k [Self], event_type: &str, document: &Document) -> Option<&'k Self> {
        let named = Self::named_xml(keys, event_type);
        let found = only(named.filter(|key| key.contradicted_by(document).next().is_none()));
        found.filter(|key| !event_type.is_empty() || !key.is_of_another(document))
    }

    /// Most of v2 has no name.
    pub(super) fn named_xml<'k>(keys: &'k [Self], event_type: &str) -> impl Iterator<Item = &'k Self> {
        let of_v2 = keys.iter().filter(|key| key.version == Version::V2);
        of_v2.filter(move |key| match event_type {
            "" => key.event_types.is_empty() && !key.marks.is_empty(),
            name => key.event_types.contains(&name),
        })
    }
}

/// The one that fits. Of several none is guessed at.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
