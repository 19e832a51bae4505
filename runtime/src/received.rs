//! A verified answer, and what it is if it is no success.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::download::FileOptions;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::xml::Document;

/// A verified answer, not decoded yet. `Debug` does not show the body.
///
/// ```
/// use wechatpay_openapi_runtime::record::Cipher;
/// use wechatpay_openapi_runtime::{Answer, Client, Error, FromAnswer, Method, Received};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
///
/// /// An answer of which only the lines count.
/// struct Lines(usize);
///
/// impl FromAnswer for Lines {
///     const ANSWER: Answer = Answer::File;
///
///     fn from_answer(answer: &Received, _: &dyn Cipher) -> Result<Self, Error> {
///         println!("{} {:?}", answer.status(), answer.headers().get("content-type"));
///         Ok(Self(answer.body().split(|byte| *byte == b'\n').count()))
///     }
/// }
///
/// let call = client.call(Method::GET, "v3/some/new/file").receive::<Lines>();
/// # let response = platform.answer(200, "a\nb")?.response();
/// assert_eq!(call.read(response)?.0, 2);
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Received {
    pub(crate) operation: Operation,
    pub(crate) path: Cow<'static, str>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) verified_by: Option<String>,
    /// The result of a redirect operation, for which nothing is requested.
    pub(crate) url: Option<String>,
    /// The fields of a v2 answer.
    pub(crate) document: Option<Document>,
    /// What is wanted of a file.
    pub(crate) file: FileOptions,
}

impl Received {
    pub(crate) fn redirect(operation: Operation, path: Cow<'static, str>, url: String) -> Self {
        Self {
            operation,
            path,
            status: StatusCode::FOUND,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            verified_by: None,
            url: Some(url),
            document: None,
            file: FileOptions::default(),
        }
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The headers as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Tells an error what it is about.
    pub(crate) fn blame(&self, error: Error) -> Error {
        error
            .of(&self.operation, self.path.clone())
            .answered(self.status, &self.headers, &self.body)
            .with_verified_by(self.verified_by.as_deref())
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field(
                "operation",
                &format_args!(
                    "{} {}",
                    self.operation.method,
                    crate::shape::shown_path(self.path.clone())
                ),
            )
            .field("status", &self.status)
            .field("request_id", &self.headers.get("request-id"))
            .field("verified_by", &self.verified_by)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Code and message, if an answer is an error whatever its status: an object with `code` and `message`.
pub(crate) fn error_in(body: &[u8]) -> Option<(String, String)> {
    // Most answers have no such names, and are not read twice.
    let text = std::str::from_utf8(body).ok()?;
    if !["\"code\"", "\"message\""].iter().all(|name| text.contains(name)) {
        return None;
    }
    code_and_message(body)
}

/// Those of a JSON object that has both.
pub(crate) fn code_and_message(json: &[u8]) -> Option<(String, String)> {
    let json: serde_json::Value = serde_json::from_slice(json).ok()?;
    let member = |name: &str| json.get(name)?.as_str().map(str::to_owned);
    Some((member("code")?, member("message")?))
}

/// An error where a result is documented.
pub(crate) fn error_in_place() -> Error {
    let text = "this is an error where a result is documented: query what became of it";
    Error::new(ErrorKind::Api, text)
}
