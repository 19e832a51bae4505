//! v2: XML that is signed with the v2 key, or has its content encrypted, or both.
//!
//! What nobody vouches for does not come out: of an unsigned document only what was inside `req_info` is kept.

use std::sync::Arc;

use bytes::Bytes;

use super::RawNotification;
use super::aead::SealedPayload;
use super::raw::{Parts, RawContent};
use crate::client::Client;
use crate::crypto::V2Keys;
use crate::error::{BoxError, Error, ErrorKind};
use crate::verify::{Refusal, check_cut, verify_document};
use crate::xml::Document;

/// What `verified_by` says of a signature with the v2 key.
const VERIFIED_BY: &str = "api_v2_key";
/// Encrypted with the v2 key; the only content that may come unsigned.
const REFUND: &str = "req_info";
/// Encrypted with the APIv3 key.
const EVENT: &str = "event_ciphertext";

pub(super) fn open(client: &Client, body: Bytes) -> Result<RawNotification, Error> {
    let mut document = Document::parse(&body).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the notification is {error}")).with_source(error)
    })?;
    let keys = keys(client)?;
    let is_signed = document.get("sign").is_some_and(|sign| !sign.is_empty());
    if is_signed {
        verify_document(&document, &keys, None)
            .and_then(|()| check_cut(&document))
            .map_err(|refusal| refused(client, &document, refusal))?;
    } else if document.get(REFUND).is_none() {
        let text =
            "not signed: a v2 notification has a `sign`, or a refund's `req_info`, and this has neither";
        return Err(Error::new(ErrorKind::Unsigned, text).with_problems(vec!["sign".to_owned()]));
    }
    let mut plaintext = body.clone();
    if let Some(req_info) = document.get(REFUND) {
        let (inner, plain) = refund(client, &keys, &document, req_info)?;
        if !is_signed {
            document = Document::default();
            document.set(REFUND, "");
        }
        document.nest(REFUND, inner);
        plaintext = plain;
    }
    if let Some(ciphertext) = document.get(EVENT) {
        let (inner, plain) = event(client, &document, ciphertext)?;
        document.nest(EVENT, inner);
        plaintext = plain;
    }
    Ok(RawNotification::new(Parts {
        client: client.clone(),
        content: RawContent::Xml(document),
        body,
        plaintext,
        verified_by: is_signed.then(|| VERIFIED_BY.to_owned()),
        cipher: None,
        why_unknown: None,
    }))
}

fn keys(client: &Client) -> Result<Arc<V2Keys>, Error> {
    client.core.api_v2_key.get().ok_or_else(|| {
        Error::new(
            ErrorKind::Config,
            "this notification is XML, of v2, which is verified with the v2 API key: give it to the builder with \
             `api_v2_key` (账户中心 > API安全 > APIv2密钥; the APIv3 key is another one)",
        )
    })
}

fn refused(client: &Client, document: &Document, refusal: Refusal) -> Error {
    let why = match refusal {
        Refusal::Mismatch(_) => format!(
            ": it was altered, is not from WeChat Pay, or `api_v2_key` is not the one of its merchant{}",
            mismatch(client, document)
        ),
        _ => String::new(),
    };
    Error::new(ErrorKind::Signature, format!("the notification {refusal}{why}"))
}

/// What is in `req_info`, by the first key with which XML comes out.
fn refund(
    client: &Client,
    keys: &V2Keys,
    document: &Document,
    req_info: &str,
) -> Result<(Document, Bytes), Error> {
    let mut sources: Vec<BoxError> = Vec::new();
    for key in keys.all() {
        // Nothing authenticates it: noise whose padding happens to fit is no XML.
        match key.decrypt(req_info) {
            Ok(plain) => match Document::parse(&plain) {
                Ok(inner) => return Ok((inner, plain.into())),
                Err(error) => sources.push(error.into()),
            },
            Err(error) => sources.push(error.into()),
        }
    }
    let text = format!(
        "`req_info` cannot be decrypted: is `api_v2_key` the one of the merchant that it was sent to?{}",
        mismatch(client, document)
    );
    let error = Error::new(ErrorKind::Decrypt, text);
    Err(match sources.into_iter().next() {
        Some(source) => error.with_source(source),
        None => error,
    })
}

fn event(client: &Client, document: &Document, ciphertext: &str) -> Result<(Document, Bytes), Error> {
    let text = |name: &str| document.get(name).unwrap_or_default();
    let sealed = SealedPayload {
        place: "event_",
        algorithm: text("event_algorithm"),
        nonce: text("event_nonce"),
        associated_data: text("event_associated_data"),
        ciphertext,
    };
    let plain = sealed.open(client)?;
    let inner = Document::parse(&plain).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("`{EVENT}` holds {error}")).with_source(error)
    })?;
    Ok((inner, plain.into()))
}

/// For whom it is, if that is someone else. The sender is not verified here, so only a plain number is repeated.
fn mismatch(client: &Client, document: &Document) -> String {
    let ours = &client.core.mchid;
    match document.get("mch_id").or_else(|| document.get("combine_mch_id")) {
        Some(theirs)
            if !ours.is_empty()
                && theirs != ours
                && theirs.len() <= 32
                && theirs.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            format!(" (it says {theirs}, this client is of {ours})")
        }
        _ => String::new(),
    }
}
