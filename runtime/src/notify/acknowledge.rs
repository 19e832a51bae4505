//! Notifications that want data for an answer, some of them signed.

use serde_json::{Map, Value};

use super::{Notification, RawNotification, Reply, TypedEvent};
use crate::client::at_once;
use crate::error::{Error, ErrorKind};
use crate::operation::Version;
use crate::record::{Location, Record, RecordRef};

const SUCCESS: &str = "SUCCESS";

/// A notification of v3 that asks for something: what it is answered with. The generated crate says it of
/// each `webhook::v3::…::Notification` whose documented answer has more than a code and a message.
///
/// Such a notification often has an address of its own (the parking fee has its own setting, for example). A
/// handler for that address takes the notification itself in the place of the enumeration `Event`, which
/// refuses every other one, and [`reply`](Notification::reply) takes no other's acknowledgement:
///
/// ```
/// use wechatpay_openapi_runtime::http::HeaderMap;
/// use wechatpay_openapi_runtime::{Acknowledged, Client, Error, Reply, record};
///
/// record! {
///     /// In a program: `wechatpay_openapi::webhook::v3::….::Notification`.
///     pub struct Notification {
///         /// Whose fee.
///         pub plate_number: Option<String>,
///     }
///     /// And its `Acknowledgement`.
///     pub struct Acknowledgement {
///         /// `SUCCESS` if it is not set.
///         pub code: Option<String>,
///         /// In fen.
///         pub total_amount: Option<i64>,
///     }
/// }
/// # impl Acknowledged for Notification {
/// #     type Acknowledgement = Acknowledgement;
/// #     const EVENT_TYPES: &'static [&'static str] = &["PARKING_FEE.QUERY_TRANS_INFO"];
/// #     const IS_SIGNED: bool = false;
/// # }
///
/// fn fee(client: &Client, headers: &HeaderMap, body: &[u8]) -> Result<Reply, Error> {
///     let asked = client.notifications().parse_event::<Notification, _>(headers, body)?;
///     println!("{:?}", asked.plate_number);
///     asked.reply(&Acknowledgement::new().total_amount(1500))
/// }
/// ```
pub trait Acknowledged {
    /// What it is answered with.
    type Acknowledgement: Record;

    /// The documented values of its `event_type`.
    const EVENT_TYPES: &'static [&'static str];

    /// Whether WeChat Pay verifies the answer.
    const IS_SIGNED: bool;
}

/// As a variant of `Event` has it.
impl<N: Acknowledged> Acknowledged for Box<N> {
    type Acknowledgement = N::Acknowledgement;

    const EVENT_TYPES: &'static [&'static str] = N::EVENT_TYPES;

    const IS_SIGNED: bool = N::IS_SIGNED;
}

impl<N: Acknowledged + Record> TypedEvent for N {
    fn read(raw: &RawNotification) -> Result<Self, Error> {
        expect::<N>(raw)?;
        raw.payload()
    }
}

fn expect<N: Acknowledged>(raw: &RawNotification) -> Result<(), Error> {
    let found = raw.event_type().unwrap_or_default();
    if raw.version() == Version::V3 && N::EVENT_TYPES.contains(&found) {
        return Ok(());
    }
    let expected = N::EVENT_TYPES.join("`, `");
    let text = format!("this is the notification `{found}`, and `{expected}` was expected");
    Err(Error::new(ErrorKind::Decode, text))
}

