//! The stand-in: its keys, and what it sends.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::form;
use super::keys::{Keys, PlatformKey};
use super::message::TestMessage;
use super::sample;
use super::sealed;
use super::table::TableView;
use crate::client::{Client, ClientBuilder};
use crate::clock::Clock;
use crate::crypto::AeadAlgorithm;
use crate::error::{Error, ErrorKind};
use crate::record::{Record, Table};

/// WeChat Pay as far as a test needs it, and a merchant that it knows. Cheap to clone.
///
/// Making one takes a moment, for two RSA keys; keep it in a `OnceLock` if there are many
/// tests. `Debug` shows no key.
#[derive(Clone)]
pub struct TestPlatform {
    pub(super) keys: Arc<Keys>,
    pub(super) clock: Clock,
    /// Which of the platform's keys signs.
    pub(super) signer: usize,
    pub(super) algorithm: AeadAlgorithm,
}

impl TestPlatform {
    /// With new keys and the system's clock.
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`]: the system has no random numbers.
    pub fn new() -> Result<Self, Error> {
        Keys::new().map(Self::of)
    }

    pub(super) fn of(keys: Keys) -> Self {
        Self {
            keys: Arc::new(keys),
            clock: Clock::System,
            signer: 0,
            algorithm: AeadAlgorithm::Aes256Gcm,
        }
    }

    pub(super) fn signs_by(&self) -> &PlatformKey {
        &self.keys.platform[self.signer]
    }

    /// The same platform at this time, in seconds since 1970-01-01 UTC, and so the clients that it makes.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let yesterday = TestPlatform::new()?.at(1_700_000_000);
    /// let (headers, _) = yesterday.answer(200, "{}")?.parts();
    /// assert_eq!(headers["wechatpay-timestamp"], "1700000000");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
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
    /// let platform = TestPlatform::new()?.sealing(AeadAlgorithm::Aes256Gcm);
    /// let sent = platform.notification("REFUND.SUCCESS", "refund", &json!({}))?;
    /// let (headers, body) = sent.parts();
    /// platform.client::<Client>()?.notifications().parse(&headers, &body)?;
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
    /// It calls the real hosts, which know none of its keys: for calls, see [`answering`](Self::answering).
    ///
    /// # Errors
    /// As of [`ClientBuilder::build`]: without a transport (feature `reqwest`) there is none.
    pub fn client<C: From<Client>>(&self) -> Result<C, Error> {
        self.configure(ClientBuilder::new(self.mchid())).build()
    }

    /// Gives a builder all keys, and the time if it stands still. The rest, such as `base_url`, is yours.
    #[must_use]
    pub fn configure<C>(&self, builder: ClientBuilder<C>) -> ClientBuilder<C> {
        let builder = builder
            .merchant_key(self.serial_no(), self.merchant_key())
            .api_v3_key(self.api_v3_key())
            .api_v2_key(self.api_v2_key())
            .public_key(self.public_key_id(), self.public_key())
            .v2_public_key(self.public_key());
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
    pub fn mchid(&self) -> &str {
        &self.keys.merchant.mchid
    }

    /// The serial number of the merchant's certificate.
    #[must_use]
    pub fn serial_no(&self) -> &str {
        &self.keys.merchant.serial_no
    }

    /// The merchant's private key, as PEM.
    #[must_use]
    pub fn merchant_key(&self) -> &str {
        &self.keys.merchant.pem
    }

    /// The id of the platform's public key that signs, or the serial number of its certificate.
    #[must_use]
    pub fn public_key_id(&self) -> &str {
        &self.signs_by().serial
    }

    /// The platform's public key that verifies what it signs, as PEM.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.signs_by().public_pem
    }

    /// The merchant's APIv3 key.
    #[must_use]
    pub fn api_v3_key(&self) -> &str {
        &self.keys.merchant.v3.text
    }

    /// The merchant's v2 API key.
    #[must_use]
    pub fn api_v2_key(&self) -> &str {
        &self.keys.merchant.v2.text
    }
}

/// What it sends.
impl TestPlatform {
    /// A v3 notification with this payload, signed and encrypted. An empty `original_type` is left out.
    /// [`sealed`](Self::sealed) makes the payload of a record.
    ///
    /// The payload must have what tells the event from others of its `event_type`: `mchid` for a merchant's own payment
    /// or refund, `sp_mchid` and `sub_mchid` for a partner's. Without it the event is read as `Unknown`.
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`]: this build does not know the algorithm that was [chosen](Self::sealing).
    pub fn notification(
        &self,
        event_type: &str,
        original_type: &str,
        payload: &Value,
    ) -> Result<TestMessage, Error> {
        let body = form::json(
            (&self.keys.merchant.v3.key, self.algorithm),
            self.clock.now(),
            event_type,
            original_type,
            payload,
        )?;
        Ok(self.signed(body))
    }

    /// A v2 notification: a JSON object of its fields, as its typed form has
    /// them. An object in `req_info` is encrypted with the v2 key and not
    /// signed; one in `event_ciphertext` is encrypted with the APIv3 key. All but the
    /// former are signed as `sign_type` or `algorithm` says, else with MD5. Other objects and lists become elements
    /// in elements, which no signature covers: then there is none, and a client refuses it.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::Client;
    ///
    /// let platform = TestPlatform::new()?;
    /// let paid = json!({ "return_code": "SUCCESS", "result_code": "SUCCESS", "mch_id": platform.mchid(), "total_fee": 1 });
    /// let (headers, body) = platform.v2_notification(&paid)?.parts();
    /// platform.client::<Client>()?.notifications().parse(&headers, &body)?;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Request`]: it is no object, or a text has a character that XML does not allow.
    pub fn v2_notification(&self, fields: &Value) -> Result<TestMessage, Error> {
        let body = form::xml(&self.keys, self.algorithm, fields)?;
        Ok(self.plain(body))
    }

    /// A signed v3 answer; [`TestMessage::response`] makes an HTTP response of it.
    ///
    /// # Errors
    /// [`ErrorKind::Request`]: that is no status.
    pub fn answer(&self, status: u16, body: impl Into<Bytes>) -> Result<TestMessage, Error> {
        self.signed(body.into()).with_status(status)
    }

    /// A file, which WeChat Pay does not sign: what is behind a `download_url`.
    #[must_use]
    pub fn file(&self, content: impl Into<Bytes>) -> TestMessage {
        self.plain(content.into()).of_type("application/octet-stream")
    }

    /// A v2 answer with these fields, signed as `sign_type` says, else with MD5. As in WeChat Pay's own, objects
    /// and lists in it become elements in elements, and then it is not signed:
    ///
    /// ```
    /// # use serde_json::json;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// let platform = TestPlatform::new()?;
    /// let plain = json!({ "return_code": "SUCCESS", "result_code": "SUCCESS", "total_fee": 100 });
    /// let (_, body) = platform.v2_answer(&plain)?.parts();
    /// assert!(std::str::from_utf8(&body)?.contains("<sign>"));
    ///
    /// let list = json!({ "return_code": "SUCCESS", "hblist": { "hbinfo": [{ "amount": 1 }, { "amount": 2 }] } });
    /// let (_, body) = platform.v2_answer(&list)?.parts();
    /// assert!(!std::str::from_utf8(&body)?.contains("<sign>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As of [`v2_notification`](Self::v2_notification).
    pub fn v2_answer(&self, fields: &Value) -> Result<TestMessage, Error> {
        self.v2_notification(fields)
    }

    /// The ciphertext of a sensitive field in a notification or an answer.
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`]: the text is longer than 214 bytes.
    pub fn encrypt(&self, plain: &str) -> Result<String, Error> {
        self.keys.encrypt(plain).map_err(|source| {
            let text = format!("the text cannot be encrypted with the merchant's key: {source}");
            Error::new(ErrorKind::Crypto, text).with_source(source)
        })
    }

    /// A record as WeChat Pay sends it, its sensitive fields encrypted for the merchant: the body of an
    /// [`answer`](Self::answer) or the payload of a [`notification`](Self::notification).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::{Sensitive, record};
    ///
    /// record! {
    ///     /// In a program a `Response` of the generated crate.
    ///     pub struct Receiver {
    ///         /// Travels encrypted.
    ///         pub name: Option<Sensitive<String>>,
    ///     }
    /// }
    ///
    /// let platform = TestPlatform::new()?;
    /// let body = platform.sealed(&Receiver::new().name("张三"))?;
    /// assert_ne!(body["name"], "张三");
    /// let answer = platform.answer(200, body.to_string())?;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As of [`encrypt`](Self::encrypt); a value that JSON cannot hold.
    pub fn sealed<R: Record>(&self, record: &R) -> Result<Value, Error> {
        sealed::json(&self.keys, record)
    }

    /// The same of plain JSON by its table, such as an example of the generated crate's `catalogue`.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::record::Record as _;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::{Sensitive, record};
    ///
    /// record! {
    ///     /// In a program a `Response` of the generated crate.
    ///     pub struct Receivers {
    ///         /// Travels encrypted.
    ///         pub names: Option<Vec<Sensitive<String>>>,
    ///         /// Travels as it is.
    ///         pub note: Option<String>,
    ///     }
    /// }
    ///
    /// let body = TestPlatform::new()?.sealed_of(Receivers::TABLE, &json!({ "names": ["张三"], "note": "张三" }))?;
    /// assert_ne!(body["names"][0], "张三");
    /// assert_eq!(body["note"], "张三");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As of [`encrypt`](Self::encrypt).
    pub fn sealed_of(&self, table: &'static Table, plain: &Value) -> Result<Value, Error> {
        let mut sealed = plain.clone();
        sealed::by_table(&self.keys, TableView::of(table), &mut sealed).map_err(|source| {
            let text = format!("a text cannot be encrypted with the merchant's key: {source}");
            Error::new(ErrorKind::Crypto, text).with_source(source)
        })?;
        Ok(sealed)
    }

    /// A payload with every documented field set to something: its own name,
    /// 1, the first documented value. Sensitive fields are encrypted.
    #[must_use]
    pub fn sample<R: Record>(&self) -> Value {
        sample::of(TableView::of(R::TABLE), &self.keys)
    }

    /// The same by a table.
    #[must_use]
    pub fn sample_of(&self, table: &'static Table) -> Value {
        sample::of(TableView::of(table), &self.keys)
    }

    pub(super) fn plain(&self, body: Bytes) -> TestMessage {
        self.message(body, false)
    }

    fn message(&self, body: Bytes, is_signed: bool) -> TestMessage {
        TestMessage::new(
            (self.keys.clone(), self.signer),
            self.clock.clone(),
            body,
            is_signed,
        )
    }

    fn signed(&self, body: Bytes) -> TestMessage {
        self.message(body, true)
    }
}

impl fmt::Debug for TestPlatform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestPlatform")
            .field("mchid", &self.mchid())
            .field("public_key_id", &self.public_key_id())
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}
