//! The client as its user has it: a handle that is cloned at will.

use std::fmt;
use std::sync::Arc;

use super::core::Core;
use crate::keyring::Fetching;
use crate::sign::v3::Scheme;

/// Calls WeChat Pay in the name of one merchant, or of one brand.
///
/// Cloning is cheap and shares everything. Clients of several merchants can
/// share their connections: [`ClientBuilder::share_connections`](crate::ClientBuilder::share_connections). There is no
/// global state.
///
/// ```
/// use wechatpay_openapi_runtime::Client;
/// use wechatpay_openapi_runtime::sign::v3::Scheme;
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
///
/// // What a page about a program's own state can show.
/// assert_eq!(client.mchid(), platform.mchid());
/// assert_eq!(client.serial_no().as_deref(), Some(platform.serial_no()));
/// assert_eq!(client.platform_serials(), [platform.public_key_id()]);
/// assert_eq!(client.scheme(), Some(Scheme::MerchantRsa));
/// assert_eq!(client.brand_id(), None);
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) core: Arc<Core>,
    /// Beside the core: a fetch under way holds the core, which must not hold the fetch.
    pub(crate) fetching: Arc<Fetching>,
}

impl Client {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self {
            core,
            fetching: Arc::default(),
        }
    }

    /// The merchant's number; empty in the client of a brand.
    #[must_use]
    pub fn mchid(&self) -> &str {
        &self.core.mchid
    }

    /// The id of the brand that signs, in its client.
    #[must_use]
    pub fn brand_id(&self) -> Option<&str> {
        self.core.brand_id.as_deref()
    }

    /// How v3 requests are signed; `None` in a client of v2 alone.
    #[must_use]
    pub fn scheme(&self) -> Option<Scheme> {
        self.core.scheme
    }

    /// The serial number of the merchant's API certificate that signs now; `None` in a client of v2 alone.
    #[must_use]
    pub fn serial_no(&self) -> Option<String> {
        Some(self.core.own.get()?.present().serial_no.clone())
    }

    /// The ids and serial numbers of the platform keys that this client knows now.
    #[must_use]
    pub fn platform_serials(&self) -> Vec<String> {
        self.core.platform_keys().serials().map(str::to_owned).collect()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let core = &*self.core;
        f.debug_struct("Client")
            .field("mchid", &core.mchid)
            .field("brand_id", &self.brand_id())
            .field("scheme", &self.scheme())
            .field("serial_no", &self.serial_no())
            .field("api_v3_key", &core.api_v3_key)
            .field("api_v2_key", &core.api_v2_key.get())
            .field("client_certificate", &core.identity)
            .field("platform_keys", &self.platform_serials())
            .field("hosts", &core.hosts)
            .field("timeout", &core.timeout)
            .field("retry", &core.retry)
            .field("retry_budget", &core.bucket)
            .finish_non_exhaustive()
    }
}