impl RawNotification {
    /// The answer with data to a notification that [asks for it](Acknowledged), such as a variant of `Event`:
    /// `Event::EntrustTerminateRetention(asked) => notification.raw.reply(asked, &acknowledgement)`.
    ///
    /// `code` says `SUCCESS` unless it is set; status is 200 then, else 500. Where it is documented the answer
    /// is signed with the merchant's key: timestamp, nonce and body, as every answer of v3 is, in
    /// the header `Authorization`. So send the body as it is.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::{Acknowledged, Client, record};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// record! {
    ///     /// In a program: `wechatpay_openapi::webhook::v3::….::Notification`.
    ///     pub struct Notification {
    ///         /// Whose fee.
    ///         pub plate_number: Option<String>,
    ///     }
    ///     /// And its `Acknowledgement`.
    ///     pub struct Acknowledgement {
    ///         /// In fen.
    ///         pub total_amount: Option<i64>,
    ///     }
    /// }
    /// # impl Acknowledged for Notification {
    /// #     type Acknowledgement = Acknowledgement;
    /// #     const EVENT_TYPES: &'static [&'static str] = &["PARKING_FEE.QUERY_TRANS_INFO"];
    /// #     const IS_SIGNED: bool = false;
    /// # }
    ///
    /// # let asked = json!({ "plate_number": "粤B888888" });
    /// # let (headers, body) = platform.notification("PARKING_FEE.QUERY_TRANS_INFO", "fee", &asked)?.parts();
    /// let raw = client.notifications().parse(&headers, &body)?;
    /// let asked: Notification = raw.payload()?;
    /// let reply = raw.reply(&asked, &Acknowledgement::new().total_amount(1500))?;
    /// assert_eq!((reply.status, &*reply.body), (200, r#"{"code":"SUCCESS","total_amount":1500}"#));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// It succeeds and lacks required fields, all of which are [named](Error::problems); the notification is another
    /// one; it must be signed and the client has no key, or the key does not sign.
    pub fn reply<N: Acknowledged>(&self, asked: &N, with: &N::Acknowledgement) -> Result<Reply, Error> {
        let waits = N::IS_SIGNED && self.client().core.signs_elsewhere();
        at_once(waits, "reply_async", self.reply_async(asked, with))
    }

    /// As [`reply`](Self::reply), with a merchant's key that is kept elsewhere ([`SigningKey`](crate::SigningKey)).
    ///
    /// # Errors
    /// As there; the key did not sign. It is waited for without an end: put a time-out around it.
    pub async fn reply_async<N: Acknowledged>(
        &self,
        _asked: &N,
        with: &N::Acknowledgement,
    ) -> Result<Reply, Error> {
        expect::<N>(self)?;
        let reply = self.write(RecordRef::new(with))?;
        match N::IS_SIGNED {
            true => self.sign(reply).await,
            false => Ok(reply),
        }
    }

    fn write(&self, with: RecordRef<'_>) -> Result<Reply, Error> {
        let unwritable = |error: &dyn std::fmt::Display| {
            Error::new(
                ErrorKind::Request,
                format!("the acknowledgement cannot be written: {error}"),
            )
        };
        // No acknowledgement has sensitive fields; one that had some would not leave as plain text.
        let cipher = self.client().core.cipher(None);
        let said = with
            .to_json(Location::Body, Some(&cipher))
            .map_err(|error| unwritable(&error))?;
        let said: Map<String, Value> = serde_json::from_slice(&said).map_err(|error| unwritable(&error))?;
        let code = said.get("code").and_then(Value::as_str).unwrap_or(SUCCESS);
        if code != SUCCESS {
            return Ok(Reply::json(500, Value::Object(said).to_string()));
        }
        let missing = with.missing().into_iter().map(|one| one.to_string());
        let missing: Vec<String> = missing.filter(|field| field != "/code").collect();
        if !missing.is_empty() {
            let text = format!(
                "the acknowledgement lacks required fields: {}",
                missing.join("; ")
            );
            return Err(Error::new(ErrorKind::MissingFields, text).with_problems(missing));
        }
        let mut body = Map::from_iter([("code".to_owned(), SUCCESS.into())]);
        body.extend(said);
        Ok(Reply::json(200, Value::Object(body).to_string()))
    }

    async fn sign(&self, reply: Reply) -> Result<Reply, Error> {
        let core = &self.client().core;
        let (time, nonce) = (core.clock.now(), core.next_nonce()?);
        let signer = core.signer()?;
        let header = signer
            .answer_authorization(time, &nonce, reply.body.as_bytes())
            .await?;
        Ok(Reply {
            authorization: Some(header),
            ..reply
        })
    }
}

impl<N: Acknowledged> Notification<N> {
    /// The answer with data; the rest is as in [`RawNotification::reply`].
    ///
    /// # Errors
    /// As there.
    pub fn reply(&self, with: &N::Acknowledgement) -> Result<Reply, Error> {
        self.raw.reply(&self.event, with)
    }

    /// As [`reply`](Self::reply); see [`RawNotification::reply_async`].
    ///
    /// # Errors
    /// As there.
    pub async fn reply_async(&self, with: &N::Acknowledgement) -> Result<Reply, Error> {
        self.raw.reply_async(&self.event, with).await
    }
}
