//! Notifications (callbacks) that WeChat Pay sends, v3 and v2.

mod acknowledge;
mod aead;
#[cfg(feature = "axum")]
mod axum;
mod deduplication;
mod elsewhere;
mod envelope;
mod event;
mod json;
mod raw;
mod reply;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "untraced.rs"]
mod trace;
mod typed;
mod unambiguous;
mod version;
mod xml;

use bytes::Bytes;

pub use acknowledge::Acknowledged;
#[cfg(feature = "axum")]
pub use axum::{Rejection, WechatPay};
pub use event::{EventKey, TypedEvent};
pub use raw::RawNotification;
pub use reply::Reply;
pub use typed::Notification;

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::keyring::is_public_key_id;
use crate::operation::Version;
use crate::verify::Headers;
use trace::NotificationSpan;
use version::version_of;

/// Reads notifications of one merchant. Made by [`Client::notifications`].
///
/// Give the headers and the body as they arrived. JSON is v3: its signature
/// and time are checked, then it is decrypted with the APIv3 key. XML is v2: its
/// `sign` is checked with the v2 key, and what is encrypted in it is decrypted.
///
/// # What is believed
///
/// - **v3**: WeChat Pay signed the body with a key that signs nothing of ours, within the last five minutes. Answers are signed
///   alike; but what is in `resource` is sealed with the APIv3 key.
/// - **v2**: somebody who has the v2 key signed these fields. WeChat Pay has it, and so do we: requests, redirects and
///   front-end parameters are signed alike, and the user sees the latter. So an event is typed only if every field that
///   tells it is there, signed and not empty, which no message of ours has; and what went wrong is no `…Success`.
///   A value with `&nonce_str=` or another such field in it is refused: the signed text was cut in another way.
///   Anything else is `Unknown`: then [`verified_by`](RawNotification::verified_by) alone does not make it a notification.
/// - **v2's refund** is the one that is not signed: only who has the v2 key can have encrypted its `req_info`. Nothing
///   vouches for what is beside it, so that is left out of event and [`document`](RawNotification::document); it
///   stays readable in [`body`](RawNotification::body). The cipher (ECB) does not authenticate either: query the refund
///   before money depends on it.
/// - Nothing in v2 tells an old notification from a new one.
///
/// ```no_run
/// use wechatpay_openapi_runtime::{Client, Reply, TypedEvent, http::HeaderMap};
///
/// async fn notified<E: TypedEvent>(client: &Client, headers: &HeaderMap, body: &[u8]) -> Reply {
///     match client.notifications().parse_event_fetching::<E, _>(headers, body).await {
///         Ok(notification) => {
///             // Is it new (`deduplication_key`), and is it my order, amount and all? Keep it, then:
///             notification.raw.success()
///         }
///         Err(error) => {
///             eprintln!("{error}");
///             Reply::for_error(&error, body)
///         }
///     }
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Notifications {
    client: Client,
}

impl Client {
    /// Reads notifications (callbacks) that WeChat Pay sends.
    ///
    /// ```
    /// # use serde_json::json;
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let refund = json!({ "out_refund_no": "1-1", "refund_status": "SUCCESS" });
    /// # let (headers, body) = platform.notification("REFUND.SUCCESS", "refund", &refund)?.parts();
    ///
    /// // The request's headers, and its body before anything has parsed it.
    /// let notification = client.notifications().parse(&headers, &body)?;
    /// assert_eq!(notification.event_type(), Some("REFUND.SUCCESS"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn notifications(&self) -> Notifications {
        Notifications::new(self.clone())
    }
}

impl Notifications {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Verifies a notification, checks its time, decrypts it.
    ///
    /// `body` is the raw body: bytes that went through a JSON parser do not
    /// verify. Every error is to be answered with [`Reply::for_error`]: WeChat
    /// Pay sends the notification again.
    ///
    /// ```
    /// # use serde_json::json;
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let refund = json!({ "out_refund_no": "1-1", "refund_status": "SUCCESS" });
    /// # let (headers, body) = platform.notification("REFUND.SUCCESS", "refund", &refund)?.parts();
    ///
    /// // Of any web framework: a map of headers, or pairs.
    /// let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    /// let notification = client.notifications().parse(&headers, &body)?;
    /// assert!(notification.plaintext().starts_with(b"{"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// A signature that does not verify ([`Error::is_verification`]), no APIv3
    /// key or no v2 key, a body that cannot be decrypted or read, JSON with a key twice.
    pub fn parse<H: Headers + ?Sized>(&self, headers: &H, body: &[u8]) -> Result<RawNotification, Error> {
        let span = NotificationSpan::of(&self.client, headers);
        told(&span, body, self.open(headers, body), |raw| raw)
    }

