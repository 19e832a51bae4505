//! What an error tells whoever asks: what happened, and what is known about it.

use bytes::Bytes;
use http::StatusCode;

use super::{Error, ErrorKind, Times};

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
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
    /// use wechatpay_openapi_runtime::{Client, Method};
    ///
    /// let platform = TestPlatform::new()?;
    /// let client: Client = platform.client()?;
    /// let altered = platform.answer(200, r#"{"total":1}"#)?.fault(Fault::AlteredBody);
    ///
    /// let error = client.call(Method::GET, "v3/some/new/api").read(altered.response()).unwrap_err();
    /// assert!(error.is_verification());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
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
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
    /// use wechatpay_openapi_runtime::{Client, Reply};
    ///
    /// let platform = TestPlatform::new()?;
    /// let client: Client = platform.client()?;
    /// let probe = platform.notification("REFUND.SUCCESS", "refund", &serde_json::json!({}))?.fault(Fault::Probe);
    ///
    /// let (headers, body) = probe.parts();
    /// let error = client.notifications().parse(&headers, &body).unwrap_err();
    /// assert!(error.is_probe()); // Nothing to be alarmed about.
    /// assert_eq!(Reply::for_error(&error, &body).status, 401);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn is_probe(&self) -> bool {
        self.0.kind == ErrorKind::Probe
    }

    /// Whether no answer came in time.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
    /// use wechatpay_openapi_runtime::{Client, Method};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wechatpay_openapi_runtime::Error> {
    /// let platform = TestPlatform::new()?;
    /// let answering = platform.clone();
    /// let transport = platform.answering(move |_| Ok(answering.answer(200, "{}")?.fault(Fault::Lost)));
    /// let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
    ///
    /// let error = client.call(Method::POST, "v3/refund/domestic/refunds").await.unwrap_err();
    /// assert!(error.is_timeout());
    /// assert!(error.may_have_taken_effect()); // Query the refund, before anything else.
    /// # Ok(())
    /// # }
    /// ```
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
        if let Some(said) = &self.0.said {
            return said.code.as_deref();
        }
        self.0.answer.as_ref()?.text("code")
    }

    /// `message` of the answer; in v2 `err_code_des`, or else `return_msg`.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Error;
    ///
    /// fn log(error: &Error) {
    ///     eprintln!("{}: {}", error.code().unwrap_or("-"), error.message().unwrap_or("-"));
    /// }
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        if let Some(said) = &self.0.said {
            return said.message.as_deref();
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
    pub fn verified_by(&self) -> Option<&str> {
        self.0.verified_by.as_deref()
    }

    /// The problems one by one: missing fields as JSON pointers, of alternatives `one of /transaction_id, /out_trade_no`
    /// ([`MissingFields`](ErrorKind::MissingFields)), what is wrong with the
    /// configuration ([`Config`](ErrorKind::Config)), missing headers
    /// ([`Unsigned`](ErrorKind::Unsigned)), the place of a field that cannot be read
    /// ([`Decode`](ErrorKind::Decode), [`Decrypt`](ErrorKind::Decrypt)).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    ///
    /// let error = Client::builder("").api_v3_key("too short").build().unwrap_err();
    /// for problem in error.problems() {
    ///     eprintln!("{problem}"); // All of them, so that they are mended at once.
    /// }
    /// assert!(error.problems().iter().any(|problem| problem.contains("api_v3_key")));
    /// ```
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.0.problems
    }

    /// Both clocks, if the answer is outside the time window, or was refused and
    /// its `Date` shows that the request was.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
    /// use wechatpay_openapi_runtime::{Client, Method};
    ///
    /// let platform = TestPlatform::new()?.at(1_700_000_000);
    /// let client: Client = platform.client()?;
    /// let late = platform.answer(200, "{}")?.fault(Fault::Shifted(-3600));
    ///
    /// let error = client.call(Method::GET, "v3/some/new/api").read(late.response()).unwrap_err();
    /// assert_eq!(error.clocks().unwrap().offset(), 3600); // This machine is an hour ahead.
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn clocks(&self) -> Option<Times> {
        self.0.clocks
    }
}
