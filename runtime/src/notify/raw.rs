//! A notification that was verified and decrypted, not typed yet.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::Reply;
use super::envelope::KeptEnvelope;
use crate::answer::{undecodable, undecryptable};
use crate::client::Client;
use crate::error::Error;
use crate::operation::Version;
use crate::record::{self, Cipher, Record, RecordMut};
use crate::xml::Document;

/// A verified and decrypted notification, its payload as JSON or XML.
///
/// The generated crate makes a typed event of it: [`event`](Self::event).
/// `Debug` does not show the payload.
///
/// ```
/// use serde_json::json;
/// use wechatpay_openapi_runtime::{Client, record};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
///
/// record! {
///     /// In a program of the generated crate, such as `wechatpay_openapi::types::Transaction`.
///     pub struct Payment {
///         /// The order's number.
///         pub out_trade_no: Option<String>,
///     }
/// }
///
/// let paid = json!({ "out_trade_no": "1", "trade_state": "SUCCESS" });
/// let (headers, body) = platform.notification("TRANSACTION.SUCCESS", "transaction", &paid)?.parts();
/// let raw = client.notifications().parse(&headers, &body)?;
/// assert_eq!(raw.event_type(), Some("TRANSACTION.SUCCESS"));
/// assert_eq!(raw.payload::<Payment>()?.out_trade_no.as_deref(), Some("1"));
/// assert_eq!(raw.plaintext(), &paid.to_string());
///
/// // The answer.
/// assert_eq!(raw.success().status, 204);
/// assert_eq!(raw.failure("the database is not there").status, 500);
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
///
/// ```
/// use serde_json::json;
/// use wechatpay_openapi_runtime::{Client, RawNotification, Version};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
/// # let (headers, body) = platform.notification("TRANSACTION.SUCCESS", "transaction", &json!({}))?.parts();
/// # let raw = client.notifications().parse(&headers, &body)?;
/// // What the envelope says, for a log.
/// assert_eq!(raw.version(), Version::V3);
/// assert!(raw.id().is_some() && raw.create_time().is_some() && raw.summary().is_some());
/// assert_eq!((raw.original_type(), raw.resource_type()), (Some("transaction"), Some("encrypt-resource")));
/// assert_eq!(raw.verified_by(), Some(platform.public_key_id()));
/// println!("{:?}: {} bytes", raw.associated_data(), raw.body().len());
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct RawNotification(Box<Parts>);

#[derive(Clone)]
pub(super) struct Parts {
    pub(super) client: Client,
    pub(super) content: RawContent,
    pub(super) body: Bytes,
    pub(super) plaintext: Bytes,
    pub(super) verified_by: Option<String>,
    /// What decrypts sensitive fields in the client's place.
    pub(super) cipher: Option<Arc<dyn Cipher + Send + Sync>>,
    /// Why it is none of the documented notifications, if it was asked.
    pub(super) why_unknown: Option<String>,
}

#[derive(Clone)]
pub(super) enum RawContent {
    /// v3: what the envelope says.
    Json(KeptEnvelope),
    /// v2: what came, its encrypted field replaced by what is in it.
    Xml(Document),
}

impl RawNotification {
    pub(super) fn new(parts: Parts) -> Self {
        Self(Box::new(parts))
    }

    /// The same, its sensitive fields decrypted by this.
    pub(super) fn read_by(&self, cipher: Arc<dyn Cipher + Send + Sync>) -> Self {
        let mut parts = self.0.clone();
        parts.cipher = Some(cipher);
        Self(parts)
    }

    /// The same, with why it is none of the documented ones.
    pub(super) fn because(&self, why: String) -> Self {
        let mut parts = self.0.clone();
        parts.why_unknown = Some(why);
        Self(parts)
    }

    /// A text of the envelope of v3, or of a name in v2 (none if that is empty). What nothing vouches for is not given.
    fn text(&self, json: impl FnOnce(&KeptEnvelope) -> &String, xml: &str) -> Option<&str> {
        let text = match &self.0.content {
            RawContent::Json(envelope) => Some(json(envelope).as_str()),
            RawContent::Xml(document) => self.verified_by().and_then(|_| document.get(xml)),
        };
        text.filter(|text| !text.is_empty())
    }

    pub(super) fn content(&self) -> &RawContent {
        &self.0.content
    }

    pub(super) fn client(&self) -> &Client {
        &self.0.client
    }

    /// v3 (JSON) or v2 (XML).
    #[must_use]
    pub fn version(&self) -> Version {
        match self.0.content {
            RawContent::Json(_) => Version::V3,
            RawContent::Xml(_) => Version::V2,
        }
    }

