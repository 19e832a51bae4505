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
///
/// ```
/// use std::time::Duration;
/// use wechatpay_openapi_runtime::{Client, Language, Method, RetryPolicy};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wechatpay_openapi_runtime::Error> {
/// # let platform = TestPlatform::new()?;
/// # let answering = platform.clone();
/// # let transport = platform.answering(move |_| answering.answer(200, r#"{"trade_state":"SUCCESS"}"#));
/// # let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
/// // `call` makes one by verb and path; a method of the generated crate makes one with types.
/// let order = client
///     .call(Method::GET, "v3/pay/transactions/out-trade-no/{out_trade_no}")
///     .path("out_trade_no", "1217752501201407033233368018")
///     .query("mchid", client.mchid())
///     .timeout(Duration::from_secs(5))
///     .retry(RetryPolicy::none())
///     .language(Language::English)
///     .await?;
/// assert_eq!(order["trade_state"], "SUCCESS");
/// # Ok(())
/// # }
/// ```
///
/// ```
/// use wechatpay_openapi_runtime::{Client, Method};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
///
/// let call = client.call(Method::GET, "v3/certificates");
/// let request = call.to_http()?; // For your own HTTP client, which sends it as it is.
/// assert_eq!(request.uri(), "https://api.mch.weixin.qq.com/v3/certificates");
///
/// # let response = platform.answer(200, r#"{"data":[]}"#)?.response();
/// let list = call.read(response)?; // What it brought.
/// assert_eq!(list["data"].as_array().map(Vec::len), Some(0));
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
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
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// // A search that is written as a POST: asking twice does no harm.
    /// let search = client.call(Method::POST, "v3/some/new/search").repeatable(true);
    /// # let _ = search;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn repeatable(mut self, repeatable: bool) -> Self {
        self.parts.options.repeatable = Some(repeatable);
        self
    }

    /// Adds a header. Those of the protocol (`Authorization`, `Wechatpay-Serial`, …) and of the transport
    /// (`Connection`, `Transfer-Encoding`, …) are the client's. A `User-Agent` takes the place of the client's own; an
    /// empty one is an error, since WeChat Pay refuses requests without.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let call = client.call(Method::GET, "v3/certificates").header("User-Agent", "tea-shop/1.0");
    /// assert_eq!(call.to_http()?.headers()["user-agent"], "tea-shop/1.0");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
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
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// // Your own number, kept before the call, and the same one whenever it is sent again.
    /// let call = client.call(Method::POST, "v3/some/new/api").idempotency_key("20261129001");
    /// assert_eq!(call.to_http()?.headers()["idempotency-key"], "20261129001");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
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
    /// use wechatpay_openapi_runtime::{Client, ErrorKind, Method, record};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// record! {
    ///     /// In a program a `Request` of the generated crate.
    ///     pub struct Request {
    ///         /// 必填
    ///         #[is(required)]
    ///         pub description: Option<String>,
    ///     }
    /// }
    ///
    /// let call = || client.call(Method::POST, "v3/pay/transactions/native").record(Request::new());
    /// assert_eq!(call().to_http().unwrap_err().kind(), ErrorKind::MissingFields);
    /// // Where WeChat Pay takes it without, whatever the documentation says.
    /// assert!(call().skip_required_check().to_http().is_ok());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn skip_required_check(mut self) -> Self {
        self.parts.options.skip_required_check = true;
        self
    }

    /// The operation.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Effect, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let call = client.call(Method::GET, "v3/certificates");
    /// assert_eq!(call.operation().effect, Effect::None); // It only reads.
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
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
