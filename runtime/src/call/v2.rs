//! v2: a message of fields, signed with the v2 API key, as an XML body or a query.

use bytes::Bytes;
use http::header::{ACCEPT, HeaderMap, HeaderValue};
use serde_json::Value;

use super::parts::{CallParts, Payload, unencodable};
use super::prepared::Prepared;
use super::upload_v2::Upload;
use crate::client::{Core, V2Cipher};
use crate::error::{Error, ErrorKind};
use crate::operation::{Answer, Method, Version};
use crate::record::{BoxError, Cipher, Location, RecordRef};
use crate::sign::shown;
use crate::sign::v2::{self, SignType};
use crate::url;
use crate::xml::{Document, XmlError};

/// What is signed and sent; the nonce and the signature are fresh each time.
pub(super) struct Message {
    fields: Document,
    sign_type: SignType,
    /// A redirect whose table has no `sign` is not signed.
    signed: bool,
    nonce: bool,
    carrier: Carrier,
}

/// What the signed fields travel in.
enum Carrier {
    Xml,
    Query,
    Multipart(Upload),
}

/// Fields that the client fills in where the caller did not.
const FILLED_IN: [&str; 3] = ["/nonce_str", "/sign", "/sign_type"];

/// Whether the client fills it in.
pub(super) fn is_filled_in(pointer: &str) -> bool {
    FILLED_IN.contains(&pointer)
}

impl CallParts {
    pub(super) fn prepare_v2(&self, target: String) -> Result<Prepared, Error> {
        let core = &*self.client.core;
        let cipher = core.v2_cipher();
        self.check_v2_public_key(&cipher)?;
        let message = self.message(&cipher)?;
        if message.signed {
            core.v2_key()?;
        }
        Ok(Prepared {
            method: self.operation.method,
            origin: core.hosts.origin(self.operation.host).to_owned(),
            target,
            headers: self.headers_v2(&cipher, &message.carrier)?,
            body: Bytes::new(),
            signed: None,
            v2: Some(message),
        })
    }

    fn check_v2_public_key(&self, cipher: &V2Cipher<'_>) -> Result<(), Error> {
        match &self.payload {
            Payload::Record(record) if !cipher.has_key() && record.as_ref().has_sensitive() => {
                Err(Error::new(ErrorKind::Config, cipher.missing_key()))
            }
            _ => Ok(()),
        }
    }

    fn message(&self, cipher: &dyn Cipher) -> Result<Message, Error> {
        let record = match &self.payload {
            Payload::Record(record) => Some(record.as_ref()),
            _ => None,
        };
        let (mut fields, carrier) = self.fields(record, cipher)?;
        let documents = |name: &str| record.is_some_and(|record| record.field(name).is_some());
        let redirect = self.operation.answers == Answer::Redirect;
        let sign_type = sign_type(&fields, record)?;
        if fields.get("sign_type").is_none() && record.and_then(documented_sign_type).is_some() {
            fields.set("sign_type", sign_type.as_str());
        }
        let signed = !redirect || documents("sign");
        // The URL of a `GET` may be opened by anybody, whether or not it is documented as a redirect.
        if signed && matches!(carrier, Carrier::Query) {
            for (name, value) in texts(&fields)? {
                shown::name(name)?;
                shown::value(name, value)?;
            }
        }
        // Redirects and uploads have the fields that are documented, and no others.
        let as_documented = redirect || self.operation.upload;
        let nonce = !self.operation.nonceless && (!as_documented || documents("nonce_str"));
        Ok(Message {
            nonce: nonce && fields.get("nonce_str").is_none_or(str::is_empty),
            signed,
            fields,
            sign_type,
            carrier,
        })
    }

    fn fields(
        &self,
        record: Option<RecordRef<'_>>,
        cipher: &dyn Cipher,
    ) -> Result<(Document, Carrier), Error> {
        if let (true, Some(record)) = (self.operation.upload, record) {
            let (fields, upload) = Upload::new(record, cipher, self.client.core.next_nonce()?)?;
            return Ok((fields, Carrier::Multipart(upload)));
        }
        let carrier = match self.operation.method {
            Method::Get => Carrier::Query,
            _ => Carrier::Xml,
        };
        Ok((self.given(cipher)?, carrier))
    }

    /// The fields that the caller gave: of a record, or by hand.
    fn given(&self, cipher: &dyn Cipher) -> Result<Document, Error> {
        let at = match self.operation.method {
            Method::Get => Location::Query,
            _ => Location::Body,
        };
        let mut fields = match &self.payload {
            Payload::Record(record) => record
                .as_ref()
                .to_document(at, Some(cipher))
                .map_err(unencodable)?,
            Payload::Json(json) => by_hand(json)?,
            Payload::Failed(text) => return Err(Error::new(ErrorKind::Request, text.clone())),
            Payload::None => Document::default(),
        };
        if at == Location::Query {
            for (name, value) in &self.query {
                fields.set(name, value);
            }
        }
        Ok(fields)
    }

    /// How this request is signed.
    pub(super) fn sign_type(&self) -> Result<SignType, Error> {
        let record = match &self.payload {
            Payload::Record(record) => Some(record.as_ref()),
            _ => None,
        };
        sign_type(&self.given(&Blank)?, record)
    }

