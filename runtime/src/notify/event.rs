//! From a notification to its typed event.

mod contradiction;
mod find;
mod key;
mod why;

pub use key::EventKey;

use super::RawNotification;
use crate::error::Error;

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