    /// [`parse`](Self::parse) and [`RawNotification::event`] in one step.
    ///
    /// ```
    /// # use serde_json::json;
    /// use wechatpay_openapi_runtime::{Client, RawNotification};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let refund = json!({ "out_refund_no": "1-1", "refund_status": "SUCCESS" });
    /// # let (headers, body) = platform.notification("REFUND.SUCCESS", "refund", &refund)?.parts();
    ///
    /// // In a program: `parse_event::<wechatpay_openapi::webhook::Event, _>(…)`.
    /// let notification = client.notifications().parse_event::<RawNotification, _>(&headers, &body)?;
    /// assert_eq!(notification.event.original_type(), Some("refund"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As there.
    pub fn parse_event<E: TypedEvent, H: Headers + ?Sized>(
        &self,
        headers: &H,
        body: &[u8],
    ) -> Result<Notification<E>, Error> {
        let span = NotificationSpan::of(&self.client, headers);
        let read = self.open(headers, body).and_then(Notification::read);
        told(&span, body, read, |read| &read.raw)
    }

    /// As [`parse`](Self::parse), but fetches the platform certificates first if
    /// the notification names one that is not known, at most once a minute.
    ///
    /// For clients with
    /// [`platform_certificates`](crate::ClientBuilder::platform_certificates);
    /// for others it is the same. Blocking programs call
    /// `Client::refresh_platform_certificates_blocking` and parse again.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::http::HeaderMap;
    /// use wechatpay_openapi_runtime::{Client, Error};
    ///
    /// /// What happened, of a merchant with platform certificates, which may have been renewed since the last call.
    /// async fn event_type(client: &Client, headers: &HeaderMap, body: &[u8]) -> Result<Option<String>, Error> {
    ///     let notification = client.notifications().parse_fetching(headers, body).await?;
    ///     Ok(notification.event_type().map(str::to_owned))
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`parse`](Self::parse). A failed fetch is told in the text and is the
    /// source of [`ErrorKind::UnknownSerial`].
    pub async fn parse_fetching<H: Headers + ?Sized>(
        &self,
        headers: &H,
        body: &[u8],
    ) -> Result<RawNotification, Error> {
        let span = NotificationSpan::of(&self.client, headers);
        let read = span.follow(self.open_fetching(headers, body)).await;
        told(&span, body, read, |raw| raw)
    }

    /// [`parse_fetching`](Self::parse_fetching) and [`RawNotification::event`] in one step. A merchant's key that is kept
    /// elsewhere ([`SigningKey`](crate::SigningKey)) decrypts sensitive fields here, and only here.
    ///
    /// # Errors
    /// As there.
    pub async fn parse_event_fetching<E: TypedEvent, H: Headers + ?Sized>(
        &self,
        headers: &H,
        body: &[u8],
    ) -> Result<Notification<E>, Error> {
        let span = NotificationSpan::of(&self.client, headers);
        let read = span.follow(async {
            let raw = self.open_fetching(headers, body).await?;
            Notification::read(elsewhere::decrypted::<E>(&self.client, raw).await?)
        });
        told(&span, body, read.await, |read| &read.raw)
    }

    fn open<H: Headers + ?Sized>(&self, headers: &H, body: &[u8]) -> Result<RawNotification, Error> {
        let bytes = Bytes::copy_from_slice(body);
        match version_of(body) {
            Version::V2 => xml::open(&self.client, bytes),
            Version::V3 => json::open(&self.client, headers, bytes),
        }
    }

    async fn open_fetching<H: Headers + ?Sized>(
        &self,
        headers: &H,
        body: &[u8],
    ) -> Result<RawNotification, Error> {
        let unknown = match self.open(headers, body) {
            Err(error) if error.kind() == ErrorKind::UnknownSerial => error,
            known => return known,
        };
        let is_public_key = headers.header("wechatpay-serial").is_some_and(is_public_key_id);
        if is_public_key || !self.client.core.keys.fetches() {
            return Err(unknown);
        }
        match self.client.refresh_platform_certificates().await {
            Ok(()) => self.open(headers, body),
            Err(error) => Err(unknown.made_by(error)),
        }
    }
}

/// Ends the span of a notification.
fn told<T>(
    span: &NotificationSpan,
    body: &[u8],
    read: Result<T, Error>,
    raw: impl FnOnce(&T) -> &RawNotification,
) -> Result<T, Error> {
    match &read {
        Ok(read) => span.accepted(raw(read)),
        Err(error) => span.refused(error, body),
    }
    read
}
