//! Calls that are answered inside the program.

use std::fmt;

use bytes::Bytes;
use serde_json::{Value, json};

use super::bodies;
use super::message::TestMessage;
use super::platform::TestPlatform;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::transport::{Outgoing, Transport, TransportError};

/// A request as it reached the [`TestPlatform`]: rightly signed, and in plain text. `Debug` does not show what it says.
///
/// ```
/// use wechatpay_openapi_runtime::testing::{TestMessage, TestPlatform, TestRequest};
/// use wechatpay_openapi_runtime::Error;
///
/// /// For `answering`: a WeChat Pay that knows one order.
/// fn answer(platform: &TestPlatform, asked: &TestRequest) -> Result<TestMessage, Error> {
///     println!("{:?}", asked.http().headers().get("idempotency-key"));
///     match asked.line() {
///         "POST /v3/pay/transactions/jsapi" if asked.fields()["amount"]["total"] == 1800 => {
///             platform.answer(200, r#"{"prepay_id":"wx1"}"#)
///         }
///         _ => platform.answer(404, r#"{"code":"RESOURCE_NOT_EXISTS","message":""}"#),
///     }
/// }
/// ```
pub struct TestRequest {
    line: String,
    fields: Value,
    http: http::Request<Bytes>,
}

impl TestRequest {
    /// Verb and path, such as `POST /v3/pay/transactions/jsapi`: to match on.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// What it says, as [`TestPlatform::opened`] gives it: sensitive fields are in plain text.
    #[must_use]
    pub fn fields(&self) -> &Value {
        &self.fields
    }

    /// The request itself.
    #[must_use]
    pub fn http(&self) -> &http::Request<Bytes> {
        &self.http
    }
}

impl fmt::Debug for TestRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TestRequest({})", self.http.method())
    }
}

/// A transport whose other end is a [`TestPlatform`]: made by [`TestPlatform::answering`].
pub struct TestTransport<F> {
    platform: TestPlatform,
    answer: F,
}

impl<F> fmt::Debug for TestTransport<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TestTransport").field(&self.platform).finish()
    }
}

impl TestPlatform {
    /// A transport that brings each request to `answer` instead of to WeChat Pay: for
    /// [`ClientBuilder::transport`](crate::ClientBuilder::transport).
    ///
    /// What [`check`](Self::check) refuses is answered as WeChat Pay does, with `SIGN_ERROR`, and does not get there. An
    /// error of `answer` fails the call as if there were no connection, [`Fault::Lost`](super::Fault::Lost) as a timeout.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::{Client, Method};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wechatpay_openapi_runtime::Error> {
    /// let platform = TestPlatform::new()?;
    /// let answering = platform.clone();
    /// let transport = platform.answering(move |asked| match asked.line() {
    ///     "POST /v3/pay/transactions/jsapi" if asked.fields()["amount"]["total"] == 100 => {
    ///         answering.answer(200, json!({ "prepay_id": "wx1" }).to_string())
    ///     }
    ///     "POST /pay/orderquery" => answering.v2_answer(&json!({ "return_code": "SUCCESS", "result_code": "SUCCESS" })),
    ///     _ => answering.answer(404, json!({ "code": "RESOURCE_NOT_EXISTS", "message": "" }).to_string()),
    /// });
    /// let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
    ///
    /// let order = client.call(Method::POST, "v3/pay/transactions/jsapi").json(&json!({ "amount": { "total": 100 } })).await?;
    /// assert_eq!(order["prepay_id"], "wx1");
    /// # Ok(())
    /// # }
    /// ```
    pub fn answering<F>(&self, answer: F) -> TestTransport<F>
    where
        F: Fn(&TestRequest) -> Result<TestMessage, Error> + Send + Sync + 'static,
    {
        TestTransport {
            platform: self.clone(),
            answer,
        }
    }

    /// As WeChat Pay refuses what is not rightly signed.
    fn refuse(&self, request: &http::Request<Bytes>, why: &Error) -> Result<TestMessage, Error> {
        let is_v3 = request.headers().contains_key(http::header::AUTHORIZATION);
        if is_v3 {
            let body = json!({ "code": "SIGN_ERROR", "message": why.to_string() });
            return self.answer(401, body.to_string());
        }
        Ok(self.plain(bodies::failure(&why.to_string())?))
    }
}

impl<F> TestTransport<F>
where
    F: Fn(&TestRequest) -> Result<TestMessage, Error> + Send + Sync + 'static,
{
    fn exchange(&self, request: http::Request<Bytes>) -> Result<TestMessage, Error> {
        match self.platform.opened(&request) {
            Ok(fields) => (self.answer)(&TestRequest {
                line: format!("{} {}", request.method(), request.uri().path()),
                fields,
                http: request,
            }),
            Err(why) => self.platform.refuse(&request, &why),
        }
    }
}

impl<F> Transport for TestTransport<F>
where
    F: Fn(&TestRequest) -> Result<TestMessage, Error> + Send + Sync + 'static,
{
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let answer = self.exchange(outgoing.request);
        Box::pin(async move {
            let answer = answer.map_err(|error| TransportError::not_sent(error).permanent())?;
            if answer.is_lost() {
                return Err(TransportError::timeout("the test lost the answer"));
            }
            Ok(answer.response())
        })
    }
}
