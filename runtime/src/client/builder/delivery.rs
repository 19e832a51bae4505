//! How calls are delivered: how often, to which hosts, with which pauses.

use std::sync::Arc;

use super::settings::ClientBuilder;
use crate::client::address::base_url;
use crate::client::hosts::{Backup, Domain, Hosts};
use crate::client::problems::Problems;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::timer::Timer;

impl<C> ClientBuilder<C> {
    /// When a call is sent again; [`RetryPolicy::standard`] without this. A call can have its own: [`Call::retry`](crate::Call::retry).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, RetryPolicy};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.retry(RetryPolicy::standard().max_attempts(2)).build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How much this client and its clones may repeat in all; [`RetryBudget::standard`] without this.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, RetryBudget};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.retry_budget(RetryBudget::standard().reserve(100)).build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// The mainland's host by its other name.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Domain, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.domain(Domain::WechatPay).build()?;
    /// let request = client.call(Method::GET, "v3/certificates").to_http()?;
    /// assert_eq!(request.uri().host(), Some("api.wechatpay.cn"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn domain(mut self, domain: Domain) -> Self {
        self.domain = domain;
        self
    }

    /// The scheme and host that take the first one's place while it cannot be
    /// reached, instead of the documented `api2.…`.
    ///
    /// With [`base_url`](Self::base_url), which has no backup otherwise, the two
    /// are a pair for every operation. A call turns to the other host if
    /// nothing was sent, or if it only reads. The client remembers a host that
    /// failed, avoids it for a minute, for longer if it fails again, and then
    /// comes back; clones of the client share that memory.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// // Two proxies of your own that speak to WeChat Pay.
    /// let client = builder.base_url("https://pay-a.example.com").backup_url("https://pay-b.example.com").build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn backup_url(mut self, url: impl Into<String>) -> Self {
        self.backup_url = Some(url.into());
        self.without_backup = false;
        self
    }

    /// Never turns to another host, such as where a firewall allows one only.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.without_backup().build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn without_backup(mut self) -> Self {
        self.without_backup = true;
        self
    }

    /// Waits by this between attempts, and measures the time of calls by it, instead of by tokio (or, where there is
    /// no tokio runtime, a thread).
    ///
    /// ```
    /// use std::time::Duration;
    /// use wechatpay_openapi_runtime::{BoxFuture, Client, Timer};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// /// Of another runtime than tokio, here smol's.
    /// struct Smol(std::time::Instant);
    ///
    /// impl Timer for Smol {
    ///     fn now(&self) -> Duration {
    ///         self.0.elapsed()
    ///     }
    ///
    ///     fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
    ///         Box::pin(async move { smol::after(time).await })
    ///     }
    /// }
    /// # mod smol { pub async fn after(_: std::time::Duration) {} }
    ///
    /// let client = builder.timer(Smol(std::time::Instant::now())).build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    pub(super) fn hosts(&self, problems: &mut Problems) -> Hosts {
        let mut checked = |what: &str, url: &str| {
            let read = base_url(url);
            read.map_err(|why| problems.add(format!("{what}: {why}"))).ok()
        };
        let base_url = self.base_url.as_deref();
        let base_url = base_url.and_then(|url| checked("base_url", url));
        let backup = match &self.backup_url {
            _ if self.without_backup => Backup::None,
            Some(url) => checked("backup_url", url).map_or(Backup::None, Backup::Url),
            None => Backup::Documented,
        };
        Hosts {
            base_url,
            backup,
            region: self.region,
            domain: self.domain,
            ..Hosts::default()
        }
    }
}
