//! A call that was not sent yet: what it is made of, and what can be set for it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::parts::{CallParts, Options, Payload, Values};
use crate::chain::Chain;
use crate::language::Language;
#[cfg(doc)]
use crate::operation::Effect;
use crate::operation::{IDEMPOTENCY_KEY, Operation};
use crate::record::{AnyRecord, Record};
use crate::retry::RetryPolicy;

/// A call that was not sent yet.
///
/// `.await` it, or [`send_blocking`](Self::send_blocking), or drive it through
/// an HTTP client of your own: [`to_http`](Self::to_http) gives the request,
/// built, encrypted and signed, and [`read`](Self::read) verifies, decodes and
/// decrypts the answer. The latter two do no I/O.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    pub(super) parts: Box<CallParts>,
    answer: PhantomData<fn() -> T>,
}

impl<T> Call<T> {
    /// A call with a request. For generated code.
    pub fn new<R: Record>(chain: Chain, operation: &Operation, request: R) -> Self {
        let mut request = AnyRecord::new(request);
        if operation.upload {
            request.as_mut().describe_file();
        }
        Self::of(chain, operation, Payload::Record(request))
    }

    /// A call without one. For generated code.
    pub fn bare(chain: Chain, operation: &Operation) -> Self {
        Self::of(chain, operation, Payload::None)
    }

    fn of(chain: Chain, operation: &Operation, payload: Payload) -> Self {
        Self::from_parts(CallParts {
            client: chain.client,
            operation: *operation,
            path: Cow::Borrowed(operation.path),
            values: Values::Ordered(chain.values),
            query: Vec::new(),
            payload,
            options: Options::default(),
        })
    }

    pub(super) fn from_parts(parts: CallParts) -> Self {
        Self {
            parts: Box::new(parts),
            answer: PhantomData,
        }
    }

    /// How long this call may take, instead of the client's
    /// [`timeout`](crate::ClientBuilder::timeout) or the documented time: with all its attempts, the pauses between
    /// them, and the platform certificates that are fetched for it. When it is over, the call fails, whatever the
    /// transport does; a fetch of certificates goes on for the next call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.options.timeout = Some(timeout);
        self
    }

    /// When this call is sent again, instead of the client's
    /// [`retry`](crate::ClientBuilder::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.options.retry = Some(policy);
        self
    }

    /// The language of this call's error texts, instead of the client's
    /// [`language`](crate::ClientBuilder::language).
    pub fn language(self, language: Language) -> Self {
        self.header("Accept-Language", language.as_str())
    }

    /// Whether a second request is the same as the first, where you know better than the documentation: see [`Effect`].
    ///
    /// `true` for an operation whose request has no number of your own, and which
    /// may all the same be repeated once it may have taken effect; `false` for one
    /// that must not. A call that only reads is not concerned.
    pub fn repeatable(mut self, repeatable: bool) -> Self {
        self.parts.options.repeatable = Some(repeatable);
        self
    }

    /// Adds a header. Those of the protocol (`Authorization`, `Wechatpay-Serial`, …) and of the transport
    /// (`Connection`, `Transfer-Encoding`, …) are the client's. A `User-Agent` takes the place of the client's own; an
    /// empty one is an error, since WeChat Pay refuses requests without.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.options.headers.push((name.into(), value.into()));
        self
    }

    /// Sends `Idempotency-Key`, for the few operations that are documented with it.
    ///
    /// With it such a call may be repeated ([`Effect::Keyed`]). The others know a repetition by your own number
    /// (`out_trade_no`, `out_refund_no`, …), if they have one.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Call, Error, FromAnswer, Response};
    ///
    /// async fn send<T: FromAnswer>(call: Call<T>) -> Result<Response<T>, Error> {
    ///     call.idempotency_key("20261129001").await
    /// }
    /// ```
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        self.header(IDEMPOTENCY_KEY, key)
    }

    /// Sends even if fields are missing that an official page or a correction requires.
    ///
    /// Without the number that makes two requests one ([`Effect::Once`]), a call is repeated
    /// as one that acts each time, unless [`repeatable`](Self::repeatable) says otherwise.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Call, Error, FromAnswer, Response};
    ///
    /// async fn send<T: FromAnswer>(call: Call<T>) -> Result<Response<T>, Error> {
    ///     call.skip_required_check().await
    /// }
    /// ```
    pub fn skip_required_check(mut self) -> Self {
        self.parts.options.skip_required_check = true;
        self
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.parts.operation
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = crate::shape::shown_path(self.parts.path.clone());
        write!(f, "Call({} {path})", self.parts.operation.method)
    }
}
