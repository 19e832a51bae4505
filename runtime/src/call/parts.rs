//! A call without its types, and how a request is built from it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::prepared::Prepared;
use crate::client::Client;
use crate::crypto::ClientIdentity;
use crate::download::FileOptions;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Keyring, PlatformKey};
use crate::operation::{Answer, Effect, IDEMPOTENCY_KEY, Method, Operation};
use crate::record::{AnyRecord, Cipher, EncodeError, Location};
use crate::retry::RetryPolicy;
use crate::shape::Shape;
use crate::{multipart, url};

#[derive(Clone)]
pub(super) struct CallParts {
    pub(super) client: Client,
    pub(super) operation: Operation,
    /// The operation's path, or that of an untyped call.
    pub(super) path: Cow<'static, str>,
    pub(super) values: Values,
    /// Query pairs besides those of the record.
    pub(super) query: Vec<(String, String)>,
    pub(super) payload: Payload,
    pub(super) options: Options,
}

/// The values of path parameters.
#[derive(Clone)]
pub(super) enum Values {
    /// In the order of the path.
    Ordered(Vec<String>),
    /// By name.
    Named(Vec<(String, String)>),
    /// The whole request target and where it goes, from a URL that WeChat Pay gave.
    Url { origin: String, target: String },
}

/// What is sent.
#[derive(Clone)]
pub(super) enum Payload {
    None,
    Record(AnyRecord),
    Json(Bytes),
    /// It could not be serialized; says why.
    Failed(String),
}

/// What a caller may set for one call.
#[derive(Clone, Default)]
pub(super) struct Options {
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    /// Whether a second request is the same as the first, if the caller knows better than the documentation.
    pub(super) repeatable: Option<bool>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) skip_required_check: bool,
    pub(super) file: FileOptions,
}

/// The largest answer that is read into memory, unless it is a file.
const LIMIT: usize = 10 << 20;

/// The body and its type, and what of it is signed if that is not all.
struct Body {
    content: Bytes,
    content_type: Cow<'static, str>,
    signed: Option<Bytes>,
}

