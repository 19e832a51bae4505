//! A call for an HTTP client of your own: its request, and its answer read. Nothing is sent here.

use bytes::Bytes;

use super::parts::CallParts;
use super::pending::Call;
use super::prepared::Prepared;
use super::read::read;
use crate::answer::{FromAnswer, Redirect};
use crate::client::at_once;
use crate::error::Error;
use crate::operation::Version;
use crate::response::{Response, decode, decrypted, wanted};

impl CallParts {
    async fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let core = &self.client.core;
        let signed = match Prepared::new(self, &core.platform_keys()) {
            Ok(prepared) => prepared.sign(core).await,
            Err(error) => Err(error),
        };
        signed.map_err(|error| self.name(error))
    }

    pub(super) fn url(&self) -> Result<String, Error> {
        let core = &self.client.core;
        let mut url = Prepared::new(self, &core.platform_keys())
            .and_then(|prepared| prepared.url(core))
            .map_err(|error| self.name(error))?;
        if let Some(fragment) = self.operation.fragment {
            url.extend(["#", fragment]);
        }
        Ok(url)
    }
}

impl<T> Call<T> {
    /// The request as it would be sent: built, encrypted, signed now. Each time with a new nonce.
    ///
    /// # Errors
    /// Missing required fields, a value that cannot be sent, no key to encrypt
    /// with, a v2 operation without `api_v2_key`. Whether there is a TLS client
    /// certificate is looked at when the call is sent.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let core = &self.parts.client.core;
        // The key of v2 is always here.
        let waits = self.parts.operation.version == Version::V3 && core.signs_elsewhere();
        at_once(waits, "to_http_async", self.parts.to_http())
    }

    /// As [`to_http`](Self::to_http), with a merchant's key that is kept elsewhere ([`SigningKey`](crate::SigningKey)).
    ///
    /// # Errors
    /// As there; the key did not sign. It is waited for without an end: put a time-out around it.
    pub async fn to_http_async(&self) -> Result<http::Request<Bytes>, Error> {
        self.parts.to_http().await
    }
}

impl<T: FromAnswer> Call<T> {
    /// Reads the answer to this call: verified, decoded, decrypted.
    ///
    /// # Errors
    /// An answer that is not to be trusted, an error of the API, a body that
    /// cannot be decoded.
    pub fn read(&self, answer: http::Response<Bytes>) -> Result<Response<T>, Error> {
        let client = &self.parts.client;
        decode(
            read(&self.parts, answer, &client.core.platform_keys())?,
            client,
            None,
        )
    }

    /// As [`read`](Self::read), with a merchant's key that is kept elsewhere ([`SigningKey`](crate::SigningKey)), which decrypts the
    /// sensitive fields.
    ///
    /// # Errors
    /// As there; the key did not decrypt within the time of a call.
    pub async fn read_async(&self, answer: http::Response<Bytes>) -> Result<Response<T>, Error> {
        let (parts, client) = (&self.parts, &self.parts.client);
        let received = read(parts, answer, &client.core.platform_keys())?;
        let decrypted = decrypted(&received, client, wanted::<T>, parts.timeout()).await?;
        decode(received, client, decrypted.as_ref())
    }
}

impl Call<Redirect> {
    /// The URL to send the user to. Nothing is requested.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method, Redirect};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// // A documented one, such as `client.v2().papay().entrustweb().get(request)`, has the type already.
    /// let page = client.call(Method::GET, "papay/entrustweb").query("plan_id", "12535").receive::<Redirect>();
    /// assert!(page.url()?.starts_with("https://api.mch.weixin.qq.com/papay/entrustweb?"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`to_http`](Self::to_http).
    pub fn url(&self) -> Result<String, Error> {
        self.parts.url()
    }
}
