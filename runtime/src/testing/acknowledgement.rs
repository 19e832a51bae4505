//! Checking a program's reply to a notification as WeChat Pay does.

use http::header::AUTHORIZATION;

use super::platform::TestPlatform;
use super::request::wrong;
use crate::error::{Error, ErrorKind};
use crate::sign::v3::{Authorization, response_message};

impl TestPlatform {
    /// Checks the signature of a reply to a notification that wants a [signed](crate::Acknowledged) one.
    ///
    /// Its header `Authorization` is of this merchant, key and certificate, its time within 300 seconds, and it signs
    /// timestamp, nonce and body, as an answer of WeChat Pay's does.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::{Acknowledged, Bytes, Client, http, record};
    ///
    /// record! {
    ///     /// In a program those of the generated crate.
    ///     pub struct Notification {
    ///         /// What the customer's wallet has read.
    ///         pub qr_cd_mp: Option<String>,
    ///     }
    ///     /// The answer.
    ///     pub struct Acknowledgement {
    ///         /// Who is paid.
    ///         pub mch_id: Option<String>,
    ///     }
    /// }
    /// # impl Acknowledged for Notification {
    /// #     type Acknowledgement = Acknowledgement;
    /// #     const EVENT_TYPES: &'static [&'static str] = &["CROSS_BORDER_PAY.GET_MCH_INFO"];
    /// #     const IS_SIGNED: bool = true;
    /// # }
    ///
    /// let platform = TestPlatform::new()?;
    /// let client: Client = platform.client()?;
    /// let asked = platform.notification("CROSS_BORDER_PAY.GET_MCH_INFO", "cross_border_pay", &json!({}))?;
    /// let (headers, body) = asked.parts();
    /// let asked = client.notifications().parse_event::<Notification, _>(&headers, &body)?;
    ///
    /// let reply = asked.reply(&Acknowledgement::new().mch_id("1900000109"))?;
    /// platform.check_reply(&http::Response::<Bytes>::from(reply))?;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn check_reply<B: AsRef<[u8]>>(&self, reply: &http::Response<B>) -> Result<(), Error> {
        let Some(header) = reply.headers().get(AUTHORIZATION) else {
            let text = "not signed: the reply has no header `Authorization`";
            return Err(Error::new(ErrorKind::Unsigned, text));
        };
        let found = header.to_str().ok().and_then(Authorization::parse);
        let found = found.ok_or_else(|| {
            wrong("the `Authorization` header is not `scheme mchid=\"…\", nonce_str=\"…\", …` with each parameter once")
        })?;
        self.check_party(&found)?;
        self.check_time(found.timestamp)?;
        let body = reply.body().as_ref();
        let message = response_message(found.timestamp, found.nonce_str, body);
        let key = &self.keys.merchant.public;
        key.verify(&message, found.signature).map_err(|error| {
            wrong(format!(
                "{error}: it must cover timestamp, nonce and the {} bytes of the body",
                body.len()
            ))
        })
    }
}
