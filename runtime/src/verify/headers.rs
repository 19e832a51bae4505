//! The headers that carry a signature.

use super::Failure;

/// Anything that headers can be looked up in, whatever the web framework.
///
/// Names are asked for in lower case and must be found in any case.
///
/// ```
/// use wechatpay_openapi_runtime::Headers;
///
/// /// Of a framework that has a type of its own.
/// struct Mine(Vec<(String, Vec<u8>)>);
///
/// impl Headers for Mine {
///     fn header(&self, name: &str) -> Option<&str> {
///         let found = self.0.iter().find(|(found, _)| found.eq_ignore_ascii_case(name))?;
///         std::str::from_utf8(&found.1).ok()
///     }
/// }
///
/// let headers = Mine(vec![("Wechatpay-Nonce".to_owned(), b"5K8264ILTKCH16CQ".to_vec())]);
/// assert_eq!(headers.header("wechatpay-nonce"), Some("5K8264ILTKCH16CQ"));
/// ```
pub trait Headers {
    /// The value of a header, if it is there and is text.
    fn header(&self, name: &str) -> Option<&str>;
}

impl Headers for http::HeaderMap {
    fn header(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str().ok()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> Headers for [(N, V)] {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .iter()
            .find(|(found, _)| found.as_ref().eq_ignore_ascii_case(name))?;
        Some(found.1.as_ref())
    }
}

impl<N: AsRef<str>, V: AsRef<str>> Headers for Vec<(N, V)> {
    fn header(&self, name: &str) -> Option<&str> {
        self.as_slice().header(name)
    }
}

impl<N: AsRef<str>, V: AsRef<str>, const COUNT: usize> Headers for [(N, V); COUNT] {
    fn header(&self, name: &str) -> Option<&str> {
        self.as_slice().header(name)
    }
}

impl<N: AsRef<str>, V: AsRef<str>> Headers for std::collections::BTreeMap<N, V> {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .iter()
            .find(|(found, _)| found.as_ref().eq_ignore_ascii_case(name))?;
        Some(found.1.as_ref())
    }
}

/// The headers of a request.
impl<B> Headers for http::Request<B> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers().header(name)
    }
}

const REQUIRED: [&str; 4] = [
    "wechatpay-timestamp",
    "wechatpay-nonce",
    "wechatpay-serial",
    "wechatpay-signature",
];

/// The signature headers, all there.
pub(crate) struct SignatureHeaders<'a> {
    pub(super) timestamp: &'a str,
    pub(super) nonce: &'a str,
    pub(super) serial: &'a str,
    pub(super) signature: &'a str,
    /// Absent means RSA.
    pub(super) kind: Option<&'a str>,
}

impl<'a> SignatureHeaders<'a> {
    pub(super) fn read<H: Headers + ?Sized>(headers: &'a H) -> Result<Self, Failure> {
        let values = REQUIRED.map(|name| headers.header(name).filter(|value| !value.is_empty()));
        let [Some(timestamp), Some(nonce), Some(serial), Some(signature)] = values else {
            let absent = REQUIRED.iter().zip(values).filter(|(_, value)| value.is_none());
            return Err(Failure::Missing(absent.map(|(name, _)| *name).collect()));
        };
        // The other header that is signed is a number.
        if nonce.contains('\n') {
            return Err(Failure::Nonce);
        }
        let kind = headers
            .header("wechatpay-signature-type")
            .filter(|kind| !kind.is_empty());
        Ok(Self {
            timestamp,
            nonce,
            serial,
            signature,
            kind,
        })
    }

    /// How many of the required headers are there.
    pub(crate) fn count<H: Headers + ?Sized>(headers: &H) -> usize {
        REQUIRED
            .iter()
            .filter(|name| headers.header(name).is_some_and(|value| !value.is_empty()))
            .count()
    }

    /// How many there must be.
    pub(super) const ALL: usize = REQUIRED.len();
}
