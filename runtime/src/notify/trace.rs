//! A span for each notification, `wechatpay.notification`, and a warning for one that is refused. What came
//! is named as far as it is a name: no value of the content, and nobody's number.

use tracing::field::Empty;
use tracing::{Instrument as _, info_span, warn};

use super::RawNotification;
use super::version::version_of;
use crate::client::Client;
use crate::error::Error;
use crate::operation::Version;
use crate::verify::Headers;
use crate::xml::Document;

/// The span of one notification.
#[derive(Clone)]
pub(super) struct NotificationSpan(tracing::Span);

impl NotificationSpan {
    pub(super) fn of<H: Headers + ?Sized>(client: &Client, headers: &H) -> Self {
        let who = client.brand_id().unwrap_or(client.mchid());
        let span = info_span!(target: "wechatpay", "wechatpay.notification", mchid = who, version = Empty,
            event_type = Empty, serial = Empty, outcome = Empty);
        span.record("serial", headers.header("wechatpay-serial").and_then(name));
        Self(span)
    }

    pub(super) fn accepted(&self, raw: &RawNotification) {
        self.came(raw.version(), raw.event_type());
        self.0.record("outcome", "ok");
    }

    /// Without a body nothing of it came.
    pub(super) fn refused(&self, error: &Error, body: &[u8]) {
        if !body.is_empty() && !self.0.is_disabled() {
            let version = version_of(body);
            self.came(version, claimed_event_type(version, body).as_deref());
        }
        let outcome = format!("{:?}", error.kind());
        self.0.record("outcome", &*outcome);
        warn!(target: "wechatpay", parent: &self.0, outcome, "a notification was refused");
    }

    fn came(&self, version: Version, event_type: Option<&str>) {
        self.0.record("version", tracing::field::debug(version));
        self.0.record("event_type", event_type.and_then(name));
    }

    /// Runs inside this span.
    pub(super) async fn follow<F: Future>(&self, future: F) -> F::Output {
        future.instrument(self.0.clone()).await
    }
}

/// What a body that nobody vouches for says that it is.
fn claimed_event_type(version: Version, body: &[u8]) -> Option<String> {
    match version {
        Version::V2 => Document::parse(body).ok()?.get("event_type").map(str::to_owned),
        Version::V3 => {
            let envelope: serde_json::Value = serde_json::from_slice(body).ok()?;
            envelope["event_type"].as_str().map(str::to_owned)
        }
    }
}

/// What can be a serial number or an `event_type`. Anybody can write into these, so nothing else gets into a log.
fn name(text: &str) -> Option<&str> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    (text.len() <= 64 && text.bytes().all(is_name)).then_some(text)
}
