//! v2: XML that is signed with the v2 key, or has its content encrypted, or both.

use bytes::Bytes;

use super::RawNotification;
use super::aead::Sealed;
use super::raw::{Content, Parts};
use crate::client::Client;
use crate::crypto::ApiV2Key;
use crate::error::{Error, ErrorKind};
use crate::sign::v2::{self, SignType};
use crate::xml::Document;

/// What `verified_by` says of a signature with the v2 key.
const VERIFIED_BY: &str = "api_v2_key";
/// Encrypted with the v2 key; the only content that may come unsigned.
const REFUND: &str = "req_info";
/// Encrypted with the APIv3 key.
const EVENT: &str = "event_ciphertext";

pub(super) fn open(client: &Client, body: Bytes) -> Result<RawNotification, Error> {
    let mut document = Document::parse(&body).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the notification is {error}")).source(error)
    })?;
    let is_signed = document.get("sign").is_some_and(|sign| !sign.is_empty());
    let key = key(client)?;
    if is_signed || document.get(REFUND).is_none() {
        verify(client, key, &document)?;
    }
    let mut plaintext = body.clone();
    if let Some(req_info) = document.get(REFUND) {
        let (inner, plain) = refund(client, key, &document, req_info)?;
        document.nest(REFUND, inner);
        plaintext = plain;
    } else if let Some(ciphertext) = document.get(EVENT) {
        let (inner, plain) = event(client, &document, ciphertext)?;
        document.nest(EVENT, inner);
        plaintext = plain;
    }
    Ok(RawNotification::new(Parts {
        client: client.clone(),
        content: Content::Xml(document),
        body,
        plaintext,
        verified_by: is_signed.then(|| VERIFIED_BY.to_owned()),
    }))
}

fn key(client: &Client) -> Result<&ApiV2Key, Error> {
    client.core.api_v2_key.as_ref().ok_or_else(|| {
        Error::new(
            ErrorKind::Config,
            "this notification is XML, of v2, which is verified with the v2 API key: give it to the builder with \
             `api_v2_key` (账户中心 > API安全 > APIv2密钥; the APIv3 key is another one)",
        )
    })
}

/// Over the fields as received, all but `sign` and empty ones. The signature's length tells the algorithm.
fn verify(client: &Client, key: &ApiV2Key, document: &Document) -> Result<(), Error> {
    let signature = document.get("sign").unwrap_or_default();
    if signature.is_empty() {
        let text =
            "not signed: a v2 notification has a `sign`, or a refund's `req_info`, and this has neither";
        return Err(Error::new(ErrorKind::Unsigned, text).details(vec!["sign".to_owned()]));
    }
    let texts = document.texts().ok_or_else(|| {
        Error::new(
            ErrorKind::Signature,
            "the notification has nested elements, which its signature does not cover",
        )
    })?;
    if key.verify(&v2::text(texts), signature) {
        return Ok(());
    }
    let algorithm = SignType::of_signature(signature).map_or("no known algorithm", SignType::as_str);
    let text = format!(
        "the notification's `sign` ({algorithm}) does not match: it was altered, is not from WeChat Pay, or \
         `api_v2_key` is not the one of its merchant{}",
        mismatch(client, document)
    );
    Err(Error::new(ErrorKind::Signature, text))
}

fn refund(
    client: &Client,
    key: &ApiV2Key,
    document: &Document,
    req_info: &str,
) -> Result<(Document, Bytes), Error> {
    let error = || {
        let text = format!(
            "`req_info` cannot be decrypted: is `api_v2_key` the one of the merchant that it was sent to?{}",
            mismatch(client, document)
        );
        Error::new(ErrorKind::Decrypt, text)
    };
    let plain = key.decrypt(req_info).map_err(|source| error().source(source))?;
    // Nothing authenticates it: noise whose padding happens to fit is no XML.
    let inner = Document::parse(&plain).map_err(|source| error().source(source))?;
    Ok((inner, plain.into()))
}

fn event(client: &Client, document: &Document, ciphertext: &str) -> Result<(Document, Bytes), Error> {
    let text = |name: &str| document.get(name).unwrap_or_default();
    let sealed = Sealed {
        place: "event_",
        algorithm: text("event_algorithm"),
        nonce: text("event_nonce"),
        associated_data: text("event_associated_data"),
        ciphertext,
    };
    let plain = sealed.open(client)?;
    let inner = Document::parse(&plain)
        .map_err(|error| Error::new(ErrorKind::Decode, format!("`{EVENT}` holds {error}")).source(error))?;
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
