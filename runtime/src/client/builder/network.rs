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
    /// use wechatpay_openapi_runtime::{Client, ClientBuilder};
    ///
    /// fn to_a_test_server(builder: ClientBuilder<Client>) -> ClientBuilder<Client> {
    ///     builder.base_url("http://127.0.0.1:8080")
    /// }
    /// ```
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The region of operations that several regions serve.
    #[must_use]
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// The language of the error texts of v3; without this they are Chinese. A call can have its own:
    /// [`Call::language`](crate::Call::language).
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
