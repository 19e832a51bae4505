//! A request of v3: built once, and signed by its `Authorization`.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderValue};

use crate::call::head::RequestHead;
use crate::call::headers::headers;
use crate::call::parts::{CallParts, Payload, unencodable};
use crate::client::Core;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Keyring, PlatformKey};
use crate::operation::Method;
use crate::record::{Cipher, Location, RecordRef};
use crate::shape::Shape;
use crate::{multipart, url};

/// What is sent, and what of it is signed.
pub(in crate::call) struct Message {
    body: Bytes,
    /// What is signed in the body's place (uploads).
    signed: Option<Bytes>,
}

impl Message {
    pub(in crate::call) fn of(parts: &CallParts, keys: &Keyring) -> Result<(RequestHead, Self), Error> {
        let core = &*parts.client.core;
        core.signer()?;
        // Better than after a long download.
        parts.options.file.check()?;
        let platform = keys.preferred(core.clock.now()).map(|key| &**key);
        check_key(parts, platform)?;
        let cipher = core.cipher(platform);
        let target = target(parts, &cipher)?;
        let (content_type, message) = Self::content(parts, &cipher)?;
        let head = RequestHead {
            method: parts.operation.method,
            origin: parts.origin().to_owned(),
            target,
            headers: headers(parts, &cipher, platform, &content_type)?,
        };
        Ok((head, message))
    }

    /// The content type, and what has it.
    fn content(parts: &CallParts, cipher: &dyn Cipher) -> Result<(Cow<'static, str>, Self), Error> {
        let body = match &parts.payload {
            Payload::Record(record) if parts.operation.upload => {
                return Self::upload(record.as_ref(), parts.client.core.next_nonce()?, cipher);
            }
            _ if parts.operation.upload => {
                return Err(Error::new(
                    ErrorKind::Request,
                    "an upload needs its request: the file and its meta",
                ));
            }
            Payload::None => Bytes::new(),
            Payload::Json(json) => json.clone(),
            Payload::Failed(text) => return Err(Error::new(ErrorKind::Request, text.clone())),
            Payload::Record(record) if record.as_ref().has(Location::Body) => record
                .as_ref()
                .to_json(Location::Body, Some(cipher))
                .map_err(unencodable)?
                .into(),
            Payload::Record(_) => Bytes::new(),
        };
        let has_type = parts.operation.method != Method::Get || !body.is_empty();
        let content_type = if has_type { "application/json" } else { "" };
        Ok((content_type.into(), Self { body, signed: None }))
    }

    /// A file and its meta, which alone is signed.
    fn upload(
        record: RecordRef<'_>,
        nonce: String,
        cipher: &dyn Cipher,
    ) -> Result<(Cow<'static, str>, Self), Error> {
        if let Some((pointer, given, is)) = record.wrong_digests().into_iter().next() {
            let text = format!(
                "{pointer} is given ({}), and the digest of the file is {is}: leave it out and it is filled in",
                Shape::of(given)
            );
            return Err(Error::new(ErrorKind::Request, text).with_problems(vec![pointer]));
        }
        let parts = record.parts(Some(cipher)).map_err(unencodable)?;
        let boundary = format!("boundary-{nonce}");
        let message = Self {
            body: multipart::body(&boundary, &parts),
            signed: Some(multipart::signed_text(&parts)),
        };
        let content_type = format!("multipart/form-data; boundary={boundary}");
        Ok((content_type.into(), message))
    }

    /// A request with a new timestamp, nonce and signature.
    pub(in crate::call) async fn sign(
        &self,
        head: &RequestHead,
        core: &Core,
    ) -> Result<http::Request<Bytes>, Error> {
        let mut request = head.around(self.body.clone())?;
        request
            .headers_mut()
            .insert(AUTHORIZATION, self.authorization(head, core).await?);
        Ok(request)
    }

    async fn authorization(&self, head: &RequestHead, core: &Core) -> Result<HeaderValue, Error> {
        let signed = self.signed.as_ref().unwrap_or(&self.body);
        let (timestamp, nonce) = (core.clock.now(), core.next_nonce()?);
        let signer = core.signer()?;
        let (method, target) = (head.method.as_str(), &head.target);
        let header = signer
            .authorization(method, target, timestamp, &nonce, signed)
            .await?;
        let mut value = HeaderValue::from_str(&header)
            .map_err(|_| Error::new(ErrorKind::Request, "the nonce has characters that cannot be sent"))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

fn check_key(parts: &CallParts, platform: Option<&PlatformKey>) -> Result<(), Error> {
    match &parts.payload {
        Payload::Record(record) if platform.is_none() && record.as_ref().has_sensitive() => Err(Error::new(
            ErrorKind::Config,
            "no valid platform key to encrypt the sensitive fields with: every platform certificate of this client \
             is outside its time, or none was fetched yet; give the public key with `public_key`, or newer certificates",
        )),
        _ => Ok(()),
    }
}

/// Path and query, as sent and as signed.
fn target(parts: &CallParts, cipher: &dyn Cipher) -> Result<String, Error> {
    let mut target = parts.path()?;
    if let Payload::Record(record) = &parts.payload {
        let pairs = record
            .as_ref()
            .pairs(Location::Query, Some(cipher))
            .map_err(unencodable)?;
        url::append_query(&mut target, &pairs);
    }
    url::append_query(&mut target, &parts.query);
    Ok(target)
}
