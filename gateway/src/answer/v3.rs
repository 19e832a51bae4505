//! An answer of v3: signed over its time, a nonce and its body.

use bytes::Bytes;
use http::{HeaderValue, Response, header};
use serde_json::{Map, Value, json};
use wechatpay_openapi_runtime::crypto::sha1_hex;
use wechatpay_openapi_runtime::{Language, Verify};

use super::english::english;
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
    /// `Content-Language`, if it is not the usual one.
    language: Option<Language>,
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
            language: None,
            covers: Covers::Body,
        }
    }

    pub(super) fn empty(status: u16) -> Self {
        Self {
            status,
            content_type: "",
            body: Bytes::new(),
            digest: None,
            language: None,
            covers: Covers::Body,
        }
    }

    pub(super) fn file(content: Bytes, content_type: &'static str, verify: Verify) -> Self {
        let covers = match verify {
            Verify::StatementSha1 => Covers::Sha1(sha1_hex(&content)),
            Verify::SignedIfPresent | Verify::Unsigned => Covers::Nothing,
            // As is usual. Nothing goes unsigned because its rule is new here.
            _ => Covers::Body,
        };
        Self {
            status: 200,
            content_type,
            body: content,
            digest: None,
            language: None,
            covers,
        }
    }

    pub(super) fn with_digest(self, digest: Option<&str>) -> Self {
        Self {
            digest: digest.map(str::to_owned),
            ..self
        }
    }

    /// In this language, as far as there are texts of it.
    pub(super) fn refusal(refusal: &Refusal, language: Language) -> Self {
        let wants_english = language == Language::English;
        let translated = wants_english.then(|| english(&refusal.message)).flatten();
        let language = translated.as_ref().map(|_| language);
        let mut body = Map::new();
        body.insert("code".to_owned(), json!(refusal.code));
        let message = translated.as_ref().unwrap_or(&refusal.message);
        body.insert("message".to_owned(), json!(message));
        if let Some(detail) = &refusal.detail {
            body.insert("detail".to_owned(), json!(detail));
        }
        Self {
            language,
            ..Self::json(refusal.status, body)
        }
    }

    pub(super) fn plain(self) -> Response<Bytes> {
        let mut response = response(self.status, self.content_type, self.body);
        if let Some(digest) = self.digest.and_then(|digest| digest.parse().ok()) {
            response.headers_mut().insert("digest", digest);
        }
        if let Some(language) = self.language {
            let language = HeaderValue::from_static(language.as_str());
            response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
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
        // The key is one of the gateway's own; without a signature the client says what is missing.
        let platform = writer.keys.platform_signing(&signing.serial);
        let signature = platform.signature(signing.at, &writer.fresh.nonce(), &covered);
        response.headers_mut().extend(signature.unwrap_or_default());
        if let Some(digest) = digest.and_then(|digest| digest.parse().ok()) {
            response.headers_mut().insert("wechatpay-statement-sha1", digest);
        }
        response
    }
}
