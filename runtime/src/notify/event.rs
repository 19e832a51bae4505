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
///
/// ```
/// use wechatpay_openapi_runtime::{Error, RawNotification, TypedEvent, record};
///
/// record! {
///     /// In a program `wechatpay_openapi::types::Transaction`.
///     pub struct Transaction {
///         /// The order's number.
///         pub out_trade_no: Option<String>,
///     }
/// }
///
/// /// What this program reacts to. It is smaller than with `webhook::Event`, which has the tables of all.
/// enum Event {
///     Paid(Transaction),
///     Other(RawNotification),
/// }
///
/// impl TypedEvent for Event {
///     fn read(raw: &RawNotification) -> Result<Self, Error> {
///         match (raw.event_type(), raw.original_type()) {
///             (Some("TRANSACTION.SUCCESS"), Some("transaction")) => Ok(Self::Paid(raw.payload()?)),
///             _ => Ok(Self::Other(raw.clone())),
///         }
///     }
/// }
/// ```
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
    /// # use serde_json::json;
    /// use wechatpay_openapi_runtime::{Client, RawNotification};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let (headers, body) = platform.notification("REFUND.SUCCESS", "refund", &json!({}))?.parts();
    /// # let raw = client.notifications().parse(&headers, &body)?;
    /// // In a program: `raw.event::<wechatpay_openapi::webhook::Event>()`.
    /// let event = raw.event::<RawNotification>()?;
    /// assert_eq!(event.event_type(), Some("REFUND.SUCCESS"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
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
