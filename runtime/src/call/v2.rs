//! v2: a message of fields, signed with the v2 API key, as an XML body or a query.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::parts::{CallParts, Payload, unencodable};
use super::prepared::Prepared;
use crate::client::Core;
use crate::error::{Error, ErrorKind};
use crate::operation::{Answer, Method, Version};
use crate::record::{Cipher, Location, RecordRef};
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
    in_query: bool,
}

/// Fields that the client fills in where the caller did not.
const FILLED_IN: [&str; 3] = ["/nonce_str", "/sign", "/sign_type"];

/// Takes the fields that the client fills in out of those that are missing.
pub(super) fn not_filled_in(missing: Vec<String>) -> Vec<String> {
    missing
        .into_iter()
        .filter(|pointer| !FILLED_IN.contains(&&**pointer))
        .collect()
}

impl CallParts {
    pub(super) fn prepare_v2(&self, target: String, cipher: &dyn Cipher) -> Result<Prepared, Error> {
        let message = self.message(cipher)?;
        let core = &*self.client.core;
        if message.signed {
            core.v2_key()?;
        }
        Ok(Prepared {
            method: self.operation.method,
            origin: core.hosts.origin(self.operation.host).to_owned(),
            target,
            headers: self.headers_v2(cipher)?,
            body: Bytes::new(),
            signed: None,
            v2: Some(message),
        })
    }

    fn message(&self, cipher: &dyn Cipher) -> Result<Message, Error> {
        let in_query = self.operation.method == Method::Get;
        let at = if in_query { Location::Query } else { Location::Body };
        let record = match &self.payload {
            Payload::Record(record) => Some(record.as_ref()),
            _ => None,
        };
        let mut fields = match record {
            Some(record) => record.to_document(at, Some(cipher)).map_err(unencodable)?,
            None => Document::default(),
        };
        let documents = |name: &str| record.is_some_and(|record| record.field(name).is_some());
        let redirect = self.operation.answers == Answer::Redirect;
        let sign_type = match fields.get("sign_type") {
            Some(text) => SignType::parse(text)
                .ok_or_else(|| Error::new(ErrorKind::Request, "`sign_type` must be MD5 or HMAC-SHA256"))?,
            None => match record.and_then(documented_sign_type) {
                Some(sign_type) => {
                    fields.set("sign_type", sign_type.as_str());
                    sign_type
                }
                None => SignType::Md5,
            },
        };
        let nonce = !self.operation.nonceless && (!redirect || documents("nonce_str"));
        Ok(Message {
            nonce: nonce && fields.get("nonce_str").is_none_or(str::is_empty),
            signed: !redirect || documents("sign"),
            fields,
            sign_type,
            in_query,
        })
    }

    fn headers_v2(&self, cipher: &dyn Cipher) -> Result<HeaderMap, Error> {
        let get = self.operation.method == Method::Get;
        let content_type = if get { "" } else { "text/xml; charset=utf-8" };
        let mut headers = self.headers(cipher, None, content_type)?;
        let accept = "text/xml, text/plain, application/x-gzip, application/json";
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        debug_assert_eq!(headers.contains_key(CONTENT_TYPE), !get);
        Ok(headers)
    }

    /// Whether this is a v2 operation.
    pub(super) fn is_v2(&self) -> bool {
        self.operation.version == Version::V2
    }
}

/// The `sign_type` that an operation requires: HMAC-SHA256 where it may be chosen.
fn documented_sign_type(record: RecordRef<'_>) -> Option<SignType> {
    let field = record.field("sign_type").filter(|field| field.is_required())?;
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
        let texts = |fields: &Document| -> Result<Vec<(String, String)>, Error> {
            let texts = fields.texts().ok_or_else(|| {
                Error::new(
                    ErrorKind::Request,
                    "a v2 request cannot hold objects: no signature covers them",
                )
            })?;
            Ok(texts
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect())
        };
        if self.signed {
            let pairs = texts(&fields)?;
            let text = v2::text(pairs.iter().map(|(name, text)| (&**name, &**text)));
            fields.set("sign", core.v2_key()?.sign(self.sign_type, &text));
        }
        let mut target = target.to_owned();
        if self.in_query {
            url::append_query(&mut target, &texts(&fields)?);
            return Ok((Bytes::new(), target));
        }
        let body = fields.write().map_err(unwritable)?;
        Ok((body.into(), target))
    }
}

fn unwritable(error: XmlError) -> Error {
    Error::new(ErrorKind::Request, error.why).source(error)
}