    /// Whether a document says what this request did, and no more. The text that is signed tells it, not the fields: it has no
    /// empty ones, and does not change if they are cut in another way.
    pub(super) fn is_echo(&self, answer: &Document) -> bool {
        let Ok(sent) = self.given(&Blank) else {
            return false;
        };
        let (Some(sent), Some(answer)) = (sent.texts(), answer.texts()) else {
            return false;
        };
        let (sent, answer) = (v2::text(sent), v2::text(answer));
        let (sent, answer) = (told(&sent), told(&answer));
        !sent.is_empty()
            && sent.len() == answer.len()
            // What is encrypted is so anew each time.
            && sent.iter().zip(answer).all(|((name, ours), (other, theirs))| {
                *name == other && (*ours == theirs || *ours == BLANK)
            })
    }

    fn headers_v2(&self, cipher: &dyn Cipher, carrier: &Carrier) -> Result<HeaderMap, Error> {
        let content_type = match carrier {
            Carrier::Xml => "text/xml; charset=utf-8",
            Carrier::Query => "",
            Carrier::Multipart(upload) => &upload.content_type(),
        };
        let mut headers = self.headers(cipher, None, content_type)?;
        let accept = "text/xml, text/plain, application/x-gzip, application/json";
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        Ok(headers)
    }

    /// Whether this is a v2 operation.
    pub(super) fn is_v2(&self) -> bool {
        self.operation.version == Version::V2
    }
}

/// The pairs of a signed text, but for what the client fills in.
fn told(text: &str) -> Vec<(&str, &str)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| !FILLED_IN.iter().any(|filled| &filled[1..] == *name))
        .collect()
}

/// In the place of what is encrypted, for comparing.
const BLANK: &str = "\u{0}";

struct Blank;

impl Cipher for Blank {
    fn encrypt(&self, _: &str) -> Result<String, BoxError> {
        Ok(BLANK.to_owned())
    }

    fn decrypt(&self, _: &str) -> Result<String, BoxError> {
        Ok(BLANK.to_owned())
    }
}

/// The members of a JSON object, given to a path of v2 by hand.
fn by_hand(json: &Bytes) -> Result<Document, Error> {
    let refuse = |why: &str| Error::new(ErrorKind::Request, format!("the fields of a v2 request {why}"));
    let value: Value = serde_json::from_slice(json).map_err(|_| refuse("are a JSON object"))?;
    let Value::Object(members) = value else {
        return Err(refuse("are a JSON object"));
    };
    let mut fields = Document::default();
    for (name, value) in members {
        match value {
            Value::Null => continue,
            Value::String(text) => fields.set(&name, text),
            Value::Bool(_) | Value::Number(_) => fields.set(&name, value.to_string()),
            Value::Array(_) | Value::Object(_) => {
                return Err(refuse("are texts and numbers: write objects as JSON text")
                    .details(vec![format!("/{name}")]));
            }
        }
    }
    Ok(fields)
}

/// The given one, the required one, or MD5.
fn sign_type(fields: &Document, record: Option<RecordRef<'_>>) -> Result<SignType, Error> {
    match fields.get("sign_type") {
        Some(text) => SignType::parse(text)
            .ok_or_else(|| Error::new(ErrorKind::Request, "`sign_type` must be MD5 or HMAC-SHA256")),
        None => Ok(record.and_then(documented_sign_type).unwrap_or(SignType::Md5)),
    }
}

/// The `sign_type` that an operation requires: HMAC-SHA256 where it may be chosen.
fn documented_sign_type(record: RecordRef<'_>) -> Option<SignType> {
    let field = record.field("sign_type").filter(|field| field.is_stated())?;
    match field.values() {
        ["MD5"] => Some(SignType::Md5),
        _ => Some(SignType::HmacSha256),
    }
}

impl Message {
    /// Body and query with a new nonce and a new signature.
    pub(super) fn sign(&self, core: &Core, target: &str) -> Result<(Bytes, String), Error> {
        let mut fields = self.fields.clone();
        if self.nonce {
            fields.set("nonce_str", core.next_nonce()?);
        }
        if self.signed {
            let text = v2::text(texts(&fields)?);
            fields.set("sign", core.v2_key()?.sign(self.sign_type, &text));
        }
        let mut target = target.to_owned();
        let body = match &self.carrier {
            Carrier::Xml => fields.write().map_err(unwritable)?.into(),
            Carrier::Multipart(upload) => upload.body(&texts(&fields)?),
            Carrier::Query => {
                let pairs = texts(&fields)?.into_iter();
                let pairs: Vec<_> = pairs
                    .map(|(name, text)| (name.to_owned(), text.to_owned()))
                    .collect();
                url::append_query(&mut target, &pairs);
                Bytes::new()
            }
        };
        Ok((body, target))
    }
}

fn texts(fields: &Document) -> Result<Vec<(&str, &str)>, Error> {
    fields.texts().ok_or_else(|| {
        Error::new(
            ErrorKind::Request,
            "a v2 request cannot hold objects: no signature covers them",
        )
    })
}

fn unwritable(error: XmlError) -> Error {
    Error::new(ErrorKind::Request, error.to_string())
        .details(error.field.iter().cloned().collect())
        .source(error)
}
