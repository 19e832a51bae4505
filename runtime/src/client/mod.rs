//! The client: one merchant, its keys and its connections.

mod address;
mod builder;
mod hosts;
mod problems;
mod serial;
mod signer;
mod v2_public_key;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use builder::ClientBuilder;
pub(crate) use hosts::Hosts;
pub(crate) use hosts::Route;
pub use hosts::{Domain, Region};
pub(crate) use v2_public_key::{V2Cipher, V2PublicKey};

use crate::clock::Clock;
use crate::crypto::{ApiV3Key, ClientIdentity, V2Keys};
use crate::error::{Error, ErrorKind};
use crate::keyring::{Fetching, KeyStore, Keyring};
use crate::language::Language;
use crate::nonce::NonceSource;
use crate::retry::{Bucket, RetryPolicy};
use crate::sign::v3::Scheme;
use crate::timer::Timer;
use crate::transport::Engine;
use signer::Signer;

/// Calls WeChat Pay in the name of one merchant, or of one brand.
///
/// Cloning is cheap and shares everything. Clients of several merchants can
/// share their connections: [`ClientBuilder::share_connections`]. There is no
/// global state.
#[derive(Clone)]
pub struct Client {
    pub(crate) core: Arc<Core>,
    /// Beside the core: a fetch under way holds the core, which must not hold the fetch.
    pub(crate) fetching: Arc<Fetching>,
}

pub(crate) struct Core {
    /// Empty for a brand.
    pub(crate) mchid: String,
    /// None in a client of v2 alone.
    pub(crate) signer: Option<Signer>,
    pub(crate) api_v3_key: Option<ApiV3Key>,
    pub(crate) api_v2_key: Option<V2Keys>,
    /// The TLS client certificate.
    pub(crate) identity: Option<ClientIdentity>,
    pub(crate) v2_public_key: V2PublicKey,
    pub(crate) keys: KeyStore,
    pub(crate) hosts: Hosts,
    pub(crate) retry: RetryPolicy,
    /// What is left to repeat.
    pub(crate) bucket: Bucket,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) clock: Clock,
    pub(crate) nonce: NonceSource,
    pub(crate) timeout: Duration,
    pub(crate) engine: Arc<Engine>,
    pub(crate) language: Option<Language>,
}

impl Client {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self {
            core,
            fetching: Arc::default(),
        }
    }

    /// Begins a client for this merchant (mchid, 商户号).
    pub fn builder(mchid: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::new(mchid)
    }

    /// Begins a client for a brand (brand_id, 品牌ID) that calls by itself instead of through a merchant.
    ///
    /// Its operations are below `/brand/`, such as `client.call(Method::GET, "brand/…")`. They are signed as
    /// [`Scheme::BrandRsa`] with the brand's key and certificate, given as a merchant's are, and their answers are
    /// verified by the public key alone: [`public_key`](ClientBuilder::public_key).
    pub fn brand_builder(brand_id: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::brand(brand_id)
    }

    /// The merchant's number; empty in the client of a brand.
    #[must_use]
    pub fn mchid(&self) -> &str {
        &self.core.mchid
    }

    /// The id of the brand that signs, in its client.
    #[must_use]
    pub fn brand_id(&self) -> Option<&str> {
        let signer = self.core.signer.as_ref()?;
        (signer.scheme == Scheme::BrandRsa).then_some(&*signer.identity)
    }

    /// How v3 requests are signed; `None` in a client of v2 alone.
    #[must_use]
    pub fn scheme(&self) -> Option<Scheme> {
        Some(self.core.signer.as_ref()?.scheme)
    }

    /// The serial number of the merchant's API certificate; `None` in a client of v2 alone.
    #[must_use]
    pub fn serial_no(&self) -> Option<&str> {
        Some(&self.core.signer.as_ref()?.serial_no)
    }

    /// The ids and serial numbers of the platform keys that this client knows now.
    #[must_use]
    pub fn platform_serials(&self) -> Vec<String> {
        self.core.platform_keys().serials().map(str::to_owned).collect()
    }
}

impl Core {
    /// The platform's keys to use for one call, from its request to its answer.
    pub(crate) fn platform_keys(&self) -> Arc<Keyring> {
        self.keys.snapshot()
    }

    pub(crate) fn check_fetching(&self) -> Result<(), Error> {
        if self.keys.fetches() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Config,
            "this client does not fetch platform certificates: call `platform_certificates` of its builder",
        ))
    }

    /// The v2 API keys, or how to give one.
    pub(crate) fn v2_key(&self) -> Result<&V2Keys, Error> {
        self.api_v2_key.as_ref().ok_or_else(|| {
            Error::new(
                ErrorKind::Config,
                "v2 operations are signed with the v2 API key, and this client has none: give it to the builder with \
                 `api_v2_key` (账户中心 > API安全 > APIv2密钥; the APIv3 key is another one)",
            )
        })
    }

    pub(crate) fn next_nonce(&self) -> Result<String, Error> {
        self.nonce.next().map_err(crypto_failed)
    }
}

fn crypto_failed(source: crate::crypto::CryptoError) -> Error {
    Error::new(ErrorKind::Crypto, source.to_string()).source(source)
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
            .field("api_v2_key", &core.api_v2_key)
            .field("client_certificate", &core.identity)
            .field("platform_keys", &self.platform_serials())
            .field("hosts", &core.hosts)
            .field("timeout", &core.timeout)
            .field("retry", &core.retry)
            .field("retry_budget", &core.bucket)
            .finish_non_exhaustive()
    }
}
