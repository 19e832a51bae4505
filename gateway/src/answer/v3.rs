//! An answer of v3: signed over its time, a nonce and its body.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response};
use serde_json::{Map, Value, json};
use wechatpay_openapi_runtime::Verify;
use wechatpay_openapi_runtime::crypto::sha1_hex;
use wechatpay_openapi_runtime::sign::v3::{Scheme, response_message};

use super::writer::{Signing, Writer, response};
use crate::message::Refusal;

const JSON: &str = "application/json; charset=utf-8";

/// An answer before it is signed.
pub(super) struct Draft {
    status: u16,
    content_type: &'static str,
    body: Bytes,
    /// `Digest`
    digest: Option<String>,
    covers: Covers,
}

/// What the signature covers.
enum Covers {
    Body,
    /// The digest in `Wechatpay-Statement-Sha1`.
    Sha1(String),
    /// There is none.
    Nothing,
}

impl Draft {
    pub(super) fn json(status: u16, fields: Map<String, Value>) -> Self {
        Self {
            status,
            content_type: JSON,
            body: Value::Object(fields).to_string().into(),
            digest: None,
            covers: Covers::Body,
        }
    }

    pub(super) fn empty(status: u16) -> Self {
        Self {
            status,
            content_type: "",
            body: Bytes::new(),
            digest: None,
            covers: Covers::Body,
        }
    }

    pub(super) fn file(content: Bytes, content_type: &'static str, verify: Verify) -> Self {
        let covers = match verify {
            Verify::Signed => Covers::Body,
            Verify::StatementSha1 => Covers::Sha1(sha1_hex(&content)),
            Verify::SignedIfPresent | Verify::Unsigned => Covers::Nothing,
        };
        Self {
            status: 200,
            content_type,
            body: content,
            digest: None,
            covers,
        }
    }

    pub(super) fn with_digest(self, digest: Option<&str>) -> Self {
        Self {
            digest: digest.map(str::to_owned),
            ..self
        }
    }

    pub(super) fn refusal(refusal: &Refusal) -> Self {
        let mut body = Map::new();
        body.insert("code".to_owned(), json!(refusal.code));
        body.insert("message".to_owned(), json!(refusal.message));
        if let Some(detail) = &refusal.detail {
            body.insert("detail".to_owned(), json!(detail));
        }
        Self::json(refusal.status, body)
    }

    pub(super) fn plain(self) -> Response<Bytes> {
        let mut response = response(self.status, self.content_type, self.body);
        if let Some(digest) = self.digest.and_then(|digest| digest.parse().ok()) {
            response.headers_mut().insert("digest", digest);
        }
        response
    }

    pub(super) fn signed(self, writer: &Writer<'_>, signing: &Signing) -> Response<Bytes> {
        let (digest, covered) = match &self.covers {
            Covers::Nothing => return self.plain(),
            Covers::Body => (None, self.body.clone()),
            Covers::Sha1(sha1) => (Some(sha1.clone()), json!({ "sha1": sha1 }).to_string().into()),
        };
        let mut response = self.plain();
        let (time, nonce) = (signing.at.to_string(), writer.fresh.nonce());
        // The key is one of the gateway's own; without a signature the client says what is missing.
        let message = response_message(&time, &nonce, &covered);
        let signature = writer.keys.sign(&signing.serial, &message).unwrap_or_default();
        for (name, value) in [
            ("wechatpay-timestamp", &*time),
            ("wechatpay-nonce", &nonce),
            ("wechatpay-serial", &signing.serial),
            ("wechatpay-signature", &signature),
            ("wechatpay-signature-type", Scheme::MerchantRsa.as_str()),
            ("wechatpay-statement-sha1", digest.as_deref().unwrap_or_default()),
        ] {
            if let (Ok(value), false) = (HeaderValue::from_str(value), value.is_empty()) {
                response
                    .headers_mut()
                    .insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}
