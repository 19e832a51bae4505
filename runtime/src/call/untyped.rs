//! Calls by verb and path, for what is not documented or not generated.

use std::borrow::Cow;

use serde_core::Serialize;
use serde_json::Value;

use super::nulls::to_json;
use super::parts::{CallParts, Options, Payload, Values};
use super::pending::Call;
use crate::answer::FromAnswer;
use crate::chain::PathValue;
use crate::client::Client;
use crate::operation::{Answer, Host, Method, Operation, Verify, Version};
use crate::record::{AnyRecord, Record};

impl Call<Value> {
    pub(crate) fn untyped(client: Client, method: Method, path: String) -> Self {
        let path = if path.starts_with('/') {
            path
        } else {
            format!("/{path}")
        };
        let mut operation = match version_of(&path) {
            Version::V2 => Operation::v2(method, ""),
            Version::V3 => Operation::v3(method, ""),
        };
        operation.open_refusal = sounds_like_a_refund(&path);
        Self::from_parts(CallParts {
            client,
            operation,
            path: Cow::Owned(path),
            values: Values::Named(Vec::new()),
            query: Vec::new(),
            payload: Payload::None,
            options: Options::default(),
        })
    }

    /// Sets the path parameter `{name}`. It is percent-encoded when the call is built.
    pub fn path(mut self, name: impl Into<String>, value: impl Into<PathValue>) -> Self {
        if let Values::Named(values) = &mut self.parts.values {
            values.push((name.into(), value.into().0));
        }
        self
    }

    /// Adds a query parameter, in order. It is percent-encoded when the call is built. A `GET` of v2 is signed in its
    /// URL, so there a value with `&` is refused, as in redirects.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<PathValue>) -> Self {
        self.parts.query.push((name.into(), value.into().0));
        self
    }

    /// Sets the body to the JSON of a value. To a path of v2 its members go as fields of the XML, and are signed; so do
    /// the pairs of [`query`](Self::query) to a `GET`.
    ///
    /// WeChat Pay allows no `null`: members that are `null` are left out, and one in a list is an error when the call is built.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let refund = json!({ "out_trade_no": "1", "out_refund_no": "1-1", "amount": { "refund": 1, "total": 1, "currency": "CNY" } });
    /// let call = client.call(Method::POST, "v3/refund/domestic/refunds").json(&refund);
    /// assert_eq!(call.to_http()?.body(), &refund.to_string());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn json<V: Serialize + ?Sized>(mut self, value: &V) -> Self {
        self.parts.payload = match to_json(value) {
            Ok(json) => Payload::Json(json.into()),
            Err(text) => Payload::Failed(text),
        };
        self
    }

    /// Sets body, query and headers from a record, as for a documented operation.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method, Sensitive, record};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// record! {
    ///     /// Of an operation that is not documented yet.
    ///     pub struct Receiver {
    ///         /// Travels encrypted.
    ///         pub user_name: Option<Sensitive<String>>,
    ///     }
    /// }
    ///
    /// let call = client.call(Method::POST, "v3/some/new/api").record(Receiver::new().user_name("张三"));
    /// let request = call.to_http()?;
    /// assert!(!std::str::from_utf8(request.body()).unwrap().contains("张三"));
    /// assert_eq!(request.headers()["wechatpay-serial"], platform.public_key_id());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn record<R: Record>(mut self, record: R) -> Self {
        self.parts.payload = Payload::Record(AnyRecord::new(record));
        self
    }

    /// Sends it to another host than `api.mch.weixin.qq.com`.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Host, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let client: Client = TestPlatform::new()?.client()?;
    ///
    /// let call = client.call(Method::GET, "v3/global/certificates").host(Host::HongKong);
    /// assert_eq!(call.to_http()?.uri().host(), Some("apihk.mch.weixin.qq.com"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn host(mut self, host: Host) -> Self {
        self.parts.operation.host = host;
        self
    }

    /// Sets how the answer is authenticated; [`Verify::Signed`] without this.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::http::Response;
    /// use wechatpay_openapi_runtime::{Bytes, Client, Method, Verify};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let client: Client = TestPlatform::new()?.client()?;
    ///
    /// let call = || client.call(Method::GET, "v3/some/new/api");
    /// let unsigned = || Response::new(Bytes::from("{}"));
    /// assert!(call().read(unsigned()).unwrap_err().is_verification());
    /// // Where its page says so, and only there.
    /// assert!(call().verify(Verify::Unsigned).read(unsigned()).is_ok());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn verify(mut self, verify: Verify) -> Self {
        self.parts.operation.verify = verify;
        self
    }

    /// Presents the merchant's TLS client certificate, which v2 wants where money goes back (`secapi/…`).
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let refund = json!({ "out_trade_no": "1", "out_refund_no": "1-1", "total_fee": 1, "refund_fee": 1 });
    /// let call = client.call(Method::POST, "secapi/pay/refund").json(&refund).client_certificate();
    /// assert!(call.operation().client_certificate);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn client_certificate(mut self) -> Self {
        self.parts.operation.client_certificate = true;
        self
    }

    /// Reads the answer as `T`: a record, [`Empty`](crate::Empty), [`Download`](crate::Download).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method, record};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// record! {
    ///     /// What is wanted of the answer.
    ///     pub struct Order {
    ///         /// The state.
    ///         pub trade_state: Option<String>,
    ///     }
    /// }
    ///
    /// let call = client.call(Method::GET, "v3/pay/transactions/id/{id}").path("id", "4200000914202111034").receive::<Order>();
    /// # let response = platform.answer(200, r#"{"trade_state":"SUCCESS"}"#)?.response();
    /// assert_eq!(call.read(response)?.trade_state.as_deref(), Some("SUCCESS"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn receive<T: FromAnswer>(mut self) -> Call<T> {
        self.parts.operation.answers = match (self.parts.operation.version, T::ANSWER) {
            (Version::V2, Answer::Json) => Answer::Xml,
            (Version::V2, Answer::File) => Answer::CsvOrXml,
            (_, answers) => answers,
        };
        Call::from_parts(*self.parts)
    }
}

/// Nobody documents the call: its path is all that tells a refund, whose refusals leave open what became of it. Where this is
/// wrong, a query too many is advised, and no money is paid twice.
fn sounds_like_a_refund(path: &str) -> bool {
    path.contains("refund")
}

/// Paths with a segment `v3` are of v3, and so are those of brands and invoices; all others are of v2.
fn version_of(path: &str) -> Version {
    let path = path.split('?').next().unwrap_or_default();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let is_v3 = match segments.next() {
        Some("v3" | "brand" | "invoicing") | None => true,
        Some(_) => segments.any(|segment| segment == "v3"),
    };
    if is_v3 { Version::V3 } else { Version::V2 }
}
