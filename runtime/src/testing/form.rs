//! The bodies of notifications, encrypted and, in v2, signed.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use x509_cert::der::DateTime;

use super::keys::{Keys, nonce};
use crate::crypto::{AeadAlgorithm, ApiV3Key};
use crate::sign::v2::{self, SignType};
use crate::xml::{Document, Node};

/// Why a payload can be encrypted.
const SEALED: &str = "the nonce has 12 bytes, and AEAD_SM4_GCM the feature `sm`";

/// The envelope of v3 around an encrypted payload.
pub(super) fn json(
    (key, algorithm): (&ApiV3Key, AeadAlgorithm),
    now: i64,
    event_type: &str,
    original_type: &str,
    payload: &Value,
) -> Bytes {
    let (nonce_of_payload, associated_data) = (nonce(12), original_type);
    let payload = payload.to_string();
    let ciphertext = key
        .encrypt_with(algorithm, &nonce_of_payload, associated_data, payload.as_bytes())
        .expect(SEALED);
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
        "id": format!("EV-{}", nonce(32)),
        "create_time": beijing(now),
        "resource_type": "encrypt-resource",
        "event_type": event_type,
        "summary": "test",
        "resource": resource,
    });
    envelope.to_string().into()
}

/// RFC 3339 at +08:00.
fn beijing(now: i64) -> String {
    let seconds = u64::try_from(now).unwrap_or_default() + 8 * 3600;
    DateTime::from_unix_duration(Duration::from_secs(seconds))
        .map(|time| time.to_string().replace('Z', "+08:00"))
        .unwrap_or_default()
}

/// The XML of v2.
pub(super) fn xml(keys: &Keys, algorithm: AeadAlgorithm, fields: &Value) -> Bytes {
    let mut document = document(fields);
    if document.get("nonce_str").is_none() {
        document.set("nonce_str", nonce(32));
    }
    let is_refund = seal_refund(keys, &mut document);
    seal_event(keys, algorithm, &mut document);
    if !is_refund {
        sign(keys, &mut document);
    }
    write(&document).into()
}

/// Encrypts an object in `req_info`.
fn seal_refund(keys: &Keys, document: &mut Document) -> bool {
    let Some(inner) = document.inside("req_info").cloned() else {
        return false;
    };
    let sealed = keys.v2.encrypt(write(&inner).as_bytes());
    document.set("req_info", sealed.expect("the library has memory"));
    true
}

/// Encrypts an object in `event_ciphertext`.
fn seal_event(keys: &Keys, algorithm: AeadAlgorithm, document: &mut Document) {
    let Some(inner) = document.inside("event_ciphertext").cloned() else {
        return;
    };
    let nonce = nonce(12);
    let associated_data = document.get("event_associated_data").unwrap_or_default();
    let inner = write(&inner);
    let sealed = keys
        .v3
        .encrypt_with(algorithm, &nonce, associated_data, inner.as_bytes());
    document.set("event_ciphertext", sealed.expect(SEALED));
    document.set("event_nonce", nonce);
    document.set("event_algorithm", algorithm.as_str());
}

/// Elements in elements are not covered by any signature: a document with them has none.
fn sign(keys: &Keys, document: &mut Document) {
    let Some(texts) = document.texts() else {
        return;
    };
    let named = document
        .get("sign_type")
        .or_else(|| document.get("algorithm"))
        .unwrap_or_default();
    let sign_type = SignType::parse(named).unwrap_or(SignType::Md5);
    let signature = keys.v2.sign(sign_type, &v2::text(texts));
    document.set("sign", signature);
}

/// The members of an object as elements; those of a list as several of one name.
fn document(fields: &Value) -> Document {
    let mut document = Document::default();
    for (name, value) in fields.as_object().into_iter().flatten() {
        match value {
            Value::Array(items) => items
                .iter()
                .for_each(|item| document.push(name.clone(), node(item))),
            _ => document.push(name.clone(), node(value)),
        }
    }
    document
}

fn node(value: &Value) -> Node {
    match value {
        Value::Object(_) => Node::Fields(document(value)),
        Value::String(text) => Node::Text(text.clone()),
        Value::Null => Node::Text(String::new()),
        other => Node::Text(other.to_string()),
    }
}

fn write(document: &Document) -> String {
    document.write().expect("characters that XML allows")
}
