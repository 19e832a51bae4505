//! The stand-in: its keys, and what it sends.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use bytes::Bytes;
use serde_json::Value;

use super::form;
use super::message::TestMessage;
use super::sample;
use crate::client::{Client, ClientBuilder};
use crate::clock::Clock;
use crate::crypto::{ApiV2Key, ApiV3Key, PrivateKey};
use crate::record::Record;

const MCHID: &str = "1900000001";
const SERIAL_NO: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
const KEY_ID: &str = "PUB_KEY_ID_0119000000012024112500326400000001";
/// Keys of nobody.
const API_V3_KEY: &str = "TestPlatformApiV3KeyOf32Bytes000";
const API_V2_KEY: &str = "TestPlatformApiV2KeyOf32Bytes000";

/// WeChat Pay as far as a test needs it, and a merchant that it knows. Cheap to clone.
///
/// Making one takes a moment, for two RSA keys; keep it in a `OnceLock` if there are many
/// tests. `Debug` shows no key.
#[derive(Clone)]
pub struct TestPlatform {
    pub(super) keys: Arc<Keys>,
    pub(super) clock: Clock,
}

pub(super) struct Keys {
    pub(super) platform: PrivateKey,
    public_pem: String,
    pub(super) merchant: PrivateKey,
    merchant_pem: String,
    pub(super) v3: ApiV3Key,
    pub(super) v2: ApiV2Key,
}

impl Default for TestPlatform {
    fn default() -> Self {
        Self::new()
    }
}

impl TestPlatform {
    /// With new keys and the system's clock.
    ///
    /// # Panics
    /// The system has no random numbers.
    #[must_use]
    pub fn new() -> Self {
        let (_, platform) = key_pair();
        let (merchant_pem, merchant) = key_pair();
        let spki = platform
            .public_key()
            .map(|key| key.spki().to_vec())
            .expect("an RSA key has a public part");
        let keys = Keys {
            platform,
            public_pem: to_pem("PUBLIC KEY", spki),
            merchant,
            merchant_pem,
            v3: ApiV3Key::new(API_V3_KEY).expect("32 bytes"),
            v2: ApiV2Key::new(API_V2_KEY).expect("plain ASCII"),
        };
        Self {
            keys: Arc::new(keys),
            clock: Clock::System,
        }
    }

    /// The same platform at this time, in seconds since 1970-01-01 UTC, and so the clients that it makes.
    #[must_use]
    pub fn at(&self, now: i64) -> Self {
        Self {
            clock: Clock::Custom(Arc::new(move || now)),
            keys: self.keys.clone(),
        }
    }

    /// A client of this platform's merchant; also the generated crate's `Client`.
    ///
    /// # Panics
    /// The client cannot be built, for want of a transport.
    #[must_use]
    pub fn client<C: From<Client>>(&self) -> C {
        self.configure(ClientBuilder::new(self.mchid()))
            .build()
            .expect("a client with everything set")
    }

    /// Gives a builder all keys, and the time if it stands still. The rest, such as `base_url`, is yours.
    #[must_use]
    pub fn configure<C>(&self, builder: ClientBuilder<C>) -> ClientBuilder<C> {
        let builder = builder
            .merchant_key(SERIAL_NO, &self.keys.merchant_pem)
            .api_v3_key(API_V3_KEY)
            .api_v2_key(API_V2_KEY)
            .public_key(KEY_ID, &self.keys.public_pem);
        match &self.clock {
            Clock::System => builder,
            Clock::Custom(now) => {
                let now = now.clone();
                builder.clock(move || now())
            }
        }
    }
}

/// The settings one by one.
impl TestPlatform {
    /// The merchant's number.
    #[must_use]
    pub fn mchid(&self) -> &'static str {
        MCHID
    }

    /// The serial number of the merchant's certificate.
    #[must_use]
    pub fn serial_no(&self) -> &'static str {
        SERIAL_NO
    }

    /// The merchant's private key, as PEM.
    #[must_use]
    pub fn merchant_key(&self) -> &str {
        &self.keys.merchant_pem
    }

    /// The id of the platform's public key.
    #[must_use]
    pub fn public_key_id(&self) -> &'static str {
        KEY_ID
    }

    /// The platform's public key, as PEM.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.keys.public_pem
    }

    /// The merchant's APIv3 key.
    #[must_use]
    pub fn api_v3_key(&self) -> &'static str {
        API_V3_KEY
    }

    /// The merchant's v2 API key.
    #[must_use]
    pub fn api_v2_key(&self) -> &'static str {
        API_V2_KEY
    }
}

/// What it sends.
impl TestPlatform {
    /// A v3 notification with this payload, signed and encrypted. An empty `original_type` is left out.
    ///
    /// # Panics
    /// The system has no random numbers; so in all that follow.
    #[must_use]
    pub fn notification(&self, event_type: &str, original_type: &str, payload: &Value) -> TestMessage {
        let body = form::json(
            &self.keys.v3,
            self.clock.now(),
            event_type,
            original_type,
            payload,
        );
        TestMessage::signed(self.clone(), body)
    }

    /// A v2 notification: a JSON object of its fields, as its typed form has
    /// them. An object in `req_info` is encrypted with the v2 key and not
    /// signed; one in `event_ciphertext` is encrypted with the APIv3 key. All but the
    /// former are signed as `sign_type` or `algorithm` says, else with MD5.
    ///
    /// # Panics
    /// A text has a character that XML does not allow.
    #[must_use]
    pub fn v2_notification(&self, fields: &Value) -> TestMessage {
        TestMessage::unsigned(self.clone(), form::xml(&self.keys, fields))
    }

    /// A signed v3 answer; [`TestMessage::response`] makes an HTTP response of it.
    #[must_use]
    pub fn answer(&self, status: u16, body: impl Into<Bytes>) -> TestMessage {
        TestMessage::signed(self.clone(), body.into()).with_status(status)
    }

    /// A signed v2 answer with these fields.
    ///
    /// # Panics
    /// A text has a character that XML does not allow.
    #[must_use]
    pub fn v2_answer(&self, fields: &Value) -> TestMessage {
        self.v2_notification(fields)
    }

    /// The ciphertext of a sensitive field in a notification or an answer.
    ///
    /// # Panics
    /// The text is longer than 214 bytes.
    #[must_use]
    pub fn encrypt(&self, plain: &str) -> String {
        let key = self.keys.merchant.public_key().ok();
        key.and_then(|key| key.encrypt(plain).ok())
            .expect("a text of at most 214 bytes")
    }

    /// A payload with every documented field set to something: its own name,
    /// 1, the first documented value. Sensitive fields are encrypted.
    #[must_use]
    pub fn sample<R: Record>(&self) -> Value {
        sample::of(R::TABLE, self)
    }

    /// The same by a table.
    #[must_use]
    pub fn sample_of(&self, table: &'static crate::record::Table) -> Value {
        sample::of(table, self)
    }
}

fn key_pair() -> (String, PrivateKey) {
    let pair = KeyPair::generate(KeySize::Rsa2048).expect("the system has random numbers");
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).expect("a new key can be written");
    let key = PrivateKey::parse(der.as_ref()).expect("a new key can be read");
    (to_pem("PRIVATE KEY", der.as_ref().to_vec()), key)
}

/// With plain line ends: other SDKs read no others.
fn to_pem(label: &str, der: Vec<u8>) -> String {
    let plain = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(label, der), plain)
}

impl fmt::Debug for TestPlatform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestPlatform")
            .field("mchid", &MCHID)
            .field("public_key_id", &KEY_ID)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}
