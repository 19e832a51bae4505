//! A call without its types: what it was given, and what it says of itself.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;

use crate::client::Client;
use crate::crypto::ClientIdentity;
use crate::download::FileOptions;
use crate::error::{Error, ErrorKind};
use crate::operation::{Answer, Operation};
use crate::record::{AnyRecord, EncodeError, RecordRef};
use crate::retry::RetryPolicy;
use crate::url;

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

impl CallParts {
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

    /// The operation's own pause after a failure.
    pub(super) fn pause(&self) -> Option<Duration> {
        let seconds = self.operation.repeat_after_secs?;
        Some(Duration::from_secs(seconds.into()))
    }

    /// Scheme and host.
    pub(super) fn origin(&self) -> &str {
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

    /// The path with its values in, before any query.
    pub(super) fn path(&self) -> Result<String, Error> {
        match &self.values {
            Values::Ordered(values) => url::fill(&self.path, values),
            Values::Named(values) => url::fill_named(&self.path, values),
            Values::Url { target, .. } => Ok(target.clone()),
        }
    }

    /// What is sent, if it is a record.
    pub(super) fn record(&self) -> Option<RecordRef<'_>> {
        match &self.payload {
            Payload::Record(record) => Some(record.as_ref()),
            _ => None,
        }
    }
}

pub(super) fn unencodable(error: EncodeError) -> Error {
    Error::new(ErrorKind::Request, error.to_string()).with_source(error)
}
