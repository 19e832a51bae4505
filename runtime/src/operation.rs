//! What the documentation says of an operation, as a plain value.

mod code;
mod effect;
mod error_code;
mod facts;
mod method;

use std::fmt;

pub use code::Advice;
pub(crate) use code::{SYSTEM_ERROR, is_open_refusal, is_undecided};
pub use effect::Effect;
pub(crate) use effect::IDEMPOTENCY_KEY;
pub use error_code::ErrorCode;
pub use facts::{Answer, Host, Verify, Version};
pub use method::Method;

/// One documented operation: everything of it but the fields.
///
/// Written as a constant by the generator and built up from [`v3`](Self::v3)
/// or [`v2`](Self::v2); without further words it is a JSON operation on the
/// default host whose answer is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// Protocol generation.
    pub version: Version,
    /// HTTP verb.
    pub method: Method,
    /// Path below the host, with its parameters as `{name}`.
    pub path: &'static str,
    /// The documented name; empty if none was given.
    pub title: &'static str,
    /// Host.
    pub host: Host,
    /// How the answer is authenticated.
    pub verify: Verify,
    /// What a successful call answers.
    pub answers: Answer,
    /// What a second sending of the same request does.
    pub effect: Effect,
    /// The documented error codes, by status and code. More may come: see [`Error::advice`](crate::Error::advice).
    pub errors: &'static [ErrorCode],
    /// The fragment that a redirect's URL ends in, without `#`.
    pub fragment: Option<&'static str>,
    /// The documented time to wait for an answer, in seconds.
    pub timeout_secs: Option<u32>,
    /// Whether a refusal for the rate (429, a signed 502 or 503) leaves open what became of the request: that of a refund does.
    pub open_refusal: bool,
    /// After a failure, not to be sent again within so many seconds.
    pub repeat_after_secs: Option<u32>,
    /// Whether the merchant's TLS client certificate is needed.
    pub client_certificate: bool,
    /// Whether no `nonce_str` is to be added (v2).
    pub nonceless: bool,
    /// Whether the body is `multipart/form-data`, of which only `meta` is signed.
    pub upload: bool,
    /// Whether the request or the answer has encrypted fields.
    pub names_platform_key: bool,
}

impl Operation {
    /// A v3 operation; the path begins with `/` and has its parameters as `{name}`.
    #[must_use]
    pub const fn v3(method: Method, path: &'static str) -> Self {
        Self {
            version: Version::V3,
            method,
            path,
            title: "",
            host: Host::Default,
            verify: Verify::Signed,
            answers: Answer::Json,
            effect: match method {
                Method::Get => Effect::None,
                _ => Effect::Each,
            },
            errors: &[],
            fragment: None,
            timeout_secs: None,
            open_refusal: false,
            repeat_after_secs: None,
            client_certificate: false,
            nonceless: false,
            upload: false,
            names_platform_key: false,
        }
    }

    /// A v2 operation. Its answer's signature is a field of the XML, which has its own rules.
    #[must_use]
    pub const fn v2(method: Method, path: &'static str) -> Self {
        let mut operation = Self::v3(method, path).answers(Answer::Xml);
        operation.version = Version::V2;
        // A GET of v2 spends a code that is good for once.
        operation.effect = Effect::Each;
        operation
    }

    /// Sets the documented name.
    #[must_use]
    pub const fn title(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// Sets the host.
    #[must_use]
    pub const fn host(mut self, host: Host) -> Self {
        self.host = host;
        self
    }

    /// Sets how the answer is authenticated.
    #[must_use]
    pub const fn verify(mut self, verify: Verify) -> Self {
        self.verify = verify;
        self
    }

    /// Sets what a successful call answers.
    #[must_use]
    pub const fn answers(mut self, answers: Answer) -> Self {
        self.answers = answers;
        self
    }

    /// Sets what a second sending of the same request does. Without this a GET of v3 reads, and anything else acts each time.
    #[must_use]
    pub const fn effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// Sets the documented error codes.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [ErrorCode]) -> Self {
        self.errors = errors;
        self
    }

    /// Sets the fragment that a redirect's URL ends in, without `#`.
    #[must_use]
    pub const fn fragment(mut self, fragment: &'static str) -> Self {
        self.fragment = Some(fragment);
        self
    }

    /// Sets the time that the page says a client should wait, in seconds.
    #[must_use]
    pub const fn timeout_secs(mut self, seconds: u32) -> Self {
        self.timeout_secs = Some(seconds);
        self
    }

    /// A refusal for the rate leaves open what became of the request: a refund may be accepted with it.
    #[must_use]
    pub const fn open_refusal(mut self) -> Self {
        self.open_refusal = true;
        self
    }

    /// Sets the pause after a failure, in seconds: a refund that failed is not sent again within a minute.
    ///
    /// It does not hold for an attempt that sent nothing.
    #[must_use]
    pub const fn repeat_after(mut self, seconds: u32) -> Self {
        self.repeat_after_secs = Some(seconds);
        self
    }

    /// The merchant's TLS client certificate is needed.
    #[must_use]
    pub const fn client_certificate(mut self) -> Self {
        self.client_certificate = true;
        self
    }

    /// No `nonce_str` is to be added (v2).
    #[must_use]
    pub const fn nonceless(mut self) -> Self {
        self.nonceless = true;
        self
    }

    /// The body is `multipart/form-data` and only its `meta` part is signed.
    #[must_use]
    pub const fn upload(mut self) -> Self {
        self.upload = true;
        self
    }

    /// The request or the answer has encrypted fields.
    #[must_use]
    pub const fn names_platform_key(mut self) -> Self {
        self.names_platform_key = true;
        self
    }
}

impl fmt::Display for Operation {
    /// Verb and path, such as `POST /v3/pay/transactions/jsapi`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
