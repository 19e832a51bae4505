//! What can go wrong.

use http::HeaderName;
use serde::{Deserialize, Serialize};
use wechatpay_openapi_runtime::Version;

use crate::text::Text;

/// An answer comes at most so much later, in milliseconds: ten minutes.
const MOST_MILLIS: u64 = 600_000;
/// Of one notification at most so many duplicates.
pub const MOST_COPIES: u32 = 100;

/// A fault. In JSON an object with its name in `kind`: `{"kind": "slow", "millis": 500}`.
///
/// Those of an answer's signature apply to notifications as well: see [`Target`](super::Target).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fault {
    /// A wrong signature that begins with `WECHATPAY/SIGNTEST/`: it must be refused.
    Probe,
    /// `Wechatpay-Serial` names a key that nobody has.
    UnknownSerial,
    /// One byte of the body is changed after it was signed.
    AlteredBody,
    /// A header is not there: `Wechatpay-Signature` unless another is named.
    MissingHeader {
        /// Which one.
        #[serde(default = "signature_header")]
        header: String,
    },
    /// The signed time is so many seconds after (or, negative, before) the gateway's.
    Skewed {
        /// More than 300 are refused.
        secs: i64,
    },
    /// Signed by a platform certificate that was made just now, which the client has to fetch.
    RotatedCertificate,
    /// A documented error, without a signature as from a gateway in front; the request has no effect.
    Refused {
        /// Such as `PARAM_ERROR`.
        code: String,
        /// Unless the operation documents the code with one, 400.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        /// For people.
        #[serde(default)]
        message: String,
    },
    /// 502 with HTML; the request has no effect.
    BadGateway,
    /// 202 without a result: begun, and the same request is to be sent again; it has no effect yet.
    Accepted,
    /// 429 with `Retry-After`; the request has no effect.
    RateLimited {
        /// In seconds.
        #[serde(default = "one")]
        retry_after_secs: u32,
    },
    /// 500 SYSTEM_ERROR; the request has no effect.
    ServerErrorBefore,
    /// 500 SYSTEM_ERROR, although the request had its effect.
    ServerErrorAfter,
    /// The answer comes late.
    Slow {
        /// By so much real time.
        millis: u64,
    },
    /// The connection ends without an answer; the request has no effect.
    ResetBefore,
    /// The connection ends without an answer, although the request had its effect.
    ResetAfter,
    /// The connection ends within the body of the answer.
    CutBody {
        /// After so many bytes; in the middle unless it is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after_bytes: Option<usize>,
    },
    /// The body is compressed on the way (`Content-Encoding: gzip`), so that it is not what was signed.
    Gzip,
    /// A notification comes later; only of one (`notify:…`).
    LateNotification {
        /// In seconds by the gateway's clock.
        secs: u32,
    },
    /// A notification comes several times at once; only of one (`notify:…`).
    DuplicateNotification {
        /// So many more of each.
        #[serde(default = "one")]
        copies: u32,
    },
}

fn signature_header() -> String {
    "Wechatpay-Signature".to_owned()
}

