//! Which answers must be signed, and over what.

use http::StatusCode;

use super::{Failure, Headers, SignatureHeaders, verify};
use crate::crypto::sha1_hex;
use crate::keyring::Keyring;
use crate::operation::Verify;

/// Applies an operation's rule to an answer; gives the serial that it was verified
/// with, or `None` for an answer that may be unsigned and is.
pub(crate) fn check<H: Headers + ?Sized>(
    rule: Verify,
    keys: &Keyring,
    now: i64,
    status: StatusCode,
    headers: &H,
    body: &[u8],
) -> Result<Option<String>, Failure> {
    let present = || SignatureHeaders::count(headers);
    if !status.is_success() {
        // Many errors come unsigned, from gateways on the way: they stay API errors, told apart.
        return match present() {
            SignatureHeaders::ALL => verify(keys, now, headers, body).map(Some),
            _ => Ok(None),
        };
    }
    match rule {
        Verify::Unsigned => Ok(None),
        Verify::SignedIfPresent if present() == 0 => Ok(None),
        Verify::Signed | Verify::SignedIfPresent => verify(keys, now, headers, body).map(Some),
        Verify::StatementSha1 => statement(keys, now, headers, body).map(Some),
    }
}

pub(super) const STATEMENT_SHA1: &str = "wechatpay-statement-sha1";

pub(super) fn statement_text(sha1: &str) -> String {
    format!("{{\"sha1\":\"{sha1}\"}}")
}

/// A statement's signature covers its digest, written as a JSON object.
fn statement<H: Headers + ?Sized>(
    keys: &Keyring,
    now: i64,
    headers: &H,
    body: &[u8],
) -> Result<String, Failure> {
    let Some(digest) = headers.header(STATEMENT_SHA1) else {
        return Err(Failure::Missing(vec![STATEMENT_SHA1]));
    };
    let serial = verify(keys, now, headers, statement_text(digest).as_bytes())?;
    if sha1_hex(body).eq_ignore_ascii_case(digest) {
        Ok(serial)
    } else {
        Err(Failure::StatementDigest)
    }
}
