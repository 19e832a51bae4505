//! The stand-in: its keys, and what it sends.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::bodies;
use super::keys::{Nonces, PlatformKeyPair, TestKeys};
use super::message::TestMessage;
use crate::client::{Client, ClientBuilder};
use crate::clock::Clock;
use crate::crypto::AeadAlgorithm;
use crate::error::{Error, ErrorKind};

/// WeChat Pay as far as a test needs it, and a merchant that it knows. Cheap to clone.
///
/// Making one takes a moment, for two RSA keys; keep it in a `OnceLock` if there are many
/// tests. `Debug` shows no key.
///
/// ```
/// use serde_json::json;
/// use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
/// use wechatpay_openapi_runtime::{Client, RawNotification};
///
/// let platform = TestPlatform::new()?;
/// let client: Client = platform.client()?;
///
/// let payment = json!({ "out_trade_no": "1", "trade_state": "SUCCESS", "amount": { "total": 100 } });
/// let paid = platform.notification("TRANSACTION.SUCCESS", "transaction", &payment)?;
/// let (headers, body) = paid.parts();
/// let read = client.notifications().parse_event::<RawNotification, _>(&headers, &body)?;
/// assert_eq!(read.event_type(), Some("TRANSACTION.SUCCESS"));
///
/// let (headers, body) = paid.fault(Fault::AlteredBody).parts();
/// assert!(client.notifications().parse(&headers, &body).unwrap_err().is_verification());
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
///
/// ```
/// use wechatpay_openapi_runtime::testing::TestPlatform;
/// use wechatpay_openapi_runtime::{Client, Method};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wechatpay_openapi_runtime::Error> {
/// // Calls, answered inside the program.
/// let platform = TestPlatform::new()?;
/// let answering = platform.clone();
/// let transport = platform.answering(move |_| answering.answer(200, r#"{"prepay_id":"wx1"}"#));
/// let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
///
/// let order = client.call(Method::POST, "v3/pay/transactions/jsapi").await?;
/// assert_eq!(order["prepay_id"], "wx1");
/// # Ok(())
/// # }
/// ```
///
/// ```
/// use wechatpay_openapi_runtime::Client;
/// use wechatpay_openapi_runtime::testing::TestPlatform;
///
/// // What `configure` gives, for a program that reads its settings from elsewhere.
/// let platform = TestPlatform::new()?;
/// let client: Client = Client::builder(platform.mchid())
///     .merchant_key(platform.serial_no(), platform.merchant_key())
///     .public_key(platform.public_key_id(), platform.public_key())
///     .api_v3_key(platform.api_v3_key())
///     .api_v2_key(platform.api_v2_key())
///     .build()?;
/// # let _ = client;
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct TestPlatform {
    pub(super) keys: Arc<TestKeys>,
    pub(super) clock: Clock,
    pub(super) nonces: Nonces,
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
        TestKeys::new().map(Self::of)
    }

    pub(super) fn of(keys: TestKeys) -> Self {
        Self {
            keys: Arc::new(keys),
            clock: Clock::System,
            nonces: Nonces::default(),
            signer: 0,
            algorithm: AeadAlgorithm::Aes256Gcm,
        }
    }

    pub(super) fn signs_by(&self) -> &PlatformKeyPair {
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
        let body = bodies::json(
            (&self.keys.merchant.v3.key, self.algorithm, &self.nonces),
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
        let body = bodies::xml((&self.keys, self.algorithm, &self.nonces), fields)?;
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
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let download = client.download("https://api.mch.weixin.qq.com/v3/billdownload/file?token=1");
    /// assert_eq!(download.read(platform.file("2026-11-28,0.01\n").response())?.content, "2026-11-28,0.01\n");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
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
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new()?;
    /// let body = json!({ "user_name": platform.encrypt("张三")? });
    /// let answer = platform.answer(200, body.to_string())?;
    /// # let _ = answer;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`]: the text is longer than 214 bytes.
    pub fn encrypt(&self, plain: &str) -> Result<String, Error> {
        self.keys.encrypt(plain).map_err(|source| {
            let text = format!("the text cannot be encrypted with the merchant's key: {source}");
            Error::new(ErrorKind::Crypto, text).with_source(source)
        })
    }

    pub(super) fn plain(&self, body: Bytes) -> TestMessage {
        self.message(body, false)
    }

    fn message(&self, body: Bytes, is_signed: bool) -> TestMessage {
        TestMessage::new(
            (self.keys.clone(), self.signer),
            (self.clock.clone(), self.nonces.clone()),
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
