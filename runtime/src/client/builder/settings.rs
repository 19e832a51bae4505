//! What a builder was given, none of it looked at yet.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::client::handle::Client;
use crate::client::hosts::{Domain, Region};
use crate::client::signing_key::SigningKey;
use crate::clock::Clock;
use crate::keyring::CertificateList;
use crate::language::Language;
use crate::nonce::NonceSource;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::timer::{SystemTimer, Timer};
use crate::transport::Engine;

/// Collects a merchant's settings; [`build`](Self::build) checks them all at once.
///
/// `C` is the client that comes out: the generated one, which is made from the runtime's.
///
/// ```
/// use std::time::Duration;
/// use wechatpay_openapi_runtime::Client;
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let (apiclient_key, pub_key) = (platform.merchant_key(), platform.public_key());
///
/// // The files are from the merchant site: `std::fs::read("apiclient_key.pem")?`, `std::fs::read("pub_key.pem")?`.
/// let client: Client = Client::builder("1900000001")
///     .merchant_key("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", apiclient_key)
///     .public_key("PUB_KEY_ID_0119000000012024", pub_key)
///     .api_v3_key("0123456789abcdef0123456789abcdef") // Of notifications.
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// assert_eq!(client.mchid(), "1900000001");
///
/// // A program that calls v2 alone needs one key.
/// let v2: Client = Client::builder("1900000001").api_v2_key("0123456789abcdef0123456789abcdef").build()?;
/// # let _ = v2;
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
pub struct ClientBuilder<C = Client> {
    pub(super) mchid: String,
    pub(super) brand_id: Option<String>,
    pub(super) merchant: Option<GivenKey>,
    pub(super) identity: Option<GivenIdentity>,
    pub(super) api_v3_key: Option<Vec<u8>>,
    pub(super) api_v2_key: Option<Vec<u8>>,
    pub(super) previous_api_v2_key: Option<Vec<u8>>,
    pub(super) v2_public_key: Option<Vec<u8>>,
    pub(super) public_keys: Vec<(String, Vec<u8>)>,
    pub(super) platform_certificates: Vec<Vec<u8>>,
    pub(super) certificate_list: Option<CertificateList>,
    pub(super) base_url: Option<String>,
    pub(super) backup_url: Option<String>,
    pub(super) without_backup: bool,
    pub(super) region: Region,
    pub(super) domain: Domain,
    pub(super) retry: RetryPolicy,
    pub(super) retry_budget: RetryBudget,
    pub(super) timer: Arc<dyn Timer>,
    pub(super) clock: Clock,
    pub(super) nonce: NonceSource,
    pub(super) timeout: Duration,
    pub(super) engine: Option<Arc<Engine>>,
    pub(super) proxy: Option<String>,
    pub(super) language: Option<Language>,
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
}

impl Client {
    /// Begins a client for this merchant (mchid, 商户号).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let (apiclient_key, pub_key) = (platform.merchant_key(), platform.public_key());
    ///
    /// let client = Client::builder("1900000001")
    ///     .merchant_key("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", apiclient_key)
    ///     .public_key("PUB_KEY_ID_0119000000012024", pub_key)
    ///     .build()?;
    /// assert_eq!(client.mchid(), "1900000001");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn builder(mchid: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::new(mchid)
    }

    /// Begins a client for a brand (brand_id, 品牌ID) that calls by itself instead of through a merchant.
    ///
    /// Its operations are below `/brand/`, such as `client.call(Method::GET, "brand/…")`. They are signed as
    /// [`Scheme::BrandRsa`](crate::sign::v3::Scheme::BrandRsa) with the brand's key and certificate, given as a merchant's are, and their answers are
    /// verified by the public key alone: [`public_key`](ClientBuilder::public_key).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let (brand_key, pub_key) = (platform.merchant_key(), platform.public_key());
    ///
    /// let client = Client::brand_builder("40001")
    ///     .merchant_key("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", brand_key)
    ///     .public_key("PUB_KEY_ID_0119000000012024", pub_key)
    ///     .build()?;
    /// let request = client.call(Method::GET, "brand/some/new/api").to_http()?;
    /// assert!(request.headers()["authorization"].to_str().unwrap().contains("brand_id=\"40001\""));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn brand_builder(brand_id: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::brand(brand_id)
    }
}

/// What is given of who signs: the key, and its certificate or the serial number of it.
pub(super) struct GivenKey {
    pub(super) serial_no: Option<String>,
    pub(super) certificate: Option<Vec<u8>>,
    pub(super) key: GivenPrivate,
}

/// The private key, or who keeps it.
pub(super) enum GivenPrivate {
    Here(Vec<u8>),
    Elsewhere(Box<dyn SigningKey>),
}

/// The TLS client certificate as it was given.
pub(super) enum GivenIdentity {
    Pem(Vec<u8>, Vec<u8>),
    #[cfg(feature = "pkcs12")]
    Pkcs12(Vec<u8>, Option<String>),
}
