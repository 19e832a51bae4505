//! How to answer a notification.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use super::version::version_of;
use crate::error::{Error, ErrorKind};
use crate::operation::Version;
use crate::xml::Document;

const JSON: &str = "application/json";
const XML: &str = "text/xml; charset=utf-8";

/// How to answer a notification, in the form that its version wants.
///
/// [`RawNotification::success`](super::RawNotification::success),
/// [`failure`](super::RawNotification::failure) and [`reply`](super::RawNotification::reply)
/// know the version; an error's answer is [`for_error`](Self::for_error). It turns into an
/// [`http::Response`], and with the feature `axum` it is a response itself.
///
/// `Debug` shows neither body nor signature.
///
/// ```
/// use wechatpay_openapi_runtime::http::Response;
/// use wechatpay_openapi_runtime::{Bytes, Reply};
///
/// // Of v3, as a response of any framework that speaks `http`.
/// let response = Response::<Bytes>::from(Reply::success());
/// assert_eq!(response.status(), 204);
/// let reply = Reply::failure("the database is not there");
/// assert_eq!((reply.status, reply.content_type), (500, "application/json"));
///
/// // Of v2.
/// assert!(Reply::xml_success().body.contains("SUCCESS"));
/// assert!(Reply::xml_failure("the database is not there").body.contains("FAIL"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`; empty if there is no body.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
    /// `Authorization`: the merchant's signature over the body, for the notifications that want one.
    pub authorization: Option<String>,
}

impl Reply {
    /// Received, in v3: WeChat Pay does not send it again.
    #[must_use]
    pub fn success() -> Self {
        Self::new(204, "", String::new())
    }

    /// Not received, in v3: WeChat Pay sends it again, up to 15 times within a day or so.
    #[must_use]
    pub fn failure(message: &str) -> Self {
        let body = serde_json::json!({ "code": "FAIL", "message": message });
        Self::json(500, body.to_string())
    }

    /// Received, in v2.
    #[must_use]
    pub fn xml_success() -> Self {
        Self::new(200, XML, xml("SUCCESS", "OK"))
    }

    /// Not received, in v2.
    #[must_use]
    pub fn xml_failure(message: &str) -> Self {
        Self::new(500, XML, xml("FAIL", message))
    }

    /// The answer to a body that gave this error: 401 if its signature does not
    /// verify (a probe has to be refused, and a good one follows), 408 if it did not arrive in time, 400 if it
    /// is nothing that can be read, 500 if it is for us to mend, such as a key that is missing.
    ///
    /// It does not repeat the error, which is for you and not for the sender.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Reply};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let client: Client = TestPlatform::new()?.client()?;
    /// # let headers: [(&str, &str); 0] = [];
    ///
    /// // A stranger's request.
    /// let error = client.notifications().parse(&headers, b"{}").unwrap_err();
    /// eprintln!("{error}");
    /// assert_eq!(Reply::for_error(&error, b"{}").status, 401);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn for_error(error: &Error, body: &[u8]) -> Self {
        let (status, message) = match error.kind() {
            _ if error.is_verification() => (401, "the signature does not verify"),
            ErrorKind::Timeout => (408, "the notification did not arrive in time"),
            ErrorKind::Interrupted => (400, "the notification did not arrive"),
            ErrorKind::Decode => (400, "the notification cannot be read"),
            ErrorKind::Decrypt => (500, "the notification cannot be decrypted"),
            _ => (500, "the notification cannot be processed"),
        };
        let reply = match version_of(body) {
            Version::V2 => Self::xml_failure(message),
            Version::V3 => Self::failure(message),
        };
        Self { status, ..reply }
    }

    pub(super) fn json(status: u16, body: String) -> Self {
        Self::new(status, JSON, body)
    }

    fn new(status: u16, content_type: &'static str, body: String) -> Self {
        Self {
            status,
            content_type,
            body,
            authorization: None,
        }
    }
}

fn xml(code: &str, message: &str) -> String {
    let write = |message: &str| {
        let mut document = Document::default();
        document.set("return_code", code);
        document.set("return_msg", message);
        document.write().ok()
    };
    // A message with a character that XML does not have is left out.
    write(message).or_else(|| write("")).unwrap_or_default()
}

impl From<Reply> for http::Response<Bytes> {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(reply.body.into());
        // A status that is none was set by hand: the sender tries again.
        *response.status_mut() =
            StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if !reply.content_type.is_empty() {
            let value = HeaderValue::from_static(reply.content_type);
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        let authorization = reply.authorization.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(mut value)) = authorization {
            value.set_sensitive(true);
            response.headers_mut().insert(header::AUTHORIZATION, value);
        }
        response
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("body_bytes", &self.body.len())
            .field("is_signed", &self.authorization.is_some())
            .finish()
    }
}
