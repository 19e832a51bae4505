//! Checking the signature of an answer or a notification.

mod answer;
mod document;
mod failure;
mod headers;
mod pieces;

pub(crate) use answer::check;
pub(crate) use document::{Refusal, check_cut, verify_document};
pub(crate) use failure::Failure;
pub use headers::Headers;
pub(crate) use headers::SignatureHeaders;
pub(crate) use pieces::Claim;

use std::sync::Arc;

use crate::clock::WINDOW_SECONDS;
use crate::keyring::{Keyring, PlatformKey};
use crate::sign::v3;

const PROBE: &str = "WECHATPAY/SIGNTEST/";

/// Verifies a signed text and gives the serial of the key that it was verified with.
///
/// In this order, so that each failure says what is the matter: headers,
/// probe, algorithm, time window, serial, signature.
pub(crate) fn verify<H: Headers + ?Sized>(
    keys: &Keyring,
    now: i64,
    headers: &H,
    body: &[u8],
) -> Result<String, Failure> {
    let (key, found) = named(keys, now, headers)?;
    let message = v3::response_message(found.timestamp, found.nonce, body);
    key.verify(&message, found.signature)
        .map_err(Failure::Signature)?;
    Ok(key.serial.clone())
}

/// The key that the headers name, after all checks but that of the signature itself.
fn named<'a, H: Headers + ?Sized>(
    keys: &'a Keyring,
    now: i64,
    headers: &'a H,
) -> Result<(&'a Arc<PlatformKey>, SignatureHeaders<'a>), Failure> {
    let found = SignatureHeaders::read(headers)?;
    if found.signature.starts_with(PROBE) {
        return Err(Failure::Probe);
    }
    let Some(algorithm) = keys.algorithm_of(found.kind) else {
        return Err(Failure::Algorithm(found.kind.unwrap_or_default().to_owned()));
    };
    let signed = found
        .timestamp
        .parse()
        .map_err(|_| Failure::Timestamp(found.timestamp.to_owned()))?;
    if now.abs_diff(signed) > WINDOW_SECONDS.unsigned_abs() {
        return Err(Failure::Window { signed, local: now });
    }
    let Some(key) = keys.find(found.serial) else {
        let known = keys.serials().map(str::to_owned).collect();
        return Err(Failure::UnknownSerial {
            serial: found.serial.to_owned(),
            known,
        });
    };
    if key.algorithm() != algorithm {
        return Err(Failure::KeyAlgorithm {
            kind: found.kind.unwrap_or(v3::SCHEME).to_owned(),
            serial: key.serial.clone(),
        });
    }
    if !key.is_valid_at(now) {
        return Err(Failure::ExpiredKey(key.serial.clone()));
    }
    Ok((key, found))
}
