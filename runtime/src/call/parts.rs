//! A call without its types, and how a request is built from it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::prepared::Prepared;
use super::v2;
use crate::client::Client;
use crate::crypto::ClientIdentity;
use crate::download::FileOptions;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Keyring, PlatformKey};
use crate::operation::{Answer, Method, Operation};
use crate::record::{AnyRecord, Cipher, EncodeError, Location};
use crate::retry::RetryPolicy;
use crate::{multipart, url};

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
pub(super) enum Values {
    /// In the order of the path.
    Ordered(Vec<String>),
    /// By name.
    Named(Vec<(String, String)>),
    /// The whole request target and where it goes, from a URL that WeChat Pay gave.
    Url { origin: String, target: String },
}

/// What is sent.
pub(super) enum Payload {
    None,
    Record(AnyRecord),
    Json(Bytes),
    /// It could not be serialized; says why.
    Failed(String),
}

/// What a caller may set for one call.
#[derive(Default)]
pub(super) struct Options {
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
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

const USER_AGENT_TEXT: &str = concat!("wechatpay-openapi-rust/", env!("CARGO_PKG_VERSION"));

/// Headers that the protocol needs as the client sets them.
const RESERVED: [&str; 5] = [
    "authorization",
    "wechatpay-serial",
    "content-type",
    "content-length",
    "host",
];

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
        error.of(self.operation.method, self.path.clone())
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

    fn check_required(&self) -> Result<(), Error> {
        let Payload::Record(record) = &self.payload else {
            return Ok(());
        };
        if self.options.skip_required_check {
            return Ok(());
        }
        let missing = record.as_ref().missing();
        let missing = if self.is_v2() {
            v2::not_filled_in(missing)
        } else {
            missing
        };
        if missing.is_empty() {
            return Ok(());
        }
        let text = format!(
            "required fields are not set: {} (`skip_required_check` sends it all the same)",
            missing.join(", ")
        );
        Err(Error::new(ErrorKind::MissingFields, text).details(missing))
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
                "{pointer} is `{given}`, and the digest of the file is {is}: leave it out and it is filled in"
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

    pub(super) fn headers(
        &self,
        cipher: &dyn Cipher,
        platform: Option<&PlatformKey>,
        content_type: &str,
    ) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        let accept = if self.operation.answers == Answer::File {
            "*/*"
        } else {
            "application/json"
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(USER_AGENT, HeaderValue::from_static(USER_AGENT_TEXT));
        if !content_type.is_empty() {
            headers.insert(CONTENT_TYPE, header_value("content-type", content_type)?);
        }
        if let Payload::Record(record) = &self.payload {
            let pairs = record
                .as_ref()
                .pairs(Location::Header, Some(cipher))
                .map_err(unencodable)?;
            add_headers(&mut headers, &pairs)?;
        }
        add_headers(&mut headers, &self.options.headers)?;
        if let Some(key) = platform {
            headers.insert("wechatpay-serial", header_value("wechatpay-serial", &key.serial)?);
        }
        Ok(headers)
    }
}

fn add_headers(headers: &mut HeaderMap, pairs: &[(String, String)]) -> Result<(), Error> {
    for (name, value) in pairs {
        let wrong = |why: &str| Error::new(ErrorKind::Request, format!("the header `{name}` {why}"));
        let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("has no valid name"))?;
        if RESERVED.contains(&parsed.as_str()) {
            return Err(wrong("belongs to the protocol: the client sets it"));
        }
        headers.insert(parsed, header_value(name, value)?);
    }
    Ok(())
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(value).map_err(|_| {
        Error::new(
            ErrorKind::Request,
            format!("the value of the header `{name}` has characters that cannot be sent"),
        )
    })
}

pub(super) fn unencodable(error: EncodeError) -> Error {
    Error::new(ErrorKind::Request, error.to_string()).source(error)
}
