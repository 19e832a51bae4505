//! A built request, before it is signed.

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use super::v2::Message;
use crate::client::Core;
use crate::error::{Error, ErrorKind};
use crate::operation::Method;

/// What every attempt of a call has in common: the very same bytes. Only the signature is fresh each time.
pub(super) struct Prepared {
    pub(super) method: Method,
    /// Scheme and host.
    pub(super) origin: String,
    /// Path and query as sent.
    pub(super) target: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// What is signed in the body's place (uploads).
    pub(super) signed: Option<Bytes>,
    /// The message of a v2 operation, which makes body and query.
    pub(super) v2: Option<Message>,
}

impl Prepared {
    /// The whole URL: of a v2 redirect, with a new signature.
    pub(super) fn signed_url(&self, core: &Core) -> Result<String, Error> {
        let target = match &self.v2 {
            Some(message) => message.sign(core, &self.target)?.1,
            None => self.target.clone(),
        };
        Ok(format!("{}{target}", self.origin))
    }

    /// A request with a new timestamp, nonce and signature.
    pub(super) fn sign(&self, core: &Core) -> Result<http::Request<Bytes>, Error> {
        if let Some(message) = &self.v2 {
            let (body, target) = message.sign(core, &self.target)?;
            return self.request(&target, body);
        }
        let mut request = self.request(&self.target, self.body.clone())?;
        request
            .headers_mut()
            .insert(AUTHORIZATION, self.authorization(core)?);
        Ok(request)
    }

    fn request(&self, target: &str, body: Bytes) -> Result<http::Request<Bytes>, Error> {
        let uri: http::Uri = format!("{}{target}", self.origin)
            .parse()
            .map_err(|_| self.bad_url())?;
        // What is signed must be what is sent.
        if uri.path_and_query().is_none_or(|sent| sent.as_str() != target) {
            return Err(self.bad_url());
        }
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.into();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }

    fn authorization(&self, core: &Core) -> Result<HeaderValue, Error> {
        let signed = self.signed.as_ref().unwrap_or(&self.body);
        let (timestamp, nonce) = (core.clock.now(), core.next_nonce()?);
        let header =
            core.signer()?
                .authorization(self.method.as_str(), &self.target, timestamp, &nonce, signed)?;
        let mut value = HeaderValue::from_str(&header)
            .map_err(|_| Error::new(ErrorKind::Request, "the nonce has characters that cannot be sent"))?;
        value.set_sensitive(true);
        Ok(value)
    }

    fn bad_url(&self) -> Error {
        Error::new(
            ErrorKind::Request,
            "the path has characters that a URL cannot have: give values with `path` and `query`",
        )
    }
}
