//! What is checked, and how strictly.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::catalogue::known_operation;

/// A check. The order is that in which they are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// There is a `User-Agent` (v3).
    UserAgent,
    /// `Accept` has JSON (v3).
    Accept,
    /// `Content-Type` of a body is JSON, or a form (v3).
    ContentType,
    /// An operation that needs the merchant's TLS client certificate was called with it.
    ClientCertificate,
    /// `Authorization` is there, well formed and of a known scheme (v3); an XML document or a query with `sign` (v2).
    Authorization,
    /// The merchant is known.
    Mchid,
    /// The serial number is that of the merchant's certificate (v3).
    SerialNo,
    /// The timestamp is at most five minutes off (v3).
    Timestamp,
    /// The signature covers what came.
    Signature,
    /// The nonce was not used before (v3).
    Nonce,
    /// `Wechatpay-Serial` names a key of WeChat Pay's, and is there if a field is encrypted (v3).
    WechatpaySerial,
    /// The body is what it says: JSON (v3), a form with `meta` and a file that the page takes.
    Body,
    /// The digest of an upload is that of its file.
    Digest,
    /// No `null` (v3).
    Null,
    /// No character of four bytes in UTF-8, such as an emoji (v3), and in the merchant's numbers none but those of their pages.
    Characters,
    /// Every parameter is documented.
    Unknown,
    /// Every parameter has its type.
    Type,
    /// Encrypted fields can be decrypted with the key that the request names.
    Encryption,
    /// A documented value, where there is a list of them.
    Enumeration,
    /// Neither too short nor too long, in characters, or in bytes where the page counts those.
    Length,
    /// What is known to be required is there.
    Required,
    /// One of the fields is there of which one must be (二选一).
    Group,
    /// A `notify_url` has the documented form.
    NotifyUrl,
}

impl Check {
    /// Each of them.
    pub const ALL: [Self; 23] = [
        Self::UserAgent,
        Self::Accept,
        Self::ContentType,
        Self::ClientCertificate,
        Self::Authorization,
        Self::Mchid,
        Self::SerialNo,
        Self::Timestamp,
        Self::Signature,
        Self::Nonce,
        Self::WechatpaySerial,
        Self::Body,
        Self::Digest,
        Self::Null,
        Self::Characters,
        Self::Unknown,
        Self::Type,
        Self::Encryption,
        Self::Enumeration,
        Self::Length,
        Self::Required,
        Self::Group,
        Self::NotifyUrl,
    ];

    /// As in JSON and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UserAgent => "user_agent",
            Self::Accept => "accept",
            Self::ContentType => "content_type",
            Self::ClientCertificate => "client_certificate",
            Self::Authorization => "authorization",
            Self::Mchid => "mchid",
            Self::SerialNo => "serial_no",
            Self::Timestamp => "timestamp",
            Self::Signature => "signature",
            Self::Nonce => "nonce",
            Self::WechatpaySerial => "wechatpay_serial",
            Self::Body => "body",
            Self::Digest => "digest",
            Self::Null => "null",
            Self::Characters => "characters",
            Self::Unknown => "unknown",
            Self::Type => "type",
            Self::Encryption => "encryption",
            Self::Enumeration => "enumeration",
            Self::Length => "length",
            Self::Required => "required",
            Self::Group => "group",
            Self::NotifyUrl => "notify_url",
        }
    }

    /// How strict it is unless something else is said.
    ///
    /// Nothing says that WeChat Pay looks for a repeated nonce, nor what it answers without `Accept` or `Content-Type` or to a bad
    /// `notify_url`, and without TLS
    /// there is no client certificate to look at: these are told, not refused.
    const fn usual(self) -> Mode {
        match self {
            Self::Accept | Self::ContentType | Self::Nonce | Self::NotifyUrl | Self::ClientCertificate => {
                Mode::Lenient
            }
            _ => Mode::Strict,
        }
    }
}

/// How strict a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Not made.
    Off,
    /// What it finds is told in the journal, and the request is served.
    Lenient,
    /// What it finds is refused.
    Strict,
}

/// How strict each check is: for all operations, and for single ones.
///
/// ```
/// use wechatpay_gateway::check::{Check, Checks, Mode};
///
/// let mut checks = Checks::default();
/// checks.apply("length=off")?;
/// checks.apply("POST /v3/refund/domestic/refunds:unknown=lenient")?;
/// assert_eq!(checks.mode(Check::Length, "GET /v3/certificates"), Mode::Off);
/// assert_eq!(checks.mode(Check::Unknown, "POST /v3/refund/domestic/refunds"), Mode::Lenient);
/// assert_eq!(checks.mode(Check::Unknown, "GET /v3/certificates"), Mode::Strict);
/// assert!(checks.apply("lenght=off").unwrap_err().contains("length"));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Checks {
    /// For all operations, where it is not as usual.
    pub all: BTreeMap<Check, Mode>,
    /// For an operation, called `POST /v3/refund/domestic/refunds`.
    pub operations: BTreeMap<String, BTreeMap<Check, Mode>>,
}

impl Checks {
    /// All checks alike.
    #[must_use]
    pub fn all(mode: Mode) -> Self {
        Self {
            all: Check::ALL.into_iter().map(|check| (check, mode)).collect(),
            operations: BTreeMap::new(),
        }
    }

    /// How strict a check is for an operation.
    #[must_use]
    pub fn mode(&self, check: Check, operation: &str) -> Mode {
        let own = self.operations.get(operation).and_then(|own| own.get(&check));
        let mode = own.or_else(|| self.all.get(&check));
        mode.copied().unwrap_or_else(|| check.usual())
    }

    /// Changes some: `check=mode`, or of one operation `VERB /path:check=mode`. `all` is every check.
    ///
    /// # Errors
    /// There is no such operation, check or mode; which there are is said.
    pub fn apply(&mut self, text: &str) -> Result<(), String> {
        let (left, mode) = text
            .split_once('=')
            .ok_or_else(|| format!("`{text}` is not `check=mode`"))?;
        let mode: Mode = mode.parse()?;
        let (modes, check) = match left.rsplit_once(':') {
            Some((operation, check)) => {
                known_operation(operation)?;
                (self.operations.entry(operation.to_owned()).or_default(), check)
            }
            None => (&mut self.all, left),
        };
        if check == "all" {
            modes.extend(Check::ALL.map(|check| (check, mode)));
        } else {
            modes.insert(check.parse()?, mode);
        }
        Ok(())
    }
}

impl FromStr for Check {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|check| check.as_str() == text);
        found.ok_or_else(|| {
            let known = Self::ALL.map(Self::as_str).join(", ");
            format!("there is no check `{text}`: there are all, {known}")
        })
    }
}

impl FromStr for Mode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "lenient" => Ok(Self::Lenient),
            "strict" => Ok(Self::Strict),
            _ => Err(format!(
                "there is no mode `{text}`: there are off, lenient, strict"
            )),
        }
    }
}
