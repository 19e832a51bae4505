//! What stands in for spans without the feature `tracing`.

use super::RawNotification;
use crate::client::Client;
use crate::error::Error;
use crate::verify::Headers;

#[derive(Clone)]
pub(super) struct NotificationSpan;

impl NotificationSpan {
    pub(super) fn of<H: Headers + ?Sized>(_: &Client, _: &H) -> Self {
        Self
    }

    pub(super) fn accepted(&self, _: &RawNotification) {}

    pub(super) fn refused(&self, _: &Error, _: &[u8]) {}

    #[allow(clippy::unused_self)] // as with the feature
    pub(super) async fn follow<F: Future>(&self, future: F) -> F::Output {
        future.await
    }
}
