//! The client: one merchant, its keys and its connections.

mod builder;
mod downloads;
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

use crate::call::{self, Call};
use crate::clock::Clock;
use crate::crypto::{ApiV2Key, ApiV3Key, ClientIdentity, PublicKey};
use crate::error::{Error, ErrorKind};
use crate::keyring::{KeyStore, Keyring};
use crate::nonce::NonceSource;
use crate::notify::Notifications;
use crate::operation::Method;
use crate::payment::Payment;
use crate::retry::RetryPolicy;
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
}

pub(crate) struct Core {
    /// Empty for a brand.
    pub(crate) mchid: String,
    /// None in a client of v2 alone.
    pub(crate) signer: Option<Signer>,
    pub(crate) api_v3_key: Option<ApiV3Key>,
    pub(crate) api_v2_key: Option<ApiV2Key>,
    /// The TLS client certificate.
    pub(crate) identity: Option<ClientIdentity>,
    pub(crate) v2_public_key: V2PublicKey,
    pub(crate) keys: KeyStore,
    pub(crate) hosts: Hosts,
    pub(crate) retry: RetryPolicy,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) clock: Clock,
    pub(crate) nonce: NonceSource,
    pub(crate) timeout: Duration,
    pub(crate) engine: Arc<Engine>,
}

impl Client {
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

    /// A call by verb and path, whether documented or not: JSON in, JSON out.
    ///
    /// The path is as in the documentation (`v3/…/{name}/…`, parameters by
    /// [`path`](Call::path)). It is signed and verified like any other.
    pub fn call(&self, method: Method, path: impl Into<String>) -> Call<serde_json::Value> {
        Call::untyped(self.clone(), method, path.into())
    }

    /// Parameters for the front end that opens the payment sheet, signed for this appid.
    pub fn payment(&self, appid: impl Into<String>) -> Payment {
        Payment::new(self.clone(), appid.into())
    }

    /// Reads notifications (callbacks) that WeChat Pay sends.
    #[must_use]
    pub fn notifications(&self) -> Notifications {
        Notifications::new(self.clone())
    }

    /// The ids and serial numbers of the platform keys that this client knows now.
    #[must_use]
    pub fn platform_serials(&self) -> Vec<String> {
        self.core.platform_keys().serials().map(str::to_owned).collect()
    }

    /// Fetches the platform certificates now, such as before the first notification.
    ///
    /// Calls do so by themselves. However many ask at once, one fetch serves
    /// them all, and within a minute after it there is no other: the outcome of
    /// the last one is given again.
    ///
    /// # Errors
    /// [`ErrorKind::NoPlatformCertificates`] if this merchant has none,
    /// [`ErrorKind::PlatformCertificates`] for any other failure,
    /// [`ErrorKind::Config`] without [`ClientBuilder::platform_certificates`].
    pub async fn refresh_platform_certificates(&self) -> Result<(), Error> {
        self.core.check_fetching()?;
        call::refresh(self, &*self.core.engine.transport()).await
    }

    /// As [`refresh_platform_certificates`](Self::refresh_platform_certificates), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn refresh_platform_certificates_blocking(&self) -> Result<(), Error> {
        self.core.check_fetching()?;
        call::refresh_blocking(self)
    }

    /// Fetches the RSA public key of v2 (获取RSA加密公钥) and remembers it: sensitive fields of v2 requests
    /// (付款到银行卡) are encrypted with it from now on.
    ///
    /// However many ask at once, one fetch serves them all. It needs the v2 API
    /// key and the client certificate. WeChat Pay does not sign the answer, TLS
    /// alone vouches for it: who wants to pin the key keeps it and gives it to
    /// [`ClientBuilder::v2_public_key`].
    ///
    /// # Errors
    /// As of any v2 call.
    pub async fn fetch_v2_public_key(&self) -> Result<Arc<PublicKey>, Error> {
        call::fetch_v2_public_key(self, self.core.engine.transport()).await
    }

    /// As [`fetch_v2_public_key`](Self::fetch_v2_public_key), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn fetch_v2_public_key_blocking(&self) -> Result<Arc<PublicKey>, Error> {
        call::fetch_v2_public_key_blocking(self)
    }
}

impl Core {
    /// The platform's keys to use for one call, from its request to its answer.
    pub(crate) fn platform_keys(&self) -> Arc<Keyring> {
        self.keys.snapshot()
    }

    fn check_fetching(&self) -> Result<(), Error> {
        if self.keys.fetches() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Config,
            "this client does not fetch platform certificates: call `platform_certificates` of its builder",
        ))
    }

    /// The v2 API key, or how to give one.
    pub(crate) fn v2_key(&self) -> Result<&ApiV2Key, Error> {
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
            .finish_non_exhaustive()
    }
}
