//! v3: what is signed of a request, an answer or a notification, and the header that presents it.

use std::fmt;

use crate::crypto::KeyAlgorithm;

/// The scheme of a merchant with an RSA key, which is the usual one.
pub const SCHEME: &str = Scheme::MerchantRsa.as_str();

/// Who signs, and with what.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::KeyAlgorithm;
/// use wechatpay_openapi_runtime::sign::v3::Scheme;
///
/// let scheme = Scheme::parse("WECHATPAY2-SHA256-RSA2048").unwrap();
/// assert_eq!(scheme.algorithm(), KeyAlgorithm::Rsa);
/// assert_eq!(scheme.as_str(), "WECHATPAY2-SHA256-RSA2048");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// `WECHATPAY2-SHA256-RSA2048`: a merchant, by RSA with SHA-256.
    MerchantRsa,
    /// `WECHATPAY2-SM2-WITH-SM3`: a merchant, by SM2 with SM3 (国密).
    MerchantSm2,
    /// `WECHATPAY-BRAND-SHA256-RSA2048`: a brand that calls by itself, by RSA with SHA-256.
    BrandRsa,
}

impl Scheme {
    const ALL: [Self; 3] = [Self::MerchantRsa, Self::MerchantSm2, Self::BrandRsa];

    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MerchantRsa => "WECHATPAY2-SHA256-RSA2048",
            Self::MerchantSm2 => "WECHATPAY2-SM2-WITH-SM3",
            Self::BrandRsa => "WECHATPAY-BRAND-SHA256-RSA2048",
        }
    }

    /// The kind of key that it signs with.
    #[must_use]
    pub const fn algorithm(self) -> KeyAlgorithm {
        match self {
            Self::MerchantRsa | Self::BrandRsa => KeyAlgorithm::Rsa,
            Self::MerchantSm2 => KeyAlgorithm::Sm2,
        }
    }

    /// From the text on the wire, letter by letter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == text)
    }
}

/// As on the wire.
impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The parameter that names who signed.
fn identity_name(scheme: &str) -> &'static str {
    match Scheme::parse(scheme) {
        Some(Scheme::BrandRsa) => "brand_id",
        _ => "mchid",
    }
}

/// The text that a request's signature covers: five lines, each ended by LF.
///
/// `target` is path and query exactly as they go over the wire; `body` is empty for none.
///
/// ```
/// use wechatpay_openapi_runtime::sign::v3::request_message;
///
/// let message = request_message("GET", "/v3/certificates", "1700000000", "5K8264ILTKCH16CQ", b"");
/// assert_eq!(message, b"GET\n/v3/certificates\n1700000000\n5K8264ILTKCH16CQ\n\n");
/// ```
#[must_use]
pub fn request_message(method: &str, target: &str, timestamp: &str, nonce: &str, body: &[u8]) -> Vec<u8> {
    lines(&[
        method.as_bytes(),
        target.as_bytes(),
        timestamp.as_bytes(),
        nonce.as_bytes(),
        body,
    ])
}

/// The text that the signature of an answer or a notification covers: three lines, each ended by LF.
///
/// ```
/// use wechatpay_openapi_runtime::sign::v3::response_message;
///
/// assert_eq!(response_message("1700000000", "5K8264ILTKCH16CQ", b"{}"), b"1700000000\n5K8264ILTKCH16CQ\n{}\n");
/// ```
#[must_use]
pub fn response_message(timestamp: &str, nonce: &str, body: &[u8]) -> Vec<u8> {
    lines(&[timestamp.as_bytes(), nonce.as_bytes(), body])
}

/// The text that the front end's signature covers: four lines, each ended by LF.
///
/// `package` is `prepay_id=…` for JSAPI and mini programs, the bare prepay id for apps.
///
/// ```
/// use wechatpay_openapi_runtime::sign::v3::payment_message;
///
/// let message = payment_message("wxd678efh567hg6787", "1700000000", "5K8264ILTKCH16CQ", "prepay_id=wx1");
/// assert_eq!(message, b"wxd678efh567hg6787\n1700000000\n5K8264ILTKCH16CQ\nprepay_id=wx1\n");
/// ```
#[must_use]
pub fn payment_message(appid: &str, timestamp: &str, nonce: &str, package: &str) -> Vec<u8> {
    lines(&[
        appid.as_bytes(),
        timestamp.as_bytes(),
        nonce.as_bytes(),
        package.as_bytes(),
    ])
}

fn lines(lines: &[&[u8]]) -> Vec<u8> {
    let mut message = Vec::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        message.extend_from_slice(line);
        message.push(b'\n');
    }
    message
}

/// The value of the `Authorization` header.
///
/// A gateway reads one with [`parse`](Self::parse), a client writes one with `to_string`.
///
/// `Debug` does not show the signature.
///
/// ```
/// use wechatpay_openapi_runtime::sign::v3::{Authorization, SCHEME};
/// use wechatpay_openapi_runtime::{Client, Method};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
///
/// let request = client.call(Method::GET, "v3/certificates").to_http()?;
/// let header = request.headers()["authorization"].to_str().unwrap();
/// let read = Authorization::parse(header).unwrap();
/// assert_eq!((read.scheme, read.identity, read.serial_no), (SCHEME, client.mchid(), platform.serial_no()));
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization<'a> {
    /// Who signs, and with what: a [`Scheme`], unless the other side knows another.
    pub scheme: &'a str,
    /// The merchant (`mchid`) or brand (`brand_id`) that signed.
    pub identity: &'a str,
    /// The nonce that was signed.
    pub nonce_str: &'a str,
    /// The time that was signed, in seconds since 1970-01-01 UTC.
    pub timestamp: &'a str,
    /// The serial number of the merchant's API certificate.
    pub serial_no: &'a str,
    /// The signature in base64.
    pub signature: &'a str,
}

impl fmt::Debug for Authorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorization")
            .field("scheme", &self.scheme)
            .field("identity", &self.identity)
            .field("timestamp", &self.timestamp)
            .field("serial_no", &self.serial_no)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Authorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            scheme,
            identity,
            nonce_str,
            timestamp,
            serial_no,
            signature,
        } = self;
        let who = identity_name(scheme);
        write!(
            f,
            "{scheme} {who}=\"{identity}\",nonce_str=\"{nonce_str}\",signature=\"{signature}\",\
             timestamp=\"{timestamp}\",serial_no=\"{serial_no}\""
        )
    }
}

impl<'a> Authorization<'a> {
    /// Reads a header's value; the parameters may come in any order.
    ///
    /// `None` if a parameter is missing, there twice, or not of this scheme.
    #[must_use]
    pub fn parse(header: &'a str) -> Option<Self> {
        let (scheme, parameters) = header.split_once(' ')?;
        let known = [
            identity_name(scheme),
            "nonce_str",
            "timestamp",
            "serial_no",
            "signature",
        ];
        let mut values = [None; 5];
        for parameter in parameters.split(',') {
            let (name, value) = parameter.trim().split_once('=')?;
            let at = known.iter().position(|known| *known == name)?;
            let value = value.strip_prefix('"')?.strip_suffix('"')?;
            if values[at].replace(value).is_some() {
                return None;
            }
        }
        let [identity, nonce_str, timestamp, serial_no, signature] = values;
        Some(Self {
            scheme,
            identity: identity?,
            nonce_str: nonce_str?,
            timestamp: timestamp?,
            serial_no: serial_no?,
            signature: signature?,
        })
    }
}