impl CallParts {
    pub(super) fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let keys = self.client.core.platform_keys();
        self.prepare(&keys)
            .and_then(|prepared| prepared.sign(&self.client.core))
            .map_err(|error| self.name(error))
    }

    pub(super) fn url(&self) -> Result<String, Error> {
        let fragment = self
            .operation
            .fragment
            .map(|text| format!("#{text}"))
            .unwrap_or_default();
        let keys = self.client.core.platform_keys();
        let prepared = self.prepare(&keys).map_err(|error| self.name(error))?;
        let url = prepared
            .signed_url(&self.client.core)
            .map_err(|error| self.name(error))?;
        Ok(format!("{url}{fragment}"))
    }

    pub(super) fn name(&self, error: Error) -> Error {
        error.of(&self.operation, self.path.clone())
    }

    pub(super) fn timeout(&self) -> Duration {
        let documented = self
            .operation
            .timeout_secs
            .map(|seconds| Duration::from_secs(seconds.into()));
        let usual = self.client.core.timeout;
        self.options
            .timeout
            .unwrap_or_else(|| documented.map_or(usual, |documented| documented.max(usual)))
    }

    /// When it is sent again.
    pub(super) fn policy(&self) -> &RetryPolicy {
        self.options.retry.as_ref().unwrap_or(&self.client.core.retry)
    }

    /// What a second sending of the built request does: as documented, or as the caller says.
    pub(super) fn effect(&self, headers: &HeaderMap) -> Effect {
        match (self.operation.effect, self.options.repeatable) {
            (Effect::None, _) => Effect::None,
            (_, Some(true)) => Effect::Once,
            (_, Some(false)) => Effect::Each,
            (Effect::Keyed, None) => match headers.get(IDEMPOTENCY_KEY) {
                Some(key) if !key.is_empty() => Effect::Once,
                _ => Effect::Each,
            },
            (Effect::Once, None) if !self.sends_its_numbers(headers) => Effect::Each,
            (effect, None) => effect,
        }
    }

    /// The operation's own pause after a failure.
    pub(super) fn pause(&self) -> Option<Duration> {
        let seconds = self.operation.repeat_after_secs?;
        Some(Duration::from_secs(seconds.into()))
    }

    /// Builds all that stays the same from attempt to attempt.
    pub(super) fn prepare(&self, keys: &Keyring) -> Result<Prepared, Error> {
        self.check_required()?;
        let core = &*self.client.core;
        let platform = keys.preferred(core.clock.now()).map(|key| &**key);
        if !self.is_v2() {
            core.signer()?;
        }
        // Better than after a long download.
        self.options.file.check()?;
        self.check_key(platform)?;
        let cipher = core.cipher(platform);
        let target = self.target(&cipher)?;
        if self.is_v2() {
            return self.prepare_v2(target);
        }
        let body = self.body(&cipher)?;
        Ok(Prepared {
            method: self.operation.method,
            origin: self.origin().to_owned(),
            target,
            headers: self.headers(&cipher, platform, &body.content_type)?,
            body: body.content,
            signed: body.signed,
            v2: None,
        })
    }

    /// Scheme and host.
    fn origin(&self) -> &str {
        match &self.values {
            Values::Url { origin, .. } => origin,
            _ => self.client.core.hosts.origin(self.operation.host),
        }
    }

    /// Whether it goes where a URL of WeChat Pay's says, and to no other host.
    pub(super) fn has_own_host(&self) -> bool {
        matches!(self.values, Values::Url { .. })
    }

    /// The largest answer to read into memory, in bytes.
    pub(super) fn limit(&self) -> usize {
        let is_file = matches!(self.operation.answers, Answer::File | Answer::CsvOrXml);
        if is_file { self.options.file.limit() } else { LIMIT }
    }

    /// What to present in the TLS handshake; an error if it is needed and not there.
    pub(super) fn client_certificate(&self) -> Result<Option<ClientIdentity>, Error> {
        if !self.operation.client_certificate {
            return Ok(None);
        }
        let identity = self.client.core.identity.clone().ok_or_else(|| {
            let text = "this operation needs the merchant's TLS client certificate (商户API证书), and this client has none: \
                 give apiclient_cert.pem and apiclient_key.pem to the builder with `client_certificate`, or \
                 apiclient_cert.p12 with `client_certificate_p12`; nothing was sent";
            self.name(Error::new(ErrorKind::Config, text))
        })?;
        Ok(Some(identity))
    }

    fn check_key(&self, platform: Option<&PlatformKey>) -> Result<(), Error> {
        let Payload::Record(record) = &self.payload else {
            return Ok(());
        };
        if self.is_v2() || platform.is_some() || !record.as_ref().has_sensitive() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Config,
            "no valid platform key to encrypt the sensitive fields with: every platform certificate of this client \
             is outside its time, or none was fetched yet; give the public key with `public_key`, or newer certificates",
        ))
    }

    /// Path and query, as sent and as signed.
    fn target(&self, cipher: &dyn Cipher) -> Result<String, Error> {
        let mut target = match &self.values {
            Values::Ordered(values) => url::fill(&self.path, values)?,
            Values::Named(values) => url::fill_named(&self.path, values)?,
            Values::Url { target, .. } => target.clone(),
        };
        if let (Payload::Record(record), false) = (&self.payload, self.is_v2()) {
            let pairs = record
                .as_ref()
                .pairs(Location::Query, Some(cipher))
                .map_err(unencodable)?;
            url::append_query(&mut target, &pairs);
        }
        // v2 signs it among the fields.
        if !self.is_v2() || self.operation.method != Method::Get {
            url::append_query(&mut target, &self.query);
        }
        Ok(target)
    }

    fn body(&self, cipher: &dyn Cipher) -> Result<Body, Error> {
        if self.operation.upload {
            return self.upload(cipher);
        }
        let content = match &self.payload {
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
        let has_type = self.operation.method != Method::Get || !content.is_empty();
        let content_type = if has_type { "application/json" } else { "" };
        Ok(Body {
            content,
            content_type: content_type.into(),
            signed: None,
        })
    }

    fn upload(&self, cipher: &dyn Cipher) -> Result<Body, Error> {
        let Payload::Record(record) = &self.payload else {
            return Err(Error::new(
                ErrorKind::Request,
                "an upload needs its request: the file and its meta",
            ));
        };
        if let Some((pointer, given, is)) = record.as_ref().wrong_digests().into_iter().next() {
            let text = format!(
                "{pointer} is given ({}), and the digest of the file is {is}: leave it out and it is filled in",
                Shape::of(given)
            );
            return Err(Error::new(ErrorKind::Request, text).details(vec![pointer]));
        }
        let parts = record.as_ref().parts(Some(cipher)).map_err(unencodable)?;
        let boundary = format!("boundary-{}", self.client.core.next_nonce()?);
        Ok(Body {
            content: multipart::body(&boundary, &parts),
            content_type: format!("multipart/form-data; boundary={boundary}").into(),
            signed: Some(multipart::signed_text(&parts)),
        })
    }
}

pub(super) fn unencodable(error: EncodeError) -> Error {
    Error::new(ErrorKind::Request, error.to_string()).source(error)
}