    /// The notification's own id, which its copies share. `None` for most of v2, which has none; to
    /// know copies, use the [`deduplication_key`](Self::deduplication_key) that each notification has.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.text(|envelope| &envelope.id, "event_id")
    }

    /// When it was made: RFC 3339 in v3, 14 digits of Beijing time in v2. `None` in most of v2.
    #[must_use]
    pub fn create_time(&self) -> Option<&str> {
        self.text(|envelope| &envelope.create_time, "event_create_time")
    }

    /// What happened, such as `TRANSACTION.SUCCESS`. `None` in most of v2.
    #[must_use]
    pub fn event_type(&self) -> Option<&str> {
        self.text(|envelope| &envelope.event_type, "event_type")
    }

    /// The kind of payload, such as `encrypt-resource`. `None` in v2.
    #[must_use]
    pub fn resource_type(&self) -> Option<&str> {
        self.text(|envelope| &envelope.resource_type, "")
    }

    /// A note in words. `None` in v2.
    #[must_use]
    pub fn summary(&self) -> Option<&str> {
        self.text(|envelope| &envelope.summary, "")
    }

    /// What the payload was before encryption, such as `transaction`. `None` in v2, and if it is not told.
    #[must_use]
    pub fn original_type(&self) -> Option<&str> {
        self.text(|envelope| &envelope.original_type, "")
    }

    /// What was authenticated along with the payload, if anything.
    #[must_use]
    pub fn associated_data(&self) -> Option<&str> {
        self.text(|envelope| &envelope.associated_data, "event_associated_data")
    }

    /// The decrypted payload: JSON text in v3, XML in v2. The body itself if nothing was encrypted.
    ///
    /// ```
    /// # use serde_json::json;
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let refund = json!({ "out_refund_no": "1-1", "refund_status": "SUCCESS" });
    /// # let (headers, body) = platform.notification("REFUND.SUCCESS", "refund", &refund)?.parts();
    /// # let raw = client.notifications().parse(&headers, &body)?;
    /// // Kept as it came, for the day when somebody asks.
    /// let kept = String::from_utf8_lossy(raw.plaintext()).into_owned();
    /// assert_eq!(kept, refund.to_string());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn plaintext(&self) -> &Bytes {
        &self.0.plaintext
    }

    /// The fields of a v2 notification, with what was encrypted inside the
    /// field (`req_info`, `event_ciphertext`) that held it; of an unsigned refund that field alone. `None` in v3.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let paid = json!({ "return_code": "SUCCESS", "result_code": "SUCCESS", "mch_id": platform.mchid(), "out_trade_no": "1" });
    /// let (headers, body) = platform.v2_notification(&paid)?.parts();
    /// let raw = client.notifications().parse(&headers, &body)?;
    /// assert_eq!(raw.document().unwrap().get("out_trade_no"), Some("1"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        match &self.0.content {
            RawContent::Json(_) => None,
            RawContent::Xml(document) => Some(document),
        }
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// The id or serial number of the platform key that it was verified with,
    /// or `api_v2_key`. `None` for v2's refunds, which are encrypted but not signed.
    #[must_use]
    pub fn verified_by(&self) -> Option<&str> {
        self.0.verified_by.as_deref()
    }

    /// Why this is what an event's `Unknown` holds, in words for a person, without anything that came: which field, state or
    /// type tells the documented notifications apart, and is missing here or says something else. `Debug` has it too.
    ///
    /// It tells what WeChat Pay has begun to send from a test's payload that lacks a field. `None` for what is not from
    /// an `Unknown`.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::RawNotification;
    ///
    /// // match event { …, Event::Unknown(raw) => log(&raw) }
    /// fn log(raw: &RawNotification) {
    ///     // "`REFUND.SUCCESS` is documented, but the content is that of none of its notifications: for PartnerRefundSuccess
    ///     // it lacks `sp_mchid`, `sub_mchid`; for RefundSuccess it lacks `mchid`"
    ///     eprintln!("{}", raw.why_unknown().unwrap_or_default());
    /// }
    /// ```
    #[must_use]
    pub fn why_unknown(&self) -> Option<&str> {
        self.0.why_unknown.as_deref()
    }

    /// The payload as a record, its sensitive fields decrypted. In v2 the whole
    /// document, with what was encrypted in its field.
    ///
    /// # Errors
    /// The payload does not fit, or a field cannot be decrypted; a key that is kept elsewhere does that in
    /// [`parse_event_fetching`](super::Notifications::parse_event_fetching) alone.
    pub fn payload<R: Record>(&self) -> Result<R, Error> {
        let mut record = R::default();
        self.read_payload(RecordMut::new(&mut record))?;
        Ok(record)
    }

    /// Not generic: an enumeration of events has one of the above for each.
    fn read_payload(&self, mut record: RecordMut<'_>) -> Result<(), Error> {
        match &self.0.content {
            RawContent::Json(_) => record::read_answer(record.short(), &self.0.plaintext),
            RawContent::Xml(document) => record::read_document(record.short(), document),
        }
        .map_err(undecodable)?;
        let cipher: &dyn Cipher = match &self.0.cipher {
            Some(cipher) => &**cipher,
            None => &self.0.client.core.cipher(None),
        };
        record::decrypt_all(record, cipher).map_err(undecryptable)
    }

    /// The answer that says it was received: it is not sent again.
    ///
    /// WeChat Pay waits 5 seconds for it, and less for some: 3 for withdrawals, 1 where a user waits, as the
    /// notification's own page says. Keep the event first, do the work afterwards. The few that want
    /// data are answered with [`reply`](Self::reply).
    #[must_use]
    pub fn success(&self) -> Reply {
        match self.version() {
            Version::V2 => Reply::xml_success(),
            Version::V3 => Reply::success(),
        }
    }

    /// The answer that says it was not received: it is sent again, up to 15 times within a day or so. Where
    /// the answer must be signed, [`reply`](Self::reply) with another `code` than `SUCCESS` says so.
    #[must_use]
    pub fn failure(&self, message: &str) -> Reply {
        match self.version() {
            Version::V2 => Reply::xml_failure(message),
            Version::V3 => Reply::failure(message),
        }
    }
}

impl fmt::Debug for RawNotification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RawNotification");
        if let Some(why) = self.why_unknown() {
            shown.field("why_unknown", &why);
        }
        shown
            .field("version", &self.version())
            .field("id", &self.id())
            .field("event_type", &self.event_type())
            .field("original_type", &self.original_type())
            .field("verified_by", &self.verified_by())
            .field("plaintext_bytes", &self.plaintext().len())
            .finish_non_exhaustive()
    }
}
