//! Where a client sends to, through what, and for how long.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::client::{Client, Region};
use crate::transport::{Engine, Transport};

impl<C> ClientBuilder<C> {
    /// Sends everything to this scheme and host (`http://127.0.0.1:8080`), for tests and gateways.
    ///
    /// Paths stay as they are. Verification stays on.
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

    /// How long a call may take, its connection included, unless it says otherwise. 30 seconds by default.
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

    /// Uses the connections of another client, such as one of another merchant.
    #[must_use]
    pub fn share_connections(mut self, other: &Client) -> Self {
        self.engine = Some(other.core.engine.clone());
        self
    }
}
