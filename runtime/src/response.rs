//! A successful answer: the value and everything around it.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::answer::FromAnswer;
use crate::client::{Client, Decrypted, Wanted};
use crate::error::Error;
use crate::operation::Answer;
use crate::received::{Received, error_in, error_in_place};
use crate::record::{Cipher, Record, RecordRef};
use crate::require;

/// What a call gives. Derefs to the value; nothing of the answer is lost.
///
/// ```
/// use wechatpay_openapi_runtime::{Client, Method};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
/// # let call = client.call(Method::GET, "v3/pay/transactions/id/4200000914202111034");
/// # let order = call.read(platform.answer(200, r#"{"trade_state":"SUCCESS"}"#)?.response())?;
/// // let order = client.v3().pay().transactions()….get(request).await?;
/// assert_eq!(order["trade_state"], "SUCCESS");
///
/// // What it came in: to be kept, and to be told to WeChat Pay's support.
/// assert_eq!(order.status(), 200);
/// assert_eq!(order.body(), r#"{"trade_state":"SUCCESS"}"#);
/// assert_eq!(order.headers()["request-id"], order.request_id().unwrap());
/// assert_eq!(order.verified_by(), Some(platform.public_key_id()));
///
/// let value = order.into_inner();
/// assert!(value.is_object());
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Response<T> {
    value: T,
    received: Received,
}

impl<T> Response<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Tells an error that it is about this answer.
    pub(crate) fn blame(&self, error: Error) -> Error {
        self.received.blame(error)
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// The headers as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// `Request-ID`: what WeChat Pay's support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.received.headers.get("request-id")?.to_str().ok()
    }

    /// The body as it came: what was signed.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.received.body
    }

    /// The id of the public key, or the serial number of the platform
    /// certificate, that the answer was verified with; `api_v2_key` in v2. `None` where the
    /// documentation allows an unsigned answer and it was one.
    #[must_use]
    pub fn verified_by(&self) -> Option<&str> {
        self.received.verified_by.as_deref()
    }
}

impl<T: FromAnswer> Response<T> {
    /// JSON pointers of what the body holds and the type does not know: keys that are not documented, and
    /// what has another shape than documented: read all the same (an object in a list of one, one value for a list, `null`
    /// in a list), or left out since it can mean several things (two objects for one, a text for an object). A number that
    /// cannot be understood is never left out, but an error.
    ///
    /// Not an error: WeChat Pay adds fields at any time. Read them from [`body`](Self::body).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method, record};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// record! {
    ///     /// In a program a `Response` of the generated crate.
    ///     pub struct Order {
    ///         /// The state.
    ///         pub trade_state: Option<String>,
    ///     }
    /// }
    ///
    /// let call = client.call(Method::GET, "v3/pay/transactions/id/4200000914202111034").receive::<Order>();
    /// # let body = r#"{"trade_state":"SUCCESS","brand_new":1}"#;
    /// # let order = call.read(platform.answer(200, body)?.response())?;
    /// // The body is {"trade_state":"SUCCESS","brand_new":1}
    /// assert_eq!(order.unknown_fields(), ["/brand_new"]);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn unknown_fields(&self) -> Vec<String> {
        T::unknown_fields(&self.received)
    }
}

impl<T: Record> Response<T> {
    /// What `read` gives of the answer, or the error that names the documented field that did not come.
    ///
    /// Every field is an `Option`, for documentation promises more than WeChat Pay always keeps. Where a program cannot do
    /// without one, this is one word instead of an `unwrap`; several at once are a tuple.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::{Error, Response, record};
    /// # record! {
    /// #     pub struct Transaction { pub out_trade_no: Option<String>, pub amount: Option<Amount>, }
    /// #     pub struct Amount { pub total: Option<i64>, }
    /// # }
    /// fn paid(order: Response<Transaction>) -> Result<(String, i64), Error> {
    ///     order.require(|order| Some((order.out_trade_no?, order.amount?.total?)))
    /// }
    /// ```
    ///
    /// To name the field, `read` is called again with other values of this type: it should only read, and not panic.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if `read` gives nothing: [`problems`](Error::problems) has the JSON
    /// pointers of what did not come, and the error keeps operation, Request-ID and body. The call itself was successful.
    pub fn require<V>(self, read: impl Fn(T) -> Option<V>) -> Result<V, Error> {
        require::of_answer(self.value, &self.received, read)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// The one step of a call that knows the type.
pub(crate) fn decode<T: FromAnswer>(
    received: Received,
    client: &Client,
    decrypted: Option<&Decrypted>,
) -> Result<Response<T>, Error> {
    let cipher: &dyn Cipher = match (decrypted, &received.document) {
        (Some(decrypted), _) => decrypted,
        (None, Some(_)) => &client.core.v2_cipher(),
        (None, None) => &client.core.cipher(None),
    };
    // The status alone does not say that it is done.
    let may_be_error = T::ANSWER == Answer::Json && received.document.is_none() && !T::documents_errors();
    if may_be_error && error_in(&received.body).is_some() {
        return Err(received.blame(error_in_place()));
    }
    match T::from_answer(&received, cipher) {
        Ok(value) => Ok(Response { value, received }),
        Err(error) => Err(received.blame(error)),
    }
}

/// Has everything read that a type would decrypt, for a key elsewhere. What it cannot read is told by [`decode`].
pub(crate) fn wanted<T: FromAnswer>(received: &Received, cipher: &dyn Cipher) {
    // A file has no fields, and is not to be read twice.
    if T::ANSWER == Answer::Json {
        let _ = T::from_answer(received, cipher);
    }
}

/// What an answer has for a key elsewhere, decrypted within this time; `None` if the keys are here.
pub(crate) async fn decrypted(
    received: &Received,
    client: &Client,
    wanted: fn(&Received, &dyn Cipher),
    time: Duration,
) -> Result<Option<Decrypted>, Error> {
    if !client.core.decrypts_elsewhere() {
        return Ok(None);
    }
    let noted = Wanted::default();
    wanted(received, &noted);
    let decrypted = client
        .core
        .decrypt_elsewhere(noted.take(), received.document.is_some(), time);
    decrypted.await.map(Some).map_err(|error| received.blame(error))
}

/// What can be looked at as a record: the record itself, or the [`Response`] that it came in.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer with fields",
    label = "expected a record, or the `Response` of one",
    note = "pass what the call gave: `let answer = client.v3().bill().tradebill().get(request).await?`, then `&answer`"
)]
pub trait AsRecord {
    /// The fields.
    fn as_record(&self) -> RecordRef<'_>;
}

impl<R: Record> AsRecord for R {
    fn as_record(&self) -> RecordRef<'_> {
        RecordRef::new(self)
    }
}

impl<R: Record> AsRecord for Response<R> {
    fn as_record(&self) -> RecordRef<'_> {
        RecordRef::new(&self.value)
    }
}
