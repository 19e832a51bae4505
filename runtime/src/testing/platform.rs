//! The stand-in: its keys, and what it sends.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::form;
use super::keys::{API_V2_KEY, API_V3_KEY, KEY_ID, Keys, MCHID, SERIAL_NO};
use super::message::TestMessage;
use super::sample;
use crate::client::{Client, ClientBuilder};
use crate::clock::Clock;
use crate::crypto::AeadAlgorithm;
use crate::record::Record;

/// WeChat Pay as far as a test needs it, and a merchant that it knows. Cheap to clone.
///
/// Making one takes a moment, for two RSA keys; keep it in a `OnceLock` if there are many
/// tests. `Debug` shows no key.
#[derive(Clone)]
pub struct TestPlatform {
    pub(super) keys: Arc<Keys>,
    pub(super) clock: Clock,
    algorithm: AeadAlgorithm,
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
        Self {
            keys: Arc::new(Keys::new()),
            clock: Clock::System,
            algorithm: AeadAlgorithm::Aes256Gcm,
        }
    }

    /// The same platform at this time, in seconds since 1970-01-01 UTC, and so the clients that it makes.
    #[must_use]
    pub fn at(&self, now: i64) -> Self {
        Self {
            clock: Clock::Custom(Arc::new(move || now)),
            ..self.clone()
        }
    }

    /// The same platform, but its notifications are encrypted by this algorithm, as those of
    /// withdrawals may be by `AEAD_SM4_GCM` (which needs the feature `sm`).
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::Client;
    /// use wechatpay_openapi_runtime::crypto::AeadAlgorithm;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new().sealing(AeadAlgorithm::Aes256Gcm);
    /// let sent = platform.notification("REFUND.SUCCESS", "refund", &json!({}));
    /// let (headers, body) = sent.parts();
    /// platform.client::<Client>().notifications().parse(&headers, &body)?;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn sealing(&self, algorithm: AeadAlgorithm) -> Self {
        Self {
            algorithm,
            ..self.clone()
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
            .public_key(KEY_ID, &self.keys.public_pem)
            .v2_public_key(&self.keys.public_pem);
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
    /// The system has no random numbers, or this build does not know the algorithm; so in all that follow.
    #[must_use]
    pub fn notification(&self, event_type: &str, original_type: &str, payload: &Value) -> TestMessage {
        let body = form::json(
            (&self.keys.v3, self.algorithm),
            self.clock.now(),
            event_type,
            original_type,
            payload,
        );
        self.signed(body)
    }

    /// A v2 notification: a JSON object of its fields, as its typed form has
    /// them. An object in `req_info` is encrypted with the v2 key and not
    /// signed; one in `event_ciphertext` is encrypted with the APIv3 key. All but the
    /// former are signed as `sign_type` or `algorithm` says, else with MD5. Other objects and lists become elements
    /// in elements, which no signature covers: then there is none, and a client refuses it.
    ///
    /// # Panics
    /// A text has a character that XML does not allow.
    #[must_use]
    pub fn v2_notification(&self, fields: &Value) -> TestMessage {
        let body = form::xml(&self.keys, self.algorithm, fields);
        TestMessage::new(self.keys.clone(), self.clock.clone(), body, false)
    }

    /// A signed v3 answer; [`TestMessage::response`] makes an HTTP response of it.
    #[must_use]
    pub fn answer(&self, status: u16, body: impl Into<Bytes>) -> TestMessage {
        self.signed(body.into()).with_status(status)
    }

    /// A v2 answer with these fields, signed as `sign_type` says, else with MD5. As in WeChat Pay's own, objects
    /// and lists in it become elements in elements, and then it is not signed:
    ///
    /// ```
    /// # use serde_json::json;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// let platform = TestPlatform::new();
    /// let plain = json!({ "return_code": "SUCCESS", "result_code": "SUCCESS", "total_fee": 100 });
    /// let (_, body) = platform.v2_answer(&plain).parts();
    /// assert!(std::str::from_utf8(&body)?.contains("<sign>"));
    ///
    /// let list = json!({ "return_code": "SUCCESS", "hblist": { "hbinfo": [{ "amount": 1 }, { "amount": 2 }] } });
    /// let (_, body) = platform.v2_answer(&list).parts();
    /// assert!(!std::str::from_utf8(&body)?.contains("<sign>"));
    /// # Ok::<(), std::str::Utf8Error>(())
    /// ```
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
        self.keys.encrypt(plain)
    }

    /// A payload with every documented field set to something: its own name,
    /// 1, the first documented value. Sensitive fields are encrypted.
    #[must_use]
    pub fn sample<R: Record>(&self) -> Value {
        sample::of(R::TABLE, &self.keys)
    }

    /// The same by a table.
    #[must_use]
    pub fn sample_of(&self, table: &'static crate::record::Table) -> Value {
        sample::of(table, &self.keys)
    }

    fn signed(&self, body: Bytes) -> TestMessage {
        TestMessage::new(self.keys.clone(), self.clock.clone(), body, true)
    }
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
