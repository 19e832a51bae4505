//! A request of v2: fields, signed with the v2 API key, as an XML body, a query or a file's companions.

use bytes::Bytes;
use http::header::{ACCEPT, HeaderMap, HeaderValue};

use super::fields::{documented_sign_type, given, sign_type, texts};
use super::upload::Upload;
use crate::call::head::RequestHead;
use crate::call::headers::headers;
use crate::call::parts::CallParts;
use crate::client::{Core, V2Cipher};
use crate::error::{Error, ErrorKind};
use crate::operation::{Answer, Method};
use crate::record::Cipher;
use crate::sign::shown;
use crate::sign::v2::{self, SignType};
use crate::url;
use crate::xml::{Document, XmlError};

/// What is signed and sent; the nonce and the signature are fresh each time.
pub(in crate::call) struct Message {
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

impl Message {
    pub(in crate::call) fn of(parts: &CallParts) -> Result<(RequestHead, Self), Error> {
        // Better than after a long download.
        parts.options.file.check()?;
        let core = &*parts.client.core;
        let cipher = core.v2_cipher();
        let target = target(parts)?;
        check_public_key(parts, &cipher)?;
        let message = Self::new(parts, &cipher)?;
        if message.signed {
            core.v2_key()?;
        }
        let head = RequestHead {
            method: parts.operation.method,
            origin: core.hosts.origin(parts.operation.host).to_owned(),
            target,
            headers: message.carrier.headers(parts, &cipher)?,
        };
        Ok((head, message))
    }

    fn new(parts: &CallParts, cipher: &dyn Cipher) -> Result<Self, Error> {
        let record = parts.record();
        let (mut fields, carrier) = carried(parts, cipher)?;
        let documents = |name: &str| record.is_some_and(|record| record.field(name).is_some());
        let redirect = parts.operation.answers == Answer::Redirect;
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
        let as_documented = redirect || parts.operation.upload;
        let nonce = !parts.operation.nonceless && (!as_documented || documents("nonce_str"));
        Ok(Self {
            nonce: nonce && fields.get("nonce_str").is_none_or(str::is_empty),
            signed,
            fields,
            sign_type,
            carrier,
        })
    }

    /// A request with a new nonce and a new signature.
    pub(in crate::call) fn sign(
        &self,
        head: &RequestHead,
        core: &Core,
    ) -> Result<http::Request<Bytes>, Error> {
        let fields = self.signed(core)?;
        let body = match &self.carrier {
            Carrier::Xml => fields.write().map_err(unwritable)?.into(),
            Carrier::Multipart(upload) => upload.body(&texts(&fields)?),
            Carrier::Query => {
                let target = with_query(&head.target, &fields)?;
                return head.around_at(&target, Bytes::new());
            }
        };
        head.around(body)
    }

    /// Path and query of a URL to open, signed anew.
    pub(in crate::call) fn signed_target(&self, target: &str, core: &Core) -> Result<String, Error> {
        let fields = self.signed(core)?;
        match &self.carrier {
            Carrier::Query => with_query(target, &fields),
            Carrier::Xml | Carrier::Multipart(_) => Ok(target.to_owned()),
        }
    }

    /// The fields with a new nonce and a new signature.
    fn signed(&self, core: &Core) -> Result<Document, Error> {
        let mut fields = self.fields.clone();
        if self.nonce {
            fields.set("nonce_str", core.next_nonce()?);
        }
        if self.signed {
            let text = v2::text(texts(&fields)?);
            fields.set("sign", core.v2_key()?.sign(self.sign_type, &text));
        }
        Ok(fields)
    }
}

/// The fields, and what they travel in.
fn carried(parts: &CallParts, cipher: &dyn Cipher) -> Result<(Document, Carrier), Error> {
    if let (true, Some(record)) = (parts.operation.upload, parts.record()) {
        let (fields, upload) = Upload::new(record, cipher, parts.client.core.next_nonce()?)?;
        return Ok((fields, Carrier::Multipart(upload)));
    }
    let carrier = match parts.operation.method {
        Method::Get => Carrier::Query,
        _ => Carrier::Xml,
    };
    Ok((given(parts, cipher)?, carrier))
}

impl Carrier {
    fn headers(&self, parts: &CallParts, cipher: &dyn Cipher) -> Result<HeaderMap, Error> {
        let content_type = match self {
            Self::Xml => "text/xml; charset=utf-8",
            Self::Query => "",
            Self::Multipart(upload) => &upload.content_type(),
        };
        let mut headers = headers(parts, cipher, None, content_type)?;
        let accept = "text/xml, text/plain, application/x-gzip, application/json";
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        Ok(headers)
    }
}

fn check_public_key(parts: &CallParts, cipher: &V2Cipher) -> Result<(), Error> {
    match parts.record() {
        Some(record) if !cipher.has_key() && record.has_sensitive() => {
            Err(Error::new(ErrorKind::Config, cipher.missing_key()))
        }
        _ => Ok(()),
    }
}

/// The path; a `GET` signs the caller's own query among the fields.
fn target(parts: &CallParts) -> Result<String, Error> {
    let mut target = parts.path()?;
    if parts.operation.method != Method::Get {
        url::append_query(&mut target, &parts.query);
    }
    Ok(target)
}

fn with_query(target: &str, fields: &Document) -> Result<String, Error> {
    let pairs = texts(fields)?.into_iter();
    let pairs: Vec<_> = pairs
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    let mut target = target.to_owned();
    url::append_query(&mut target, &pairs);
    Ok(target)
}

fn unwritable(error: XmlError) -> Error {
    Error::new(ErrorKind::Request, error.to_string())
        .with_problems(error.field.iter().cloned().collect())
        .with_source(error)
}