fn is_of_code(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn one() -> u32 {
    1
}

impl Fault {
    /// One of each, as an example of how it is written.
    #[must_use]
    pub fn all() -> Vec<Self> {
        vec![
            Self::Probe,
            Self::UnknownSerial,
            Self::AlteredBody,
            Self::MissingHeader {
                header: signature_header(),
            },
            Self::Skewed { secs: 301 },
            Self::RotatedCertificate,
            Self::Refused {
                code: "NOT_ENOUGH".to_owned(),
                status: Some(403),
                message: "余额不足".to_owned(),
            },
            Self::BadGateway,
            Self::Accepted,
            Self::RateLimited { retry_after_secs: 1 },
            Self::ServerErrorBefore,
            Self::ServerErrorAfter,
            Self::Slow { millis: 1000 },
            Self::ResetBefore,
            Self::ResetAfter,
            Self::CutBody { after_bytes: None },
            Self::Gzip,
            Self::LateNotification { secs: 60 },
            Self::DuplicateNotification { copies: 1 },
        ]
    }

    /// Its `kind`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Probe => "probe",
            Self::UnknownSerial => "unknown_serial",
            Self::AlteredBody => "altered_body",
            Self::MissingHeader { .. } => "missing_header",
            Self::Skewed { .. } => "skewed",
            Self::RotatedCertificate => "rotated_certificate",
            Self::Refused { .. } => "refused",
            Self::BadGateway => "bad_gateway",
            Self::Accepted => "accepted",
            Self::RateLimited { .. } => "rate_limited",
            Self::ServerErrorBefore => "server_error_before",
            Self::ServerErrorAfter => "server_error_after",
            Self::Slow { .. } => "slow",
            Self::ResetBefore => "reset_before",
            Self::ResetAfter => "reset_after",
            Self::CutBody { .. } => "cut_body",
            Self::Gzip => "gzip",
            Self::LateNotification { .. } => "late_notification",
            Self::DuplicateNotification { .. } => "duplicate_notification",
        }
    }

    /// That it can be answered, or left out.
    ///
    /// # Errors
    /// It cannot; the text says why.
    pub(super) fn possible(&self) -> Result<(), String> {
        match self {
            Self::Refused {
                status: Some(status), ..
            } if !(400..=599).contains(status) => Err(format!(
                "`status` is {status}: an error is answered with one of 400 to 599"
            )),
            Self::Refused { code, .. } if code.is_empty() || !code.bytes().all(is_of_code) => Err(format!(
                "`code` is {code:?}: it is to be like PARAM_ERROR, of letters, digits and underscores"
            )),
            Self::MissingHeader { header } if header.parse::<HeaderName>().is_err() => Err(format!(
                "`header` is {header:?}, which is no name of a header: it is to be like {}",
                signature_header()
            )),
            Self::Slow { millis } if *millis > MOST_MILLIS => Err(format!(
                "`millis` is {millis}: it is at most {MOST_MILLIS}, ten minutes"
            )),
            Self::DuplicateNotification { copies } if *copies > MOST_COPIES => {
                Err(format!("`copies` is {copies}: there are at most {MOST_COPIES}"))
            }
            _ => Ok(()),
        }
    }

    /// What it does to a message, in a sentence that follows *since*; `None` if it does not spoil what is signed.
    #[must_use]
    pub fn spoils(&self, version: Version) -> Option<Text> {
        // v2 is signed in the body, and in no header.
        if version == Version::V2 && *self != Self::AlteredBody {
            return None;
        }
        Some(match self {
            Self::Probe => Text::new("签名是探测签名", "its signature is a probe"),
            Self::UnknownSerial => Text::new(
                "Wechatpay-Serial 不是已知密钥的序列号",
                "its Wechatpay-Serial names an unknown key",
            ),
            Self::AlteredBody => Text::new("报文在签名后被改动", "its body was altered after it was signed"),
            Self::MissingHeader { header } => Text::new(
                format!("缺少 {header} 头"),
                format!("its header {header} is missing"),
            ),
            Self::Skewed { secs } if secs.unsigned_abs() > 300 => Text::new(
                format!("时间戳与当前相差 {secs} 秒"),
                format!("its time is {secs} s from now"),
            ),
            _ => return None,
        })
    }

    /// Whether it stands in the place of an effect.
    pub(super) const fn is_instead(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. }
                | Self::BadGateway
                | Self::Accepted
                | Self::RateLimited { .. }
                | Self::ServerErrorBefore
                | Self::ResetBefore
        )
    }

    /// Whether it is about when and how often a notification comes.
    pub(super) const fn is_of_orders(&self) -> bool {
        matches!(
            self,
            Self::LateNotification { .. } | Self::DuplicateNotification { .. }
        )
    }

    /// Whether it means anything for a notification that is sent.
    #[must_use]
    pub const fn is_of_messages(&self) -> bool {
        matches!(
            self,
            Self::Probe
                | Self::UnknownSerial
                | Self::AlteredBody
                | Self::MissingHeader { .. }
                | Self::Skewed { .. }
                | Self::RotatedCertificate
                | Self::Slow { .. }
                | Self::LateNotification { .. }
                | Self::DuplicateNotification { .. }
        )
    }
}
