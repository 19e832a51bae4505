//! A request as it arrived.

use bytes::Bytes;
use http::{HeaderMap, Method};

/// The bytes of a request, before anybody looked at them.
#[derive(Debug, Clone)]
pub struct Received {
    /// HTTP verb.
    pub method: Method,
    /// Path and query as they were sent, with a host prefix such as `/hk` if there was one.
    pub target: String,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
    /// When it arrived by the time that [signatures go by](crate::clock::Clock::signing), in seconds since 1970-01-01 UTC.
    pub at: i64,
}

impl Received {
    /// The path, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, empty if there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// A header's text; `None` if it is missing or no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
