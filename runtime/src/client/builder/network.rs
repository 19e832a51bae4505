//! Where a client sends to, through what, and for how long.

use std::sync::Arc;
use std::time::Duration;

use super::settings::ClientBuilder;
use crate::client::address;
use crate::client::handle::Client;
use crate::client::hosts::Region;
use crate::client::problems::Problems;
use crate::language::Language;
use crate::transport::{Engine, Transport};

impl<C> ClientBuilder<C> {
    /// Sends everything to this scheme and host (`http://127.0.0.1:8080`), for tests and gateways.
    ///
    /// Paths stay as they are. Verification stays on.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.base_url("http://127.0.0.1:8080").build()?;
    /// let request = client.call(Method::GET, "v3/certificates").to_http()?;
    /// assert_eq!(request.uri(), "http://127.0.0.1:8080/v3/certificates");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The region of operations that several regions serve.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Host, Method, Region};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.region(Region::HongKong).build()?;
    /// let call = client.call(Method::GET, "v3/certificates").host(Host::HongKongOptional);
    /// assert_eq!(call.to_http()?.uri().host(), Some("apihk.mch.weixin.qq.com"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// The language of the error texts of v3; without this they are Chinese. A call can have its own:
    /// [`Call::language`](crate::Call::language).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Language, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// let client = builder.language(Language::English).build()?;
    /// let request = client.call(Method::GET, "v3/certificates").to_http()?;
    /// assert_eq!(request.headers()["accept-language"], "en");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// How long a call may take, its connection included, unless it says otherwise. 30 seconds by default; not zero.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sends through this instead of reqwest.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wechatpay_openapi_runtime::{Client, ReqwestTransport};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// // reqwest with another setting; in tests `TestPlatform::answering`; or a client of your own.
    /// let transport = ReqwestTransport::configured(|reqwest| reqwest.connect_timeout(Duration::from_secs(2)))?;
    /// let client = builder.transport(transport).build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
    /// ```
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.engine = Some(Arc::new(Engine::new(Arc::new(transport))));
        self
    }

    /// Sends everything through this proxy (`http://user:password@host:port`), the fetching of
    /// certificates included, instead of the proxies of the environment and the system.
    ///
    /// The scheme is `http` or `https`. For proxies by host, SOCKS, or other settings, give
    /// [`ReqwestTransport::configured`](crate::ReqwestTransport::configured) to [`transport`](Self::transport).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, ClientBuilder};
    ///
    /// fn through(builder: ClientBuilder<Client>) -> ClientBuilder<Client> {
    ///     builder.proxy("http://proxy.example.com:3128")
    /// }
    /// ```
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Uses the connections of another client, such as one of another merchant.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error};
    ///
    /// struct Merchant { mchid: String, serial_no: String, key: String, public_key: (String, String) }
    ///
    /// /// One client a merchant, all of them with the same connections.
    /// fn clients(merchants: &[Merchant], first: &Client) -> Result<Vec<Client>, Error> {
    ///     let client = |merchant: &Merchant| {
    ///         Client::builder(&merchant.mchid)
    ///             .merchant_key(&merchant.serial_no, &merchant.key)
    ///             .public_key(&merchant.public_key.0, &merchant.public_key.1)
    ///             .share_connections(first)
    ///             .build()
    ///     };
    ///     merchants.iter().map(client).collect()
    /// }
    /// # let platform = wechatpay_openapi_runtime::testing::TestPlatform::new()?;
    /// # let merchant = Merchant {
    /// #     mchid: platform.mchid().to_owned(), serial_no: platform.serial_no().to_owned(), key: platform.merchant_key().to_owned(),
    /// #     public_key: (platform.public_key_id().to_owned(), platform.public_key().to_owned()),
    /// # };
    /// # assert_eq!(clients(&[merchant], &platform.client()?)?.len(), 1);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn share_connections(mut self, other: &Client) -> Self {
        self.engine = Some(other.core.engine.clone());
        self
    }
}

impl<C> ClientBuilder<C> {
    /// What this client sends through: what was given, or else reqwest with the proxy, if any.
    pub(super) fn engine(
        engine: Option<Arc<Engine>>,
        proxy: Option<String>,
        problems: &mut Problems,
    ) -> Option<Arc<Engine>> {
        let proxy = match proxy.as_deref().map(address::proxy).transpose() {
            Ok(proxy) => proxy,
            Err(why) => {
                problems.add(format!("proxy: {why}"));
                return None;
            }
        };
        let made = match (engine, proxy) {
            (Some(engine), None) => Ok(engine),
            (Some(_), Some(_)) => {
                problems.add("proxy: the transport was given, so that the proxy must be set on it");
                return None;
            }
            (None, proxy) => Engine::standard(proxy),
        };
        made.map_err(|error| problems.add(format!("transport: {error}")))
            .ok()
    }
}
