//! Building a client.

mod delivery;
mod identity;
mod injected;
mod keys;
mod network;

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use identity::{GivenIdentity, identity};
pub(super) use keys::Own;
use keys::{Merchant, platform_keys};

use super::hosts::{Domain, Region};
use super::problems::Problems;
use super::{Client, Core, V2PublicKey};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::keyring::{CertificateList, KeyStore};
use crate::language::Language;
use crate::nonce::NonceSource;
use crate::retry::{Bucket, RetryBudget, RetryPolicy};
use crate::timer::{SystemTimer, Timer};
use crate::transport::Engine;

/// Collects a merchant's settings; [`build`](Self::build) checks them all at once.
///
/// `C` is the client that comes out: the generated one, which is made from the runtime's.
pub struct ClientBuilder<C = Client> {
    mchid: String,
    brand_id: Option<String>,
    merchant: Option<Merchant>,
    identity: Option<GivenIdentity>,
    api_v3_key: Option<Vec<u8>>,
    api_v2_key: Option<Vec<u8>>,
    previous_api_v2_key: Option<Vec<u8>>,
    v2_public_key: Option<Vec<u8>>,
    public_keys: Vec<(String, Vec<u8>)>,
    platform_certificates: Vec<Vec<u8>>,
    certificate_list: Option<CertificateList>,
    base_url: Option<String>,
    backup_url: Option<String>,
    without_backup: bool,
    region: Region,
    domain: Domain,
    retry: RetryPolicy,
    retry_budget: RetryBudget,
    timer: Arc<dyn Timer>,
    clock: Clock,
    nonce: NonceSource,
    timeout: Duration,
    engine: Option<Arc<Engine>>,
    proxy: Option<String>,
    language: Option<Language>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Begins with the merchant's number (mchid, 商户号).
    pub fn new(mchid: impl Into<String>) -> Self {
        Self {
            mchid: mchid.into(),
            brand_id: None,
            merchant: None,
            identity: None,
            api_v3_key: None,
            api_v2_key: None,
            previous_api_v2_key: None,
            v2_public_key: None,
            public_keys: Vec::new(),
            platform_certificates: Vec::new(),
            certificate_list: None,
            base_url: None,
            backup_url: None,
            without_backup: false,
            region: Region::default(),
            domain: Domain::default(),
            retry: RetryPolicy::standard(),
            retry_budget: RetryBudget::standard(),
            timer: Arc::new(SystemTimer::new()),
            clock: Clock::System,
            nonce: NonceSource::Random,
            timeout: Duration::from_secs(30),
            engine: None,
            proxy: None,
            language: None,
            client: PhantomData,
        }
    }

    /// Begins with the id of a brand (brand_id, 品牌ID) that calls by itself.
    pub fn brand(brand_id: impl Into<String>) -> Self {
        Self {
            brand_id: Some(brand_id.into()),
            ..Self::new("")
        }
    }

    /// Checks everything and makes the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] with all problems at once in [`Error::problems`].
    pub fn build(self) -> Result<C, Error> {
        self.core().map(|core| C::from(Client::new(Arc::new(core))))
    }
}

impl<C> ClientBuilder<C> {
    fn core(self) -> Result<Core, Error> {
        let mut problems = Problems::default();
        match &self.brand_id {
            Some(brand_id) => problems.brand_id(brand_id),
            None => problems.mchid(&self.mchid),
        }
        self.needed(&mut problems);
        problems.timeout(self.timeout);
        let hosts = self.hosts(&mut problems);
        let only_v2 = self.is_only_v2();
        let identity = identity(self.identity, self.merchant.as_ref(), &self.mchid, &mut problems);
        let own = match (&self.merchant, &identity) {
            (Some(given), _) => Own::read(given, &mut problems),
            (None, Some(identity)) if !only_v2 => Own::of(identity),
            _ => Own::default(),
        };
        if let Some(identity) = &identity {
            problems.client_certificate_of(identity, &own);
        }
        let scheme = own.scheme(self.brand_id.is_some(), &mut problems);
        let keyring = platform_keys(
            &self.public_keys,
            &self.platform_certificates,
            &own,
            scheme,
            &mut problems,
        );
        let api_v3_key = self.api_v3_key.and_then(|key| problems.api_v3_key(&key));
        let api_v2_key = problems.api_v2_keys(self.api_v2_key, self.previous_api_v2_key);
        let v2_public_key = self.v2_public_key.and_then(|key| problems.v2_public_key(&key));
        let engine = Self::engine(self.engine, self.proxy, &mut problems);
        match engine {
            Some(engine) if problems.0.is_empty() => Ok(Core {
                signer: own.signer(scheme, &self.mchid, self.brand_id.as_deref()),
                mchid: self.mchid,
                identity,
                api_v3_key,
                api_v2_key,
                v2_public_key: V2PublicKey::new(v2_public_key),
                keys: KeyStore::new(keyring, self.certificate_list),
                hosts,
                retry: self.retry,
                bucket: Bucket::new(self.retry_budget, self.timer.now()),
                timer: self.timer,
                clock: self.clock,
                nonce: self.nonce,
                timeout: self.timeout,
                engine,
                language: self.language,
            }),
            _ => Err(Error::new(ErrorKind::Config, "the client cannot be built").details(problems.0)),
        }
    }

    /// Whether there are keys enough: for v3 the merchant's and the platform's, for v2 its own.
    fn needed(&self, problems: &mut Problems) {
        let only_v2 = self.is_only_v2();
        let signs = self.merchant.is_some() || self.identity.is_some() && !only_v2;
        let certificates = self.certificate_list.is_some() || !self.platform_certificates.is_empty();
        if !signs && !only_v2 {
            problems.no_merchant_key(self.brand_id.is_some());
        }
        if self.certificate_list.is_some() {
            problems.fetching(signs || !only_v2, self.api_v3_key.is_some());
        }
        if self.brand_id.is_some() && certificates {
            problems.certificates_of_a_brand();
        } else if !certificates && self.public_keys.is_empty() && !only_v2 {
            problems.no_platform_key();
        }
    }

    /// Whether these are the keys of a client that calls v2 operations only.
    fn is_only_v2(&self) -> bool {
        let verifies = self.certificate_list.is_some()
            || !self.platform_certificates.is_empty()
            || !self.public_keys.is_empty();
        let signs = self.merchant.is_some() || self.identity.is_some() && verifies;
        !signs && self.api_v2_key.is_some() && self.brand_id.is_none()
    }
}
