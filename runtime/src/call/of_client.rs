//! What a client can be asked for without a generated path.

use std::sync::Arc;

use super::pending::Call;
use super::{fetch, v2_public_key};
use crate::client::Client;
use crate::crypto::PublicKey;
use crate::error::Error;
use crate::operation::Method;

impl Client {
    /// A call by verb and path, whether documented or not: JSON in, JSON out.
    ///
    /// The path is as in the documentation (`v3/…/{name}/…`, parameters by
    /// [`path`](Call::path)). It is signed and verified like any other. A path
    /// without `v3` is one of v2 (`pay/orderquery`): the fields go as signed XML,
    /// and the answer's come back as an object of texts.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// // v3: `.await` sends it.
    /// let query = client.call(Method::GET, "v3/pay/transactions/id/{id}").path("id", "4200000914202111034");
    /// # let response = platform.answer(200, r#"{"amount":{"total":100}}"#)?.response();
    /// # let order = query.read(response)?;
    /// assert_eq!(order["amount"]["total"], 100);
    ///
    /// // v2: all values are texts.
    /// let query = client.call(Method::POST, "pay/orderquery").json(&json!({ "out_trade_no": "1" }));
    /// # let answer = json!({ "return_code": "SUCCESS", "result_code": "SUCCESS", "total_fee": 100 });
    /// # let order = query.read(platform.v2_answer(&answer)?.response())?;
    /// assert_eq!(order["total_fee"], "100");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn call(&self, method: Method, path: impl Into<String>) -> Call<serde_json::Value> {
        Call::untyped(self.clone(), method, path.into())
    }

    /// Fetches the platform certificates now, such as before the first notification.
    ///
    /// Calls do so by themselves. However many ask at once, one fetch serves
    /// them all, and goes on if they give up. Within a minute after its beginning there is no other, and after one that
    /// failed for a second, after the next failure for two, up to a minute: the outcome of the last one is given again.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error};
    ///
    /// async fn at_start(client: &Client) -> Result<(), Error> {
    ///     client.refresh_platform_certificates().await
    /// }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NoPlatformCertificates`](crate::ErrorKind::NoPlatformCertificates) if this merchant has none,
    /// [`ErrorKind::PlatformCertificates`](crate::ErrorKind::PlatformCertificates) for any other failure,
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) without [`ClientBuilder::platform_certificates`](crate::ClientBuilder::platform_certificates).
    pub async fn refresh_platform_certificates(&self) -> Result<(), Error> {
        self.core.check_fetching()?;
        fetch::refresh(self, &self.core.engine.transport()).await
    }

    /// As [`refresh_platform_certificates`](Self::refresh_platform_certificates), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn refresh_platform_certificates_blocking(&self) -> Result<(), Error> {
        self.core.check_fetching()?;
        fetch::refresh_blocking(self)
    }

    /// Fetches the RSA public key of v2 (获取RSA加密公钥) and remembers it: sensitive fields of v2 requests
    /// (付款到银行卡) are encrypted with it from now on.
    ///
    /// However many ask at once, one fetch serves them all. It needs the v2 API
    /// key and the client certificate. WeChat Pay does not sign the answer, TLS
    /// alone vouches for it: who wants to pin the key keeps it and gives it to
    /// [`ClientBuilder::v2_public_key`](crate::ClientBuilder::v2_public_key).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error};
    ///
    /// /// Before the first 付款到银行卡 of this process.
    /// async fn at_start(client: &Client) -> Result<(), Error> {
    ///     client.fetch_v2_public_key().await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// As of any v2 call.
    pub async fn fetch_v2_public_key(&self) -> Result<Arc<PublicKey>, Error> {
        v2_public_key::fetch(self, self.core.engine.transport()).await
    }

    /// As [`fetch_v2_public_key`](Self::fetch_v2_public_key), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn fetch_v2_public_key_blocking(&self) -> Result<Arc<PublicKey>, Error> {
        v2_public_key::fetch_blocking(self)
    }
}
