//! Building a client.

mod injected;
mod keys;
mod network;

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use keys::{Merchant, merchant, platform_keys};

use super::hosts::{Hosts, Region, base_url};
use super::problems::Problems;
use super::{Client, Core};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::keyring::KeyStore;
use crate::nonce::NonceSource;
use crate::transport::Engine;

/// Collects a merchant's settings; [`build`](Self::build) checks them all at once.
///
/// `C` is the client that comes out: the generated one, which is made from the runtime's.
pub struct ClientBuilder<C = Client> {
    mchid: String,
    merchant: Option<(Merchant, Vec<u8>)>,
    api_v3_key: Option<Vec<u8>>,
    api_v2_key: Option<Vec<u8>>,
    public_keys: Vec<(String, Vec<u8>)>,
    platform_certificates: Vec<Vec<u8>>,
    fetch_certificates: bool,
    base_url: Option<String>,
    region: Region,
    clock: Clock,
    nonce: NonceSource,
    timeout: Duration,
    engine: Option<Arc<Engine>>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Begins with the merchant's number (mchid, 商户号).
    pub fn new(mchid: impl Into<String>) -> Self {
        Self {
            mchid: mchid.into(),
            merchant: None,
            api_v3_key: None,
            api_v2_key: None,
            public_keys: Vec::new(),
            platform_certificates: Vec::new(),
            fetch_certificates: false,
            base_url: None,
            region: Region::default(),
            clock: Clock::System,
            nonce: NonceSource::Random,
            timeout: Duration::from_secs(30),
            engine: None,
            client: PhantomData,
        }
    }

    /// Checks everything and makes the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] with all problems at once in [`Error::problems`].
    pub fn build(self) -> Result<C, Error> {
        self.core().map(|core| C::from(Client { core: Arc::new(core) }))
    }
}

impl<C> ClientBuilder<C> {
    fn core(self) -> Result<Core, Error> {
        let mut problems = Problems::default();
        problems.mchid(&self.mchid);
        let merchant = merchant(self.merchant, &mut problems);
        let serial_no = merchant.as_ref().map_or("", |(serial_no, _)| serial_no);
        let keyring = platform_keys(
            &self.public_keys,
            &self.platform_certificates,
            serial_no,
            &mut problems,
        );
        if self.fetch_certificates {
            problems.fetching(self.api_v3_key.is_some());
        } else if self.public_keys.is_empty() && self.platform_certificates.is_empty() {
            problems.no_platform_key();
        }
        let api_v3_key = self.api_v3_key.and_then(|key| problems.api_v3_key(&key));
        let api_v2_key = self.api_v2_key.and_then(|key| problems.api_v2_key(&key));
        let base_url = self
            .base_url
            .and_then(|url| base_url(&url).map_err(|text| problems.add(text)).ok());
        let engine = self.engine.map_or_else(Engine::standard, Ok);
        let engine = engine
            .map_err(|error| problems.add(format!("transport: {error}")))
            .ok();
        match (merchant, engine) {
            (Some((serial_no, Some(merchant_key))), Some(engine)) if problems.0.is_empty() => Ok(Core {
                mchid: self.mchid,
                serial_no,
                merchant_key,
                api_v3_key,
                api_v2_key,
                keys: KeyStore::new(keyring, self.fetch_certificates),
                hosts: Hosts {
                    base_url,
                    region: self.region,
                },
                clock: self.clock,
                nonce: self.nonce,
                timeout: self.timeout,
                engine,
            }),
            _ => Err(Error::new(ErrorKind::Config, "the client cannot be built").details(problems.0)),
        }
    }
}
