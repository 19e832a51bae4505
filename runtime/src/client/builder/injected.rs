//! What tests put in the place of the clock and the random generator.

use std::sync::Arc;

use super::settings::ClientBuilder;
use crate::clock::Clock;
use crate::nonce::NonceSource;

impl<C> ClientBuilder<C> {
    /// Takes the time from here, in seconds since 1970-01-01 UTC.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.clock(|| 1_700_000_000).build()?;
    /// assert_eq!(client.payment("wxd678efh567hg6787").jsapi("wx1")?.time_stamp, "1700000000");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        self.clock = Clock::Custom(Arc::new(now));
        self
    }

    /// Takes nonces from here instead of the random generator: at most 32 letters and digits.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.nonce(|| "5K8264ILTKCH16CQ2502SI8ZNMTM67VS".to_owned()).build()?;
    /// assert_eq!(client.payment("wxd678efh567hg6787").jsapi("wx1")?.nonce_str, "5K8264ILTKCH16CQ2502SI8ZNMTM67VS");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn nonce(mut self, next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.nonce = NonceSource::Custom(Arc::new(next));
        self
    }
}
