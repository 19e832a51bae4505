//! A notification or an answer on its way, and what can go wrong with it.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::keys::{Nonces, PlatformKeyPair, TestKeys};
use super::signature;
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};

const REFUND: &[u8] = b"<req_info>";

/// What is wrong with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// Signed so many seconds after (or, negative, before) the platform's time. More than 300 are refused.
    Shifted(i64),
    /// A signature probe (`WECHATPAY/SIGNTEST/`).
    Probe,
    /// One byte of the body was changed after it was signed.
    AlteredBody,
    /// Signed with a key that the client does not know.
    UnknownSerial,
    /// Without this header, such as `Wechatpay-Nonce`.
    Missing(&'static str),
    /// An answer that never arrives: the call fails with [`ErrorKind::Timeout`], at once, and nobody knows what was done.
    Lost,
}

/// In a few words.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shifted(seconds @ ..0) => f.pad(&format!("signed {} s early", seconds.unsigned_abs())),
            Self::Shifted(seconds) => f.pad(&format!("signed {seconds} s late")),
            Self::Probe => f.pad("signature probe"),
            Self::AlteredBody => f.pad("altered body"),
            Self::UnknownSerial => f.pad("unknown serial number"),
            Self::Missing(header) => f.pad(&format!("without {header}")),
            Self::Lost => f.pad("lost"),
        }
    }
}

/// A message as WeChat Pay sends it. `Debug` does not show the body.
///
/// ```
/// use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
/// use wechatpay_openapi_runtime::{Client, ErrorKind, Method};
///
/// let platform = TestPlatform::new()?;
/// let client: Client = platform.client()?;
/// let answer = platform.answer(200, "{}")?;
/// let (headers, body) = answer.parts();
/// assert!(headers.contains_key("wechatpay-signature") && body == "{}");
///
/// // The same, an hour old.
/// let late = answer.fault(Fault::Shifted(-3600)).response();
/// assert_eq!(client.call(Method::GET, "v3/certificates").read(late).unwrap_err().kind(), ErrorKind::Expired);
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct TestMessage {
    keys: Arc<TestKeys>,
    clock: Clock,
    nonces: Nonces,
    /// Which of the platform's keys signs.
    signer: usize,
    status: StatusCode,
    body: Bytes,
    /// By headers; v2 signs inside the body.
    is_signed: bool,
    content_type: &'static str,
    fault: Option<Fault>,
}

impl TestMessage {
    pub(super) fn new(
        (keys, signer): (Arc<TestKeys>, usize),
        (clock, nonces): (Clock, Nonces),
        body: Bytes,
        is_signed: bool,
    ) -> Self {
        Self {
            keys,
            clock,
            nonces,
            signer,
            status: StatusCode::OK,
            body,
            is_signed,
            content_type: if is_signed { "application/json" } else { "text/xml" },
            fault: None,
        }
    }

    pub(super) fn with_status(mut self, status: u16) -> Result<Self, Error> {
        self.status = StatusCode::from_u16(status).map_err(|_| {
            let text = format!("{status} is no HTTP status: they have three digits, such as 200");
            Error::new(ErrorKind::Request, text)
        })?;
        Ok(self)
    }

    pub(super) fn of_type(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }

    /// The same message with this fault. In v2 only [`Fault::AlteredBody`] means anything.
    #[must_use]
    pub fn fault(&self, fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..self.clone()
        }
    }

    pub(super) fn is_lost(&self) -> bool {
        self.fault == Some(Fault::Lost)
    }

    /// Headers and body. Where the cryptographic library cannot sign, it comes unsigned, and a client refuses it.
    #[must_use]
    pub fn parts(&self) -> (HeaderMap, Bytes) {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        if let Ok(id) = format!("08{}-0", self.nonces.next(32)).parse() {
            headers.insert("request-id", id);
        }
        if self.is_signed {
            headers.extend(self.signature());
        }
        if let Some(Fault::Missing(name)) = self.fault {
            headers.remove(name);
        }
        (headers, self.sent_body())
    }

    fn signs_by(&self) -> &PlatformKeyPair {
        &self.keys.platform[self.signer]
    }

    fn signature(&self) -> HeaderMap {
        let shift = match self.fault {
            Some(Fault::Shifted(seconds)) => seconds,
            _ => 0,
        };
        let time = self.clock.now().saturating_add(shift);
        let made = self.signs_by().signature(time, &self.nonces.next(32), &self.body);
        let mut headers = made.unwrap_or_default();
        if self.fault == Some(Fault::UnknownSerial) {
            let other = HeaderValue::from_static("PUB_KEY_ID_OF_SOMEONE_ELSE");
            headers.insert(signature::SERIAL, other);
        }
        if let (Some(Fault::Probe), Some(value)) = (self.fault, headers.get_mut(signature::SIGNATURE)) {
            let probe = [b"WECHATPAY/SIGNTEST/", value.as_bytes()].concat();
            // Base64 with letters in front.
            if let Ok(probe) = HeaderValue::from_bytes(&probe) {
                *value = probe;
            }
        }
        headers
    }

    fn sent_body(&self) -> Bytes {
        if self.fault != Some(Fault::AlteredBody) {
            return self.body.clone();
        }
        // A digit, so that it stays JSON or XML; in a refund one of the only field that anything vouches for.
        let mut body = self.body.to_vec();
        let is_digit = |byte: &u8| matches!(byte, b'0'..=b'8');
        let refund = body
            .windows(REFUND.len())
            .position(|window| window == REFUND)
            .and_then(|start| Some(start + body[start..].iter().position(is_digit)?));
        match refund.or_else(|| body.iter().rposition(is_digit)) {
            Some(place) => body[place] += 1,
            None => body.push(b' '),
        }
        body.into()
    }

    /// As a request to this path, for a router or a handler.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new()?;
    /// let refunded = platform.notification("REFUND.SUCCESS", "refund", &json!({}))?;
    /// assert_eq!(refunded.request("/notify")?.uri().path(), "/notify");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Request`]: the path is no URI.
    pub fn request(&self, path: &str) -> Result<http::Request<Bytes>, Error> {
        let (headers, body) = self.parts();
        let mut request = http::Request::post(path).body(body).map_err(|source| {
            let text = "a notification is sent to a path such as `/notify`, or to a whole URL";
            Error::new(ErrorKind::Request, text).with_source(source)
        })?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// As an answer.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new()?;
    /// assert_eq!(platform.answer(404, "{}")?.response().status(), 404);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn response(&self) -> http::Response<Bytes> {
        let (headers, body) = self.parts();
        let mut response = http::Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = headers;
        response
    }
}

impl fmt::Debug for TestMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestMessage")
            .field("status", &self.status)
            .field("fault", &self.fault)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
