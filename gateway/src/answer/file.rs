//! Files: announced by a URL of this server and their digest, and made again when they are fetched.
//!
//! What is in a file follows from the token in its URL, so that nothing has to be kept.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value};
use wechatpay_openapi_runtime::crypto::{FileKey, md5_hex, sha1_hex, sha256_hex, sm3_hex};

use super::numbers::Numbers;
use crate::keys::Keys;
use crate::message::{Asked, Outcome};

/// The path at which announced files are fetched.
const PATH: &str = "/v3/billdownload/file";
/// An operation of v2 whose file comes with its digest.
const DIGESTED: &str = "/pay/downloadfundflow";
/// In front of every token of such a file.
const OWN: &str = "example-";
/// Then: the file is packed.
const PACKED: &str = "gzip-";
/// And: it is encrypted.
const SEALED: &str = "sealed-";
/// A picture of one point.
const PNG: &[u8] = include_bytes!("file/point.png");

/// Where files are fetched, and what a special answer is about.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// Such as `http://127.0.0.1:4010`.
    pub base_url: &'a str,
    /// Of the merchant.
    pub keys: &'a Keys,
}

/// Gives each `download_url` of an answer a file that has the digest beside it.
pub(super) fn announce(
    fields: &mut Map<String, Value>,
    asked: &Asked,
    origin: &Origin<'_>,
    numbers: &mut Numbers<'_>,
) {
    for member in fields.values_mut() {
        match member {
            Value::Object(inner) => announce(inner, asked, origin, numbers),
            Value::Array(items) => items
                .iter_mut()
                .filter_map(Value::as_object_mut)
                .for_each(|inner| announce(inner, asked, origin, numbers)),
            _ => {}
        }
    }
    if fields.get("download_url").is_some_and(Value::is_string) {
        one(fields, asked, origin, numbers);
    }
}

fn one(fields: &mut Map<String, Value>, asked: &Asked, origin: &Origin<'_>, numbers: &mut Numbers<'_>) {
    let number = numbers.like("token");
    let is_packed = asked.text("tar_type") == Some("GZIP");
    let is_sealed = fields.contains_key("encrypt_key");
    let token = [
        OWN,
        if is_sealed { SEALED } else { "" },
        if is_packed { PACKED } else { "" },
        &number,
    ]
    .concat();
    let content = content(&token);
    let hash = match fields.get("hash_type").and_then(Value::as_str) {
        Some("SHA256") => sha256_hex(&content),
        Some("SM3") => sm3_hex(&content),
        Some("MD5") => md5_hex(&content),
        _ => sha1_hex(&content),
    };
    let mut set = |name: &str, value: String| {
        if let Some(member) = fields.get_mut(name) {
            *member = value.into();
        }
    };
    set("download_url", format!("{}{PATH}?token={token}", origin.base_url));
    set("hash_value", hash);
    if is_sealed {
        // It is short enough for the merchant's key.
        let sealed = origin.keys.encrypt(asked.caller.algorithm, &key(&token));
        set("encrypt_key", sealed.unwrap_or_default());
        set("nonce", nonce(&token));
    }
}

/// Whether a download is of a file that was announced here, and not by a flow.
#[must_use]
pub fn is_own_file(asked: &Asked) -> bool {
    asked.text("token").is_some_and(|token| token.starts_with(OWN))
}

/// What a download brings.
pub(super) fn asked_for(asked: &Asked) -> Outcome {
    if asked.operation.path.contains("/images/") {
        return Outcome::File {
            content: Bytes::from_static(PNG),
            content_type: "image/png",
            digest: None,
        };
    }
    let packed_by_request = matches!(asked.text("tar_type"), Some("GZIP"));
    let token = asked.text("token").unwrap_or_default();
    let kind = token.strip_prefix(OWN).unwrap_or_default();
    let rest = kind.strip_prefix(SEALED);
    let is_packed = packed_by_request || rest.unwrap_or(kind).starts_with(PACKED);
    let plain = content(token);
    let mut file = if is_packed { packed(&plain) } else { plain.clone() };
    if rest.is_some() {
        // The key has its length.
        let sealed = FileKey::new(key(token).as_bytes()).and_then(|key| key.seal(&nonce(token), &mut file));
        debug_assert!(sealed.is_ok());
    }
    let file = Outcome::File {
        content: file.into(),
        content_type: if is_packed {
            "application/x-gzip"
        } else {
            "text/plain"
        },
        digest: None,
    };
    match asked.operation.path {
        DIGESTED => file.with_digest_of(&plain),
        _ => file,
    }
}

/// A page where a user would be: what opens it is checked, what is done on it is not modelled.
pub(super) fn page(title: &str) -> Outcome {
    let page = format!(
        "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><p>This is where a \
         user would go on in WeChat. The request was accepted.</p></html>\n"
    );
    Outcome::File {
        content: page.into(),
        content_type: "text/html; charset=utf-8",
        digest: None,
    }
}

fn content(token: &str) -> Vec<u8> {
    format!("A file of the gateway, not of WeChat Pay.\r\n`{token}\r\n").into_bytes()
}

/// 32 bytes.
fn key(token: &str) -> String {
    sha256_hex(format!("key {token}").as_bytes())[..32].to_owned()
}

fn nonce(token: &str) -> String {
    sha256_hex(format!("nonce {token}").as_bytes())[..16].to_owned()
}

/// Without a name and a time, so that equal content is an equal file.
fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    // A `Vec` takes everything.
    packer
        .write_all(content)
        .and_then(|()| packer.finish())
        .unwrap_or_default()
}
