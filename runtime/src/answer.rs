//! What an answer becomes.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::client::Client;
use crate::crypto::CryptoError;
use crate::download::FileOptions;
use crate::error::{Error, ErrorKind};
use crate::operation::{Answer, Operation};
use crate::record::{self, Cipher, CryptError, DecodeError, Record, Table};
use crate::response::Response;
use crate::xml::Document;

/// A verified answer, not decoded yet. `Debug` does not show the body.
#[derive(Clone)]
pub struct Received {
    pub(crate) operation: Operation,
    pub(crate) path: Cow<'static, str>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) verified_by: Option<String>,
    /// The result of a redirect operation, for which nothing is requested.
    pub(crate) url: Option<String>,
    /// The fields of a v2 answer.
    pub(crate) document: Option<Document>,
    /// What is wanted of a file.
    pub(crate) file: FileOptions,
}

impl Received {
    pub(crate) fn redirect(operation: Operation, path: Cow<'static, str>, url: String) -> Self {
        Self {
            operation,
            path,
            status: StatusCode::FOUND,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            verified_by: None,
            url: Some(url),
            document: None,
            file: FileOptions::default(),
        }
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The headers as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Tells an error what it is about.
    pub(crate) fn blame(&self, error: Error) -> Error {
        error
            .of(&self.operation, self.path.clone())
            .answered(self.status, &self.headers, &self.body)
            .verified_by(self.verified_by.as_deref())
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field(
                "operation",
                &format_args!(
                    "{} {}",
                    self.operation.method,
                    crate::shape::shown_path(self.path.clone())
                ),
            )
            .field("status", &self.status)
            .field("request_id", &self.headers.get("request-id"))
            .field("verified_by", &self.verified_by)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What a call can give: a record, JSON, a file, a URL, nothing.
pub trait FromAnswer: Sized + Send + 'static {
    /// What the operation must answer for this.
    const ANSWER: Answer = Answer::Json;

    /// Makes the value; `cipher` decrypts sensitive fields.
    ///
    /// # Errors
    /// The body is not what was expected, or cannot be decrypted.
    fn from_answer(answer: &Received, cipher: &dyn Cipher) -> Result<Self, Error>;

    /// JSON pointers of what the body holds and the type does not know.
    #[must_use]
    fn unknown_fields(answer: &Received) -> Vec<String> {
        let _ = answer;
        Vec::new()
    }

    /// Whether `code` and `message` are documented members of the result, and thus no error.
    #[doc(hidden)]
    #[must_use]
    fn documents_errors() -> bool {
        false
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
        Ok(value) => Ok(Response::new(value, received)),
        Err(error) => Err(received.blame(error)),
    }
}

impl<T: Record> FromAnswer for T {
    fn from_answer(answer: &Received, cipher: &dyn Cipher) -> Result<Self, Error> {
        if answer.body.is_empty() {
            return Err(Error::new(ErrorKind::Decode, "the body is empty"));
        }
        let decoded = match &answer.document {
            Some(document) => {
                has_result(T::TABLE, document)?;
                record::from_document::<T>(document)
            }
            None => record::from_answer::<T>(&answer.body),
        };
        let mut record = decoded.map_err(undecodable)?;
        record::decrypt(&mut record, cipher).map_err(undecryptable)?;
        Ok(record)
    }

    fn unknown_fields(answer: &Received) -> Vec<String> {
        match &answer.document {
            Some(document) => record::unknown_in(T::TABLE, &document.to_json(), record::Lists::Repeated),
            None => record::unknown_fields(T::TABLE, &answer.body),
        }
    }

    fn documents_errors() -> bool {
        ["code", "message"].iter().all(|name| {
            let mut fields = T::TABLE.fields.iter();
            fields.any(|field| field.name == *name)
        })
    }
}

/// JSON of any shape; `Null` for an empty body.
impl FromAnswer for serde_json::Value {
    fn from_answer(answer: &Received, _: &dyn Cipher) -> Result<Self, Error> {
        if answer.body.is_empty() {
            return Ok(Self::Null);
        }
        if let Some(document) = &answer.document {
            return Ok(document.to_json());
        }
        serde_json::from_slice(&answer.body)
            .map_err(|error| Error::new(ErrorKind::Decode, format!("the body is no JSON: {error}")))
    }
}

/// The answer of an operation that answers with its status alone (204 or 202).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Empty;

impl FromAnswer for Empty {
    const ANSWER: Answer = Answer::Empty(204);

    fn from_answer(_: &Received, _: &dyn Cipher) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// A signed URL to send the user to. Nothing was requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    url: String,
}

impl Redirect {
    /// The URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl FromAnswer for Redirect {
    const ANSWER: Answer = Answer::Redirect;

    fn from_answer(answer: &Received, _: &dyn Cipher) -> Result<Self, Error> {
        match &answer.url {
            Some(url) => Ok(Self { url: url.clone() }),
            None => Err(Error::new(
                ErrorKind::Unsupported,
                "a redirect is a URL for the user: nothing answers it",
            )),
        }
    }
}

/// v2: what is documented to tell its result and does not is no success.
fn has_result(table: &Table, document: &Document) -> Result<(), Error> {
    const RESULT: &str = "result_code";
    let documented = table.fields.iter().any(|field| field.name == RESULT);
    if documented && document.get(RESULT).is_none_or(str::is_empty) {
        let text = "the answer has no `result_code`, which is documented: it does not say that it succeeded";
        return Err(Error::new(ErrorKind::Decode, text).details(vec![format!("/{RESULT}")]));
    }
    Ok(())
}

/// Code and message, if an answer is an error whatever its status: an object with `code` and `message`.
pub(crate) fn error_in(body: &[u8]) -> Option<(String, String)> {
    // Most answers have no such names, and are not read twice.
    let text = std::str::from_utf8(body).ok()?;
    if !["\"code\"", "\"message\""].iter().all(|name| text.contains(name)) {
        return None;
    }
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let member = |name: &str| json.get(name)?.as_str().map(str::to_owned);
    Some((member("code")?, member("message")?))
}

/// An error where a result is documented.
pub(crate) fn error_in_place() -> Error {
    let text = "this is an error where a result is documented: query what became of it";
    Error::new(ErrorKind::Api, text)
}

pub(crate) fn undecodable(error: DecodeError) -> Error {
    Error::new(ErrorKind::Decode, error.to_string())
        .details(vec![error.pointer.clone()])
        .source(error)
}

pub(crate) fn undecryptable(error: CryptError) -> Error {
    let text = if error.source.is::<CryptoError>() {
        format!("{error}: was it encrypted for another certificate of this merchant?")
    } else {
        format!("{error}: {}", error.source)
    };
    Error::new(ErrorKind::Decrypt, text)
        .details(vec![error.pointer.clone()])
        .source(error)
}
