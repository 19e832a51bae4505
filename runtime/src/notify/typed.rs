//! A typed event together with what it was made of.

use std::ops::Deref;

use super::{RawNotification, Reply, TypedEvent};
use crate::error::Error;

/// A verified notification: the typed event, to which it derefs, and the raw one.
///
/// `Debug` shows the event's fields, as [`Response`](crate::Response) does.
///
/// ```
/// use wechatpay_openapi_runtime::{Notification, RawNotification, Reply};
///
/// /// In a program: `Notification<Event>`, with `wechatpay_openapi::webhook::Event`.
/// fn handle(notification: Notification<RawNotification>) -> Reply {
///     if notification.event_type() != Some("TRANSACTION.SUCCESS") {
///         return notification.failure("not yet handled");
///     }
///     let reply = notification.success();
///     book(notification.into_event());
///     reply
/// }
/// # fn book(_: RawNotification) {}
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Notification<E> {
    /// What happened.
    pub event: E,
    /// Id, times, bodies.
    pub raw: RawNotification,
}

impl<E: TypedEvent> Notification<E> {
    pub(super) fn read(raw: RawNotification) -> Result<Self, Error> {
        let event = raw.event()?;
        Ok(Self { event, raw })
    }
}

impl<E> Notification<E> {
    /// The event alone.
    #[must_use]
    pub fn into_event(self) -> E {
        self.event
    }

    /// As [`RawNotification::success`].
    #[must_use]
    pub fn success(&self) -> Reply {
        self.raw.success()
    }

    /// As [`RawNotification::failure`].
    #[must_use]
    pub fn failure(&self, message: &str) -> Reply {
        self.raw.failure(message)
    }
}

impl<E> Deref for Notification<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.event
    }
}
