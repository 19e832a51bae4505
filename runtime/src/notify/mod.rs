//! Notifications (callbacks) that WeChat Pay sends.

mod envelope;
mod event;

use bytes::Bytes;

pub use envelope::RawNotification;
pub use event::{EventKey, TypedEvent};

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::verify::{Headers, verify};

/// Reads notifications of one merchant. Made by [`Client::notifications`].
#[derive(Debug, Clone)]
pub struct Notifications {
    client: Client,
}

impl Notifications {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Verifies a notification, checks its time, decrypts it.
    ///
    /// `body` is the raw body: bytes that went through a JSON parser do not
    /// verify. Every error is to be answered with [`Reply::failure`]: WeChat
    /// Pay sends the notification again.
    ///
    /// # Errors
    /// A signature that does not verify ([`Error::is_verification`]), no APIv3
    /// key, a body that cannot be decrypted or read.
    pub fn parse<H: Headers + ?Sized>(&self, headers: &H, body: &[u8]) -> Result<RawNotification, Error> {
        let core = &self.client.core;
        let serial = verify(&core.platform_keys(), core.clock.now(), headers, body)?;
        let Some(key) = &core.api_v3_key else {
            return Err(Error::new(
                ErrorKind::Config,
                "notifications are encrypted with the APIv3 key: give it to the builder with `api_v3_key`",
            ));
        };
        RawNotification::open(self.client.clone(), key, serial, Bytes::copy_from_slice(body))
    }

    /// As [`parse`](Self::parse), but fetches the platform certificates first if
    /// the notification names one that is not known, at most once a minute.
    ///
    /// For clients with
    /// [`platform_certificates`](crate::ClientBuilder::platform_certificates);
    /// for others it is the same. Blocking programs call
    /// `Client::refresh_platform_certificates_blocking` and parse again.
    ///
    /// # Errors
    /// As [`parse`](Self::parse). A failed fetch is told in the text and is the
    /// source of [`ErrorKind::UnknownSerial`].
    pub async fn parse_fetching<H: Headers + ?Sized>(
        &self,
        headers: &H,
        body: &[u8],
    ) -> Result<RawNotification, Error> {
        let unknown = match self.parse(headers, body) {
            Err(error) if error.kind() == ErrorKind::UnknownSerial => error,
            known => return known,
        };
        let is_public_key = headers
            .header("wechatpay-serial")
            .is_some_and(|serial| serial.starts_with("PUB_KEY_ID_"));
        if is_public_key || !self.client.core.keys.fetches() {
            return Err(unknown);
        }
        match self.client.refresh_platform_certificates().await {
            Ok(()) => self.parse(headers, body),
            Err(error) => Err(unknown.note(&error).source(error)),
        }
    }
}

/// How to answer a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`; empty if there is no body.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

impl Reply {
    /// Received: WeChat Pay does not send it again.
    #[must_use]
    pub fn success() -> Self {
        Self {
            status: 204,
            content_type: "",
            body: String::new(),
        }
    }

    /// Not received: WeChat Pay sends it again, up to 15 times within a day or so.
    #[must_use]
    pub fn failure(message: &str) -> Self {
        let body = serde_json::json!({ "code": "FAIL", "message": message }).to_string();
        Self {
            status: 500,
            content_type: "application/json",
            body,
        }
    }
}
