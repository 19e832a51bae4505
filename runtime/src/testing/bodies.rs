//! The bodies of notifications, encrypted and, in v2, signed.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use x509_cert::der::DateTime;

use super::keys::{Nonces, TestKeys};
use crate::crypto::{AeadAlgorithm, ApiV3Key, CryptoError};
use crate::error::{Error, ErrorKind};
use crate::sign::v2::{self, SignType};
use crate::xml::Document;

/// The envelope of v3 around an encrypted payload.
pub(super) fn json(
    (key, algorithm, nonces): (&ApiV3Key, AeadAlgorithm, &Nonces),
    now: i64,
    event_type: &str,
    original_type: &str,
    payload: &Value,
) -> Result<Bytes, Error> {
    let (nonce_of_payload, associated_data) = (nonces.next(12), original_type);
    let payload = payload.to_string();
    let ciphertext = key
        .encrypt_with(algorithm, &nonce_of_payload, associated_data, payload.as_bytes())
        .map_err(unsealed)?;
    let mut resource = json!({
        "algorithm": algorithm.as_str(),
        "ciphertext": ciphertext,
        "nonce": nonce_of_payload,
        "associated_data": associated_data,
    });
    if !original_type.is_empty() {
        resource["original_type"] = original_type.into();
    }
    let envelope = json!({
        "id": format!("EV-{}", nonces.next(32)),
        "create_time": beijing(now),
        "resource_type": "encrypt-resource",
        "event_type": event_type,
        "summary": "test",
        "resource": resource,
    });
    Ok(envelope.to_string().into())
}

/// RFC 3339 at +08:00.
fn beijing(now: i64) -> String {
    let seconds = u64::try_from(now).unwrap_or_default() + 8 * 3600;
    DateTime::from_unix_duration(Duration::from_secs(seconds))
        .map(|time| time.to_string().replace('Z', "+08:00"))
        .unwrap_or_default()
}

/// The XML of v2.
pub(super) fn xml(
    (keys, algorithm, nonces): (&TestKeys, AeadAlgorithm, &Nonces),
    fields: &Value,
) -> Result<Bytes, Error> {
    if !fields.is_object() {
        return Err(refused(
            "the fields of a v2 message are an object: `json!({ \"return_code\": \"SUCCESS\" })`",
        ));
    }
    let mut document = Document::from_json(fields);
    if document.get("nonce_str").is_none() {
        document.set("nonce_str", nonces.next(32));
    }
    let is_refund = seal_refund(keys, &mut document)?;
    seal_event((keys, algorithm, nonces), &mut document)?;
    if !is_refund {
        sign(keys, &mut document);
    }
    write(&document).map(Bytes::from)
}

/// A failure of v2, which nobody signs.
pub(super) fn failure(why: &str) -> Result<Bytes, Error> {
    let fields = json!({ "return_code": "FAIL", "return_msg": why });
    write(&Document::from_json(&fields)).map(Bytes::from)
}

/// Encrypts an object in `req_info`.
fn seal_refund(keys: &TestKeys, document: &mut Document) -> Result<bool, Error> {
    let Some(inner) = document.inside("req_info").cloned() else {
        return Ok(false);
    };
    let sealed = keys
        .merchant
        .v2
        .key
        .encrypt(write(&inner)?.as_bytes())
        .map_err(unsealed)?;
    document.set("req_info", sealed);
    Ok(true)
}

/// Encrypts an object in `event_ciphertext`.
fn seal_event(
    (keys, algorithm, nonces): (&TestKeys, AeadAlgorithm, &Nonces),
    document: &mut Document,
) -> Result<(), Error> {
    let Some(inner) = document.inside("event_ciphertext").cloned() else {
        return Ok(());
    };
    let nonce = nonces.next(12);
    let associated_data = document.get("event_associated_data").unwrap_or_default();
    let inner = write(&inner)?;
    let sealed = keys
        .merchant
        .v3
        .key
        .encrypt_with(algorithm, &nonce, associated_data, inner.as_bytes());
    document.set("event_ciphertext", sealed.map_err(unsealed)?);
    document.set("event_nonce", nonce);
    document.set("event_algorithm", algorithm.as_str());
    Ok(())
}

/// Elements in elements are not covered by any signature: a document with them has none.
fn sign(keys: &TestKeys, document: &mut Document) {
    let Some(texts) = document.texts() else {
        return;
    };
    let named = document
        .get("sign_type")
        .or_else(|| document.get("algorithm"))
        .unwrap_or_default();
    let sign_type = SignType::parse(named).unwrap_or(SignType::Md5);
    let signature = keys.merchant.v2.key.sign(sign_type, &v2::text(texts));
    document.set("sign", signature);
}

fn write(document: &Document) -> Result<String, Error> {
    document
        .write()
        .map_err(|error| refused(format!("the fields cannot be written as XML: {error}")))
}

fn refused(why: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Request, why)
}

/// What needs more than the keys that every test platform has.
fn unsealed(error: CryptoError) -> Error {
    let text = format!("the content cannot be encrypted: {error}; AEAD_SM4_GCM needs the feature `sm`");
    Error::new(ErrorKind::Crypto, text).with_source(error)
}
