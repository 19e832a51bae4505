//! The one error type.

mod advice;
mod after;
mod answer;
mod delivery;
mod effect;
mod kind;
mod line;
mod refusal;

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use bytes::Bytes;
use http::StatusCode;

pub(crate) use delivery::Delivery;
use effect::Called;
pub use kind::{ErrorKind, Times};
use line::{Cut, OneLine};

use crate::operation::Operation;
use crate::record::BoxError;

/// Why a call, a notification or the building of a client did not succeed.
///
/// Opaque, so that it can grow; ask [`kind`](Self::kind) or a predicate. It
/// keeps what helps to find out more, and never a key or a request's content:
/// `Display` and `Debug` can go to a log. `Display` is one line, whatever others
/// wrote: what does not print is escaped and long texts are cut. `{:#}` lists the
/// problems of a configuration on lines of their own.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    text: Cow<'static, str>,
    call: Option<Called>,
    answer: Option<answer::ErrorAnswer>,
    /// Code and message of a v2 failure.
    said: Option<(Option<String>, Option<String>)>,
    verified_by: Option<String>,
    details: Vec<String>,
    times: Option<Times>,
    delivery: Delivery,
    source: Option<BoxError>,
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
            details: Vec::new(),
            times: None,
            delivery: Delivery::default(),
            source: None,
        }))
    }

    /// Names the operation.
    pub(crate) fn of(mut self, operation: &Operation, path: Cow<'static, str>) -> Self {
        let (operation, path) = (*operation, crate::shape::shown_path(path));
        self.0.call = Some(Called { operation, path });
        self
    }

    /// Keeps the answer that it is about.
    pub(crate) fn answered(mut self, status: StatusCode, headers: &http::HeaderMap, body: &Bytes) -> Self {
        let is_error = !status.is_success() || self.0.kind.is_answer();
        self.0.answer = Some(answer::ErrorAnswer::read(status, headers, body, is_error));
        self
    }

    /// Code and message of a v2 failure, whose answer is no JSON error.
    pub(crate) fn said(mut self, code: Option<String>, message: Option<String>) -> Self {
        self.0.said = Some((code, message));
        self
    }

    pub(crate) fn verified_by(mut self, serial: Option<&str>) -> Self {
        self.0.verified_by = serial.map(str::to_owned);
        self
    }

    pub(crate) fn details(mut self, details: Vec<String>) -> Self {
        self.0.details = details;
        self
    }

    pub(crate) fn times(mut self, times: Times) -> Self {
        self.0.times = Some(times);
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

    pub(crate) fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }
}

/// What happened.
impl Error {
    /// The kind, to branch on.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether WeChat Pay answered with an error of the API: see [`code`](Self::code).
    #[must_use]
    pub fn is_api(&self) -> bool {
        self.0.kind == ErrorKind::Api
    }

    /// Whether the answer was not to be trusted: unsigned, wrongly signed, by an
    /// unknown key, outside the time window, or a signature probe.
    #[must_use]
    pub fn is_verification(&self) -> bool {
        use ErrorKind::{Expired, Probe, Signature, UnknownSerial, Unsigned};
        matches!(
            self.0.kind,
            Unsigned | Probe | Expired | UnknownSerial | Signature
        )
    }

    /// Whether WeChat Pay sent a wrong signature on purpose (`WECHATPAY/SIGNTEST/`).
    ///
    /// Refusing it is right. On an answer, the request has taken effect: query
    /// it. On a notification, answer 4xx or 5xx; a correct one follows.
    #[must_use]
    pub fn is_probe(&self) -> bool {
        self.0.kind == ErrorKind::Probe
    }

    /// Whether no answer came in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }
}

/// What is known about it.
impl Error {
    /// Verb and path of the operation, such as `POST /v3/pay/transactions/jsapi`. Of an untyped call without its query,
    /// and with `…` for what does not look like a path.
    #[must_use]
    pub fn operation(&self) -> Option<String> {
        self.0
            .call
            .as_ref()
            .map(|call| format!("{} {}", call.operation.method, call.path))
    }

