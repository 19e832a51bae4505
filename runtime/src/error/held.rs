//! The one error type, and what it holds.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::answer::ErrorAnswer;
use super::{ErrorKind, Times};
use crate::crypto::CryptoError;
use crate::operation::{Effect, Operation};
use crate::shape::shown_path;

/// Any error, as the standard library passes it around.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a call, a notification or the building of a client did not succeed.
///
/// Opaque, so that it can grow; ask [`kind`](Self::kind) or a predicate. It
/// keeps what helps to find out more, and never a key or a request's content:
/// `Display` and `Debug` can go to a log. `Display` is one line, whatever others
/// wrote: what does not print is escaped and long texts are cut. It ends with what to do, where a call was sent: the
/// [`advice`](Self::advice), once, of the call that failed and not of what made it fail. `{:#}` lists the
/// problems of a configuration on lines of their own.
///
/// ```text
/// POST /v3/refund/domestic/refunds: WeChat Pay answered 403 NOT_ENOUGH: … (Request-ID 08F7…); fix it
/// POST /v3/refund/domestic/refunds: no answer within 20 s, attempt 2; query it before anything else
/// GET /v3/certificates: WeChat Pay answered 429 RATELIMIT_EXCEEDED: … (Request-ID 08F7…); retry after 5 s
/// ```
///
/// ```
/// use serde_json::json;
/// use wechatpay_openapi_runtime::{Client, ErrorKind, Method};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
/// # let call = client.call(Method::POST, "v3/refund/domestic/refunds");
/// # let body = json!({ "code": "PARAM_ERROR", "message": "参数错误", "detail": { "field": "/amount/refund" } }).to_string();
/// # let error = call.read(platform.answer(400, body.clone())?.response()).unwrap_err();
/// // let error = client.v3().refund().domestic().refunds().post(request).await.unwrap_err();
/// assert_eq!(error.operation().as_deref(), Some("POST /v3/refund/domestic/refunds"));
/// assert!(error.is_api() && error.kind() == ErrorKind::Api);
/// assert_eq!(error.status().unwrap(), 400);
/// assert_eq!((error.code(), error.message()), (Some("PARAM_ERROR"), Some("参数错误")));
/// assert_eq!(error.detail().unwrap()["field"], "/amount/refund");
///
/// // For a log, and for WeChat Pay's support.
/// assert!(error.request_id().is_some());
/// assert_eq!(error.body().unwrap(), &body);
/// assert_eq!(error.verified_by(), Some(platform.public_key_id()));
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
pub struct Error(pub(super) Box<Inner>);

/// What is known; `None` for what is not.
pub(super) struct Inner {
    pub(super) kind: ErrorKind,
    pub(super) text: Cow<'static, str>,
    pub(super) call: Option<Called>,
    pub(super) answer: Option<ErrorAnswer>,
    pub(super) said: Option<Said>,
    pub(super) verified_by: Option<String>,
    pub(super) problems: Vec<String>,
    pub(super) clocks: Option<Times>,
    pub(super) delivery: Delivery,
    pub(super) source: Option<BoxError>,
    /// It is the source of another one, which says what to do.
    pub(super) is_source: bool,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            text: text.into(),
            call: None,
            answer: None,
            said: None,
            verified_by: None,
            problems: Vec::new(),
            clocks: None,
            delivery: Delivery::default(),
            source: None,
            is_source: false,
        }))
    }

    /// The library failed at what the client does by itself.
    pub(crate) fn of_crypto(source: CryptoError) -> Self {
        Self::new(ErrorKind::Crypto, source.to_string()).with_source(source)
    }

    /// Names the operation.
    pub(crate) fn of(mut self, operation: &Operation, path: Cow<'static, str>) -> Self {
        let (operation, path) = (*operation, shown_path(path));
        self.0.call = Some(Called { operation, path });
        self
    }

    /// Keeps the answer that it is about.
    pub(crate) fn answered(mut self, status: StatusCode, headers: &http::HeaderMap, body: &Bytes) -> Self {
        let is_error = !status.is_success() || self.0.kind.is_answer();
        self.0.answer = Some(ErrorAnswer::read(status, headers, body, is_error));
        self
    }

    /// Code and message of a v2 failure, whose answer is no JSON error.
    pub(crate) fn said(mut self, code: Option<String>, message: Option<String>) -> Self {
        self.0.said = Some(Said { code, message });
        self
    }

    pub(crate) fn with_verified_by(mut self, serial: Option<&str>) -> Self {
        self.0.verified_by = serial.map(str::to_owned);
        self
    }

    pub(crate) fn with_problems(mut self, problems: Vec<String>) -> Self {
        self.0.problems = problems;
        self
    }

    pub(crate) fn with_clocks(mut self, clocks: Times) -> Self {
        self.0.clocks = Some(clocks);
        self
    }

    /// Says more at the end of the text.
    pub(crate) fn note(mut self, more: impl fmt::Display) -> Self {
        self.0.text = format!("{}; {more}", self.0.text).into();
        self
    }

    /// The same error, seen as another kind.
    pub(crate) fn into_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What made another one: that one says what to do.
    pub(crate) fn into_source(mut self) -> Self {
        self.0.is_source = true;
        self
    }

    /// Says at the end of the text what made it, and keeps that.
    pub(crate) fn made_by(self, source: Self) -> Self {
        let source = source.into_source();
        self.note(&source).with_source(source)
    }
}

/// What it is about.
pub(super) struct Called {
    pub(super) operation: Operation,
    /// The operation's path, or that of an untyped call.
    pub(super) path: Cow<'static, str>,
}

impl Called {
    pub(super) fn reads(&self) -> bool {
        self.operation.effect == Effect::None
    }

    /// Whether a refusal for the rate is no clear "not accepted": query it first, or repeat it with the same number.
    pub(super) fn has_open_refusal(&self) -> bool {
        self.operation.open_refusal
    }
}

/// What a v2 failure says, whose answer is no JSON error.
pub(super) struct Said {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

/// All attempts of a call together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Delivery {
    /// How many were begun.
    pub(crate) attempts: u32,
    /// Host and port of the last one.
    pub(crate) host: String,
    /// Whether one before the last may have taken effect.
    pub(crate) earlier_effect: bool,
    /// What a second sending does, all being known of this one.
    pub(super) effect: Option<Effect>,
    /// Whether it would have been sent again, but for the client's budget.
    pub(crate) over_budget: bool,
    pub(super) retry_after: Option<Duration>,
    /// Whether sending again would fail the same way.
    pub(super) permanent: bool,
}

impl Delivery {
    /// Of a call of which a second sending does this.
    pub(crate) fn begun(effect: Effect) -> Self {
        Self {
            effect: Some(effect),
            ..Self::default()
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
