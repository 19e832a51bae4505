//! What an answer becomes.

mod file;

pub use self::file::Download;
pub(crate) use self::file::{error_in_place, is_json, too_large};
use crate::crypto::CryptoError;
use crate::error::{Error, ErrorKind};
use crate::operation::Answer;
use crate::received::Received;
use crate::record::{self, Cipher, CryptError, DecodeError, Record, Table};
use crate::xml::Document;

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
            fields.any(|field| field.name() == *name)
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
///
/// ```
/// use wechatpay_openapi_runtime::{Client, Method, Redirect};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wechatpay_openapi_runtime::Error> {
/// # let client: Client = TestPlatform::new()?.client()?;
/// // A documented one, such as `client.v2().papay().entrustweb().get(request)`, has the type already.
/// let page = client.call(Method::GET, "papay/entrustweb").query("plan_id", "12535").receive::<Redirect>();
/// assert!(page.await?.url().contains("plan_id=12535"));
/// # Ok(())
/// # }
/// ```
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
    let documented = table.fields.iter().any(|field| field.name() == RESULT);
    if documented && document.get(RESULT).is_none_or(str::is_empty) {
        let text = "the answer has no `result_code`, which is documented: it does not say that it succeeded";
        return Err(Error::new(ErrorKind::Decode, text).with_problems(vec![format!("/{RESULT}")]));
    }
    Ok(())
}

pub(crate) fn undecodable(error: DecodeError) -> Error {
    Error::new(ErrorKind::Decode, error.to_string())
        .with_problems(vec![error.pointer.clone()])
        .with_source(error)
}

pub(crate) fn undecryptable(error: CryptError) -> Error {
    let text = if error.source.is::<CryptoError>() {
        format!("{error}: was it encrypted for another certificate of this merchant?")
    } else {
        format!("{error}: {}", error.source)
    };
    Error::new(ErrorKind::Decrypt, text)
        .with_problems(vec![error.pointer.clone()])
        .with_source(error)
}
