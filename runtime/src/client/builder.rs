//! Building a client.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::hosts::{Hosts, Region, base_url};
use super::problems::Problems;
use super::{Client, Core};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::keyring::{KeyStore, Keyring};
use crate::nonce::NonceSource;
use crate::transport::{Engine, Transport};

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

/// How the merchant's certificate is named.
enum Merchant {
    Serial(String),
    Certificate(Vec<u8>),
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

    /// The merchant's private key (`apiclient_key.pem`) and the serial number of its API certificate.
    ///
    /// The key may be PKCS#8 or PKCS#1, PEM with any line ends, or bare base64;
    /// the serial number is hexadecimal in any case.
    #[must_use]
    pub fn merchant_key(mut self, serial_no: impl Into<String>, private_key: impl AsRef<[u8]>) -> Self {
        self.merchant = Some((Merchant::Serial(serial_no.into()), private_key.as_ref().to_vec()));
        self
    }

    /// The merchant's API certificate (`apiclient_cert.pem`), which has the serial number in it, and its private key.
    #[must_use]
    pub fn merchant_certificate(
        mut self,
        certificate: impl AsRef<[u8]>,
        private_key: impl AsRef<[u8]>,
    ) -> Self {
        let certificate = Merchant::Certificate(certificate.as_ref().to_vec());
        self.merchant = Some((certificate, private_key.as_ref().to_vec()));
        self
    }

    /// The APIv3 key (APIv3密钥, 32 bytes): decrypts notifications and fetched platform certificates.
    #[must_use]
    pub fn api_v3_key(mut self, key: impl AsRef<[u8]>) -> Self {
        self.api_v3_key = Some(key.as_ref().to_vec());
        self
    }

    /// The v2 API key (APIv2密钥, 32 letters and digits): signs and verifies the operations below `/v2`.
    #[must_use]
    pub fn api_v2_key(mut self, key: impl AsRef<[u8]>) -> Self {
        self.api_v2_key = Some(key.as_ref().to_vec());
        self
    }

    /// WeChat Pay's public key (`pub_key.pem`) and its id (`PUB_KEY_ID_…`), from the merchant site.
    ///
    /// May be called for several, and beside [`platform_certificate`](Self::platform_certificate)
    /// while a merchant is being switched: answers are verified by the key that they name.
    #[must_use]
    pub fn public_key(mut self, id: impl Into<String>, pem: impl AsRef<[u8]>) -> Self {
        self.public_keys.push((id.into(), pem.as_ref().to_vec()));
        self
    }

    /// A platform certificate (平台证书) in PEM. May be called for several.
    #[must_use]
    pub fn platform_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.platform_certificates.push(pem.as_ref().to_vec());
        self
    }

    /// Fetches the platform certificates (平台证书) and keeps them new. Needs [`api_v3_key`](Self::api_v3_key).
    ///
    /// The first call fetches them before it is sent; later ones renew them
    /// beside it when they are older than 12 hours, and at once when an answer
    /// names one that is not known, at most once a minute. Expired ones are
    /// dropped; several valid ones are all kept. Keys given by
    /// [`public_key`](Self::public_key) and
    /// [`platform_certificate`](Self::platform_certificate) stay beside them,
    /// which is how a merchant is switched from one to the other.
    ///
    /// What does no I/O fetches nothing: before
    /// [`Call::to_http`](crate::Call::to_http) and
    /// [`Notifications::parse`](crate::Notifications::parse) use
    /// [`Client::refresh_platform_certificates`].
    #[must_use]
    pub fn platform_certificates(mut self) -> Self {
        self.fetch_certificates = true;
        self
    }

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

    /// Takes the time from here, in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        self.clock = Clock::Custom(Arc::new(now));
        self
    }

    /// Takes nonces from here instead of the random generator: at most 32 letters and digits.
    #[must_use]
    pub fn nonce(mut self, next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.nonce = NonceSource::Custom(Arc::new(next));
        self
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

type MerchantKey = (String, Option<crate::crypto::PrivateKey>);

fn merchant(given: Option<(Merchant, Vec<u8>)>, problems: &mut Problems) -> Option<MerchantKey> {
    let Some((merchant, key)) = given else {
        problems.add("merchant_key: missing; give the serial number and apiclient_key.pem");
        return None;
    };
    let key = problems.private_key(&key);
    match merchant {
        Merchant::Serial(serial_no) => Some((problems.serial_no("merchant_key", &serial_no), key)),
        Merchant::Certificate(pem) => {
            let certificate = problems.merchant_certificate(&pem)?;
            if let Some(key) = &key {
                problems.pair(&certificate, key);
            }
            Some((certificate.serial_no().to_owned(), key))
        }
    }
}

fn platform_keys(
    public_keys: &[(String, Vec<u8>)],
    certificates: &[Vec<u8>],
    merchant_serial: &str,
    problems: &mut Problems,
) -> Keyring {
    let mut keyring = Keyring::default();
    for (id, pem) in public_keys {
        problems.public_key(id, pem, merchant_serial, &mut keyring);
    }
    for pem in certificates {
        problems.platform_certificate(pem, merchant_serial, &mut keyring);
    }
    keyring
}
