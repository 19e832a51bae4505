//! Why a signature was not accepted.

use crate::clock::WINDOW_SECONDS;
use crate::crypto::CryptoError;
use crate::error::{Error, ErrorKind, Times};
use crate::shape::Shape;
use crate::sign::v3::Scheme;

/// One way in which verification fails.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Missing(Vec<&'static str>),
    Probe,
    /// `Wechatpay-Signature-Type` is not what answers to this client have.
    Algorithm(String),
    /// The named key is of another kind.
    KeyAlgorithm {
        kind: String,
        serial: String,
    },
    Timestamp(String),
    /// It has a line feed: where the nonce ends and the body begins is anybody's guess.
    Nonce,
    Window {
        signed: i64,
        local: i64,
    },
    UnknownSerial {
        serial: String,
        known: Vec<String>,
    },
    ExpiredKey(String),
    Signature(CryptoError),
    StatementDigest,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Missing(names) => {
                let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
                let text = format!("not signed: no header {}", names.join(", "));
                Self::new(ErrorKind::Unsigned, text).with_problems(names)
            }
            Failure::Probe => Self::new(
                ErrorKind::Probe,
                "a signature probe (WECHATPAY/SIGNTEST/): WeChat Pay checks that wrong signatures are refused. \
                 A request has taken effect; a notification is answered 4xx and comes again",
            ),
            Failure::Algorithm(name) => Self::new(ErrorKind::Signature, unknown_scheme(&name)),
            Failure::KeyAlgorithm { kind, serial } => Self::new(
                ErrorKind::Signature,
                format!(
                    "signed with `{kind}` (Wechatpay-Signature-Type), but the key {serial} is of another kind"
                ),
            ),
            Failure::Timestamp(text) => {
                let text = format!("Wechatpay-Timestamp is no number of seconds: {}", Shape::of(text));
                Self::new(ErrorKind::Expired, text)
            }
            Failure::Nonce => Self::new(
                ErrorKind::Signature,
                "Wechatpay-Nonce has a line break, so the body could be another than the one that was signed",
            ),
            Failure::Window { signed, local } => {
                let times = Times { signed, local };
                let text = format!("outside the window of {} s: {times}", WINDOW_SECONDS);
                Self::new(ErrorKind::Expired, text).with_clocks(times)
            }
            Failure::UnknownSerial { serial, known } => unknown_serial(&serial, &known),
            Failure::ExpiredKey(serial) => Self::new(
                ErrorKind::UnknownSerial,
                format!("signed with the platform certificate {serial}, which is not valid at this time"),
            ),
            Failure::Signature(source) => {
                Self::new(ErrorKind::Signature, format!("wrong signature: {source}")).with_source(source)
            }
            Failure::StatementDigest => Self::new(
                ErrorKind::Signature,
                "the statement does not have the SHA-1 that Wechatpay-Statement-Sha1 states",
            ),
        }
    }
}

/// How the ids of public keys begin; all else is the serial number of a certificate.
const PUBLIC_KEY: &str = "PUB_KEY_ID_";

fn unknown_scheme(name: &str) -> String {
    let remedy = match Scheme::parse(name) {
        Some(Scheme::MerchantSm2) => "SM2 (国密) needs the feature `sm`",
        Some(Scheme::BrandRsa) => "it is for the client of a brand",
        _ => "this client does not know it",
    };
    format!(
        "signed with `{}` (Wechatpay-Signature-Type): {remedy}",
        printable(name)
    )
}

fn unknown_serial(serial: &str, known: &[String]) -> Error {
    let serial = printable(serial);
    let knows_public_key = known.iter().any(|known| known.starts_with(PUBLIC_KEY));
    let remedy = if serial.starts_with(PUBLIC_KEY) {
        "add the public key of this id from the merchant site with `public_key` (since 确认切换 WeChat Pay signs with it \
         whatever a request asks for)"
    } else if knows_public_key {
        // Every request named the public key, and the answer still came by certificate.
        "this merchant is not switched to the public key yet, so WeChat Pay signs with a platform certificate even for \
         those who name the public key. Press 开启公钥切换 on the merchant site (账户中心 > API安全), or give both during the \
         switch: `platform_certificates` beside `public_key`. Notifications come by either until the switch is complete"
    } else {
        "add the platform certificate of this serial number with `platform_certificate`, or have it fetched with \
         `platform_certificates` and, where no call does it, `refresh_platform_certificates`"
    };
    let known = if known.is_empty() {
        "none yet".to_owned()
    } else {
        known.join(", ")
    };
    let text = format!("signed with the platform key {serial}, but this client knows {known}: {remedy}");
    Error::new(ErrorKind::UnknownSerial, text)
}

/// What an unverified sender wrote, cut and cleaned for a message.
fn printable(text: &str) -> String {
    text.chars()
        .take(80)
        .map(|c| if c.is_ascii_graphic() { c } else { '?' })
        .collect()
}
