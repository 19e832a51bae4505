//! A successful answer: the value and everything around it.

use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::answer::FromAnswer;
use crate::client::Client;
use crate::error::Error;
use crate::operation::Answer;
use crate::received::{Received, error_in, error_in_place};
use crate::record::{Cipher, Record, RecordRef};

/// What a call gives. Derefs to the value; nothing of the answer is lost.
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
    #[must_use]
    pub fn unknown_fields(&self) -> Vec<String> {
        T::unknown_fields(&self.received)
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
pub(crate) fn decode<T: FromAnswer>(received: Received, client: &Client) -> Result<Response<T>, Error> {
    let cipher: &dyn Cipher = match &received.document {
        Some(_) => &client.core.v2_cipher(),
        None => &client.core.cipher(None),
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