    /// The HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// `code` of the answer, such as `PARAM_ERROR`; in v2 `err_code`, or else the failed `return_code`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        if let Some((code, _)) = &self.0.said {
            return code.as_deref();
        }
        self.0.answer.as_ref()?.text("code")
    }

    /// `message` of the answer; in v2 `err_code_des`, or else `return_msg`.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        if let Some((_, message)) = &self.0.said {
            return message.as_deref();
        }
        self.0.answer.as_ref()?.text("message")
    }

    /// `detail` of the answer: any JSON, often `field`, `value`, `issue`, `location`.
    #[must_use]
    pub fn detail(&self) -> Option<&serde_json::Value> {
        self.0.answer.as_ref()?.json.get("detail")
    }

    /// `Request-ID` of the answer: what WeChat Pay's support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref()?.request_id.as_deref()
    }

    /// The body of the answer as it came; may be HTML or empty. `None` if no answer came.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.0.answer.as_ref().map(|answer| &answer.body)
    }

    /// The serial number of the platform key that the answer was verified with;
    /// `None` if it was unsigned or not verified.
    #[must_use]
    pub fn verified_with(&self) -> Option<&str> {
        self.0.verified_by.as_deref()
    }

    /// The problems one by one: missing fields as JSON pointers, of alternatives `one of /transaction_id, /out_trade_no`
    /// ([`MissingFields`](ErrorKind::MissingFields)), what is wrong with the
    /// configuration ([`Config`](ErrorKind::Config)), missing headers
    /// ([`Unsigned`](ErrorKind::Unsigned)), the place of a field that cannot be read
    /// ([`Decode`](ErrorKind::Decode), [`Decrypt`](ErrorKind::Decrypt)).
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.0.details
    }

    /// Both clocks, if the answer is outside the time window, or was refused and
    /// its `Date` shows that the request was.
    #[must_use]
    pub fn clocks(&self) -> Option<Times> {
        self.0.times
    }
}

/// How much is shown of what others wrote, in characters.
const CODE: usize = 64;
const MESSAGE: usize = 500;
const REQUEST_ID: usize = 128;
/// Texts of ours, into which some of others' are written.
const TEXT: usize = 4_000;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_list = f.alternate();
        self.fmt_text(&mut OneLine(f))?;
        self.fmt_problems(f, is_list)?;
        let out = &mut OneLine(f);
        if let Some(id) = self.request_id() {
            write!(out, " (Request-ID {})", Cut(id, REQUEST_ID))?;
        }
        self.fmt_delivery(out)
    }
}

impl Error {
    fn fmt_text(&self, out: &mut OneLine<'_, '_>) -> fmt::Result {
        if let Some(Called { operation, path }) = &self.0.call {
            write!(out, "{} {path}: ", operation.method)?;
        }
        if self.0.kind == ErrorKind::Api {
            self.fmt_api(out)
        } else {
            write!(out, "{}", Cut(&self.0.text, TEXT))
        }
    }

    /// What is wrong with a configuration: on this line, or each on its own.
    fn fmt_problems(&self, f: &mut fmt::Formatter<'_>, is_list: bool) -> fmt::Result {
        if self.0.kind != ErrorKind::Config {
            return Ok(());
        }
        let one = self.0.details.len() == 1;
        for (index, problem) in self.0.details.iter().enumerate() {
            match (is_list, index) {
                (true, _) => f.write_str("\n- ")?,
                (false, 0) if one => f.write_str(": ")?,
                (false, 0) => f.write_str(": (1) ")?,
                (false, _) => write!(f, "; ({}) ", index + 1)?,
            }
            OneLine(f).write_str(problem)?;
        }
        Ok(())
    }

    fn fmt_api(&self, out: &mut OneLine<'_, '_>) -> fmt::Result {
        if let Some(status) = self.status() {
            write!(out, "WeChat Pay answered {}", status.as_u16())?;
        }
        if let Some(code) = self.code() {
            write!(out, " {}", Cut(code, CODE))?;
        }
        if let Some(message) = self.message() {
            write!(out, ": {}", Cut(message, MESSAGE))?;
        }
        if self.0.verified_by.is_none() {
            out.write_str(" [unsigned]")?;
        }
        if self.0.said.is_none() && self.status().is_some_and(|status| status.is_success()) {
            write!(out, "; {}", Cut(&self.0.text, TEXT))?;
        }
        match self.0.times {
            Some(times) => write!(out, "; {}", times.of_clocks()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("text", &format_args!("{self}"))
            .field("status", &self.status())
            .field("problems", &self.0.details)
            .field("verified_with", &self.0.verified_by)
            .field("clocks", &self.0.times)
            .field("host", &self.host())
            .field("retry_after", &self.retry_after())
            .field("body_bytes", &self.body().map(Bytes::len))
            .field("source", &self.0.source)
            .finish()
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
