//! Who says to have signed, when, and whose key it was.

use wechatpay_openapi_runtime::WINDOW_SECONDS;
use wechatpay_openapi_runtime::crypto::{KeyAlgorithm, PublicKey};
use wechatpay_openapi_runtime::sign::v3::Scheme;

use super::header::Header;
use crate::diagnosis::Rule;
use crate::diagnosis::finding::Broken;

/// What the gateway knows of the merchant, and of others whose key may have been taken for the merchant's.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The merchant.
    pub mchid: &'a str,
    /// Every key that is known here, the merchant's own among them.
    pub keys: &'a [KnownKey<'a>],
    /// The documented path of the operation, such as `/v3/refund/domestic/refunds/{out_refund_no}`.
    pub template: Option<&'a str>,
}

/// A public key, and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct KnownKey<'a> {
    /// Whose.
    pub whose: Whose,
    /// The serial number of its certificate, or a public key's id.
    pub serial_no: &'a str,
    /// The key.
    pub key: &'a PublicKey,
}

/// Whose a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The merchant's, by which requests are signed.
    Merchant,
    /// WeChat Pay's, by which answers are signed.
    Platform,
    /// Somebody else's, such as another merchant's.
    Other,
}

/// What the header says of itself.
pub(super) fn check(header: &Header, facts: &Facts<'_>, now: i64) -> Vec<Broken> {
    let scheme = scheme(header, facts);
    let mchid = (header.mchid != facts.mchid && !header.mchid.is_empty()).then(|| {
        Broken::seen(
            Rule::MchidOther,
            format!("mchid=\"{}\" ≠ \"{}\"", header.mchid, facts.mchid),
        )
    });
    let serial_no = serial_no(header, facts);
    let time = time(&header.timestamp, now);
    [scheme, mchid, serial_no, time].into_iter().flatten().collect()
}

fn scheme(header: &Header, facts: &Facts<'_>) -> Option<Broken> {
    let is_sm2 =
        |key: &KnownKey<'_>| key.whose == Whose::Merchant && key.key.algorithm() != KeyAlgorithm::Rsa;
    let fits = match Scheme::parse(&header.scheme) {
        Some(Scheme::MerchantRsa | Scheme::BrandRsa) => true,
        Some(_) => facts.keys.iter().any(is_sm2),
        None => false,
    };
    (!fits && !header.scheme.is_empty()).then(|| Broken::seen(Rule::SchemeOther, &*header.scheme))
}

fn serial_no(header: &Header, facts: &Facts<'_>) -> Option<Broken> {
    let stated = &*header.serial_no;
    let own = |key: &&KnownKey<'_>| key.whose == Whose::Merchant;
    if stated.is_empty() || facts.keys.iter().filter(own).any(|key| key.serial_no == stated) {
        return None;
    }
    let named = facts
        .keys
        .iter()
        .find(|key| is_same_number(stated, key.serial_no));
    let rule = match named.map(|key| key.whose) {
        Some(Whose::Merchant) => Rule::SerialSpelling,
        Some(Whose::Platform) => Rule::SerialOfPlatform,
        Some(Whose::Other) | None => Rule::SerialUnknown,
    };
    let expected: Vec<&str> = facts.keys.iter().filter(own).map(|key| key.serial_no).collect();
    Some(Broken::seen(
        rule,
        format!("serial_no=\"{stated}\" ≠ \"{}\"", expected.join("\", \"")),
    ))
}

/// Whether two serial numbers are the same number, however they are written.
fn is_same_number(stated: &str, serial_no: &str) -> bool {
    let plain = |text: &str| {
        let digits: String = text
            .chars()
            .filter(|char| !matches!(char, ':' | ' ' | '-'))
            .collect();
        let digits = digits.to_ascii_uppercase();
        digits.trim_start_matches("0X").trim_start_matches('0').to_owned()
    };
    plain(stated) == plain(serial_no) || decimal(serial_no).is_some_and(|decimal| decimal == stated)
}

/// As programs print it that take the number for an integer.
fn decimal(serial_no: &str) -> Option<String> {
    let number = rsa::BoxedUint::from_str_radix_vartime(serial_no, 16).ok()?;
    Some(number.to_string_radix_vartime(10))
}

fn time(timestamp: &str, now: i64) -> Option<Broken> {
    let seen = || format!("timestamp=\"{timestamp}\", {now}");
    match timestamp.parse::<i64>() {
        _ if timestamp.is_empty() => None,
        Ok(seconds) if seconds.abs_diff(now) <= WINDOW_SECONDS.unsigned_abs() => None,
        // The year 5138 in seconds: nobody's clock is that wrong.
        Ok(millis) if millis >= 100_000_000_000 => Some(Broken::seen(Rule::TimestampForm, seen())),
        Ok(_) => Some(Broken::seen(Rule::TimestampOld, seen())),
        Err(_) => Some(Broken::seen(Rule::TimestampForm, seen())),
    }
}

/// What it means that this key made the signature.
pub(super) fn of_key(key: &KnownKey<'_>, header: &Header, facts: &Facts<'_>) -> Option<Broken> {
    let names_own = facts
        .keys
        .iter()
        .any(|known| known.whose == Whose::Merchant && known.serial_no == header.serial_no);
    match key.whose {
        Whose::Merchant if key.serial_no == header.serial_no || !names_own => None,
        Whose::Merchant | Whose::Other => Some(Broken::seen(Rule::KeyOther, key.serial_no)),
        Whose::Platform => Some(Broken::seen(Rule::KeyOfPlatform, key.serial_no)),
    }
}
