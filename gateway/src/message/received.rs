//! A request as it arrived.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method};
use wechatpay_openapi_runtime::crypto::KeyAlgorithm;
use wechatpay_openapi_runtime::sign::v3::{Authorization, Scheme};

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

    /// The merchant number that `Authorization` names, whoever sent it; that of a brand is no merchant's.
    #[must_use]
    pub fn mchid(&self) -> Option<&str> {
        let header = self.header(AUTHORIZATION.as_str())?.trim();
        let found = Authorization::parse(header)?;
        (Scheme::parse(found.scheme) != Some(Scheme::BrandRsa)).then_some(found.identity)
    }

    /// By which kind of key it says to be signed, and so what its sender reads: SM2 by the scheme of 国密, else RSA.
    #[must_use]
    pub fn algorithm(&self) -> KeyAlgorithm {
        let header = self.header(AUTHORIZATION.as_str()).unwrap_or_default().trim();
        let scheme = header.split(' ').next().and_then(Scheme::parse);
        match scheme {
            Some(Scheme::MerchantSm2) => KeyAlgorithm::Sm2,
            _ => KeyAlgorithm::Rsa,
        }
    }
}

/// Names and values for people, in the order in which they were sent.
pub(crate) fn shown_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.to_string(), value.into_owned())
    });
    shown.collect()
}
