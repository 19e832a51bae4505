//! What stands around a body: method, host, path and query, headers.

use bytes::Bytes;
use http::HeaderMap;

use crate::error::{Error, ErrorKind};
use crate::operation::Method;

pub(super) struct RequestHead {
    pub(super) method: Method,
    /// Scheme and host.
    pub(super) origin: String,
    /// Path and query as sent.
    pub(super) target: String,
    pub(super) headers: HeaderMap,
}

impl RequestHead {
    /// The request with this body.
    pub(super) fn around(&self, body: Bytes) -> Result<http::Request<Bytes>, Error> {
        self.around_at(&self.target, body)
    }

    /// The same for a path and query of its own.
    pub(super) fn around_at(&self, target: &str, body: Bytes) -> Result<http::Request<Bytes>, Error> {
        let uri: http::Uri = format!("{}{target}", self.origin)
            .parse()
            .map_err(|_| bad_url())?;
        // What is signed must be what is sent.
        if uri.path_and_query().is_none_or(|sent| sent.as_str() != target) {
            return Err(bad_url());
        }
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.into();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }
}

fn bad_url() -> Error {
    Error::new(
        ErrorKind::Request,
        "the path has characters that a URL cannot have: give values with `path` and `query`",
    )
}
