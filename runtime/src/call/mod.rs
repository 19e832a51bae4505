//! A call: an operation, its values, and what to do with them.
//!
//! Everything but the last step, making a `T` of the answer's bytes, knows no
//! type and is compiled once.

mod again;
mod announced;
mod attempts;
mod bill;
#[cfg(feature = "blocking")]
mod bridge;
mod certificate_list;
mod certificates;
mod deadline;
mod done;
mod file;
mod headers;
mod nulls;
mod of_client;
mod parts;
mod prepared;
mod read;
mod read_v2;
mod required;
mod save;
mod send;
mod stream;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "untraced.rs"]
mod trace;
mod untyped;
mod upload_v2;
mod v2;
mod v2_public_key;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;

use crate::answer::{FromAnswer, Redirect, decode};
use crate::chain::Chain;
use crate::error::Error;
use crate::language::Language;
#[cfg(doc)]
use crate::operation::Effect;
use crate::operation::{IDEMPOTENCY_KEY, Operation};
use crate::record::{AnyRecord, Record};
use crate::response::Response;
use crate::retry::RetryPolicy;
use parts::{CallParts, Options, Payload, Values};

pub use bill::Bill;
pub use send::Sending;

/// A call that was not sent yet.
///
/// `.await` it, or [`send_blocking`](Self::send_blocking), or drive it through
/// an HTTP client of your own: [`to_http`](Self::to_http) gives the request,
/// built, encrypted and signed, and [`read`](Self::read) verifies, decodes and
/// decrypts the answer. The latter two do no I/O.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    parts: Box<CallParts>,
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

    fn from_parts(parts: CallParts) -> Self {
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
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        self.header(IDEMPOTENCY_KEY, key)
    }

    /// Sends even if fields are missing that an official page or a correction requires.
    ///
    /// Without the number that makes two requests one ([`Effect::Once`]), a call is repeated
    /// as one that acts each time, unless [`repeatable`](Self::repeatable) says otherwise.
    pub fn skip_required_check(mut self) -> Self {
        self.parts.options.skip_required_check = true;
        self
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.parts.operation
    }

    /// The request as it would be sent: built, encrypted, signed now. Each time with a new nonce.
    ///
    /// # Errors
    /// Missing required fields, a value that cannot be sent, no key to encrypt
    /// with, a v2 operation without `api_v2_key`. Whether there is a TLS client
    /// certificate is looked at when the call is sent.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        self.parts.to_http()
    }
}

impl<T: FromAnswer> Call<T> {
    /// Reads the answer to this call: verified, decoded, decrypted.
    ///
    /// # Errors
    /// An answer that is not to be trusted, an error of the API, a body that
    /// cannot be decoded.
    pub fn read(&self, answer: http::Response<Bytes>) -> Result<Response<T>, Error> {
        decode(
            self.parts
                .receive(answer, &self.parts.client.core.platform_keys())?,
            &self.parts.client,
        )
    }

    /// Sends the call and waits for its answer, on a thread of the client's.
    ///
    /// Called on an async runtime it holds up the runtime's thread for that long; `.await` does not.
    ///
    /// # Errors
    /// As for `.await`; and [`ErrorKind::Unsupported`](crate::ErrorKind::Unsupported) where it would wait for ever: in
    /// what runs on that thread itself, such as the progress callback of a blocking download, and in a process that
    /// was forked after the first blocking call.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Response<T>, Error> {
        send::exchange_blocking(self.parts)?.decode()
    }
}

impl Call<Redirect> {
    /// The URL to send the user to. Nothing is requested.
    ///
    /// # Errors
    /// As for [`to_http`](Self::to_http).
    pub fn url(&self) -> Result<String, Error> {
        self.parts.url()
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = crate::shape::shown_path(self.parts.path.clone());
        write!(f, "Call({} {path})", self.parts.operation.method)
    }
}
