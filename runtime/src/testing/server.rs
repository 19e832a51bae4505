//! What a server needs that writes its answers itself.

use http::HeaderMap;

use super::platform::TestPlatform;
use crate::error::{Error, ErrorKind};

impl TestPlatform {
    /// The headers that sign these bytes at this time, in seconds since 1970-01-01 UTC, with this nonce: for a server that
    /// counts both itself, or whose signature covers a digest in place of the body. [`answer`](Self::answer) makes the whole.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::crypto::PublicKey;
    /// use wechatpay_openapi_runtime::sign::v3::response_message;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new()?;
    /// let headers = platform.signature(1_700_000_000, "5K8264ILTKCH16CQ2502SI8ZNMTM67VS", b"{}")?;
    /// assert_eq!(headers["wechatpay-timestamp"], "1700000000");
    ///
    /// let message = response_message("1700000000", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS", b"{}");
    /// PublicKey::parse(platform.public_key())?.verify(&message, headers["wechatpay-signature"].to_str()?)?;
    /// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`]: the cryptographic library cannot sign.
    pub fn signature(&self, time: i64, nonce: &str, signed: &[u8]) -> Result<HeaderMap, Error> {
        self.signs_by().signature(time, nonce, signed).map_err(|source| {
            let text = format!(
                "the platform's key {} cannot sign: {source}",
                self.public_key_id()
            );
            Error::new(ErrorKind::Crypto, text).with_source(source)
        })
    }
}
