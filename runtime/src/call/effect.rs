//! What a second sending of a call does, and what makes it the same as the first.

use http::HeaderMap;

use super::parts::CallParts;
use crate::operation::{Effect, IDEMPOTENCY_KEY};
use crate::record::{Field, Location, RecordRef};

impl CallParts {
    /// What a second sending of the built request does: as documented, or as the caller says.
    pub(super) fn effect(&self, headers: &HeaderMap) -> Effect {
        match (self.operation.effect, self.options.repeatable) {
            (Effect::None, _) => Effect::None,
            (_, Some(true)) => Effect::Once,
            (_, Some(false)) => Effect::Each,
            (Effect::Keyed, None) => match headers.get(IDEMPOTENCY_KEY) {
                Some(key) if !key.is_empty() => Effect::Once,
                _ => Effect::Each,
            },
            (Effect::Once, None) if !self.sends_its_numbers(headers) => Effect::Each,
            (effect, None) => effect,
        }
    }

    /// Whether each number that makes two requests one is in what is sent, whatever is required. A request that has
    /// none of its own is one by what it does (PUT, `…/close`).
    fn sends_its_numbers(&self, headers: &HeaderMap) -> bool {
        let Some(record) = self.record() else {
            return true;
        };
        record
            .numbers()
            .all(|number| Self::sends(record, number, headers))
    }

    fn sends(record: RecordRef<'_>, field: &'static Field, headers: &HeaderMap) -> bool {
        match field.location() {
            // What the caller gave by hand is there too, and takes the record's place.
            Location::Header => headers.get(field.name()).is_some_and(|value| !value.is_empty()),
            Location::Query | Location::Body => record.says(field),
        }
    }
}
