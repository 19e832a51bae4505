//! What is the same for every operation: the protocol's own headers, errors and schemes.

use serde_json::{Map, Value, json};

use super::response::SIGNATURE;
use super::webhook::signed_parameter;

/// What the document says of itself.
pub(super) const ABOUT: &str = include_str!("about.md");

/// Security schemes.
pub(super) fn schemes() -> Value {
    json!({
        "merchantSignature": {
            "type": "http",
            "scheme": "WECHATPAY2-SHA256-RSA2048",
            "description": "`Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"…\",nonce_str=\"…\",signature=\"…\",timestamp=\"…\",serial_no=\"…\"`. \
    Signed with the merchant's RSA key (SHA-256, PKCS #1 v1.5, base64): method, path with query, timestamp, nonce and body, each followed by a line feed. \
    Of an upload the part `meta` is the body that is signed.",
        },
        "clientCertificate": {
            "type": "mutualTLS",
            "description": "The merchant's API certificate as TLS client certificate.",
        },
    })
}

/// Headers of answers.
pub(super) fn headers() -> Value {
    let mut out = Map::new();
    for (name, description) in described() {
        out.insert(
            name.to_owned(),
            json!({ "description": description, "schema": { "type": "string" } }),
        );
    }
    Value::Object(out)
}

/// Parameters that the documentation does not repeat for each operation.
pub(super) fn parameters() -> Value {
    let mut out = Map::from_iter([(
        "Wechatpay-Serial".to_owned(),
        json!({
            "name": "Wechatpay-Serial",
            "in": "header",
            "required": true,
            "description": "The public key's id or the platform certificate's serial number: whose key encrypted the sensitive fields, and is to sign the answer.",
            "schema": { "type": "string" },
        }),
    )]);
    for (name, description) in described()
        .into_iter()
        .filter(|(name, _)| SIGNATURE.contains(name))
    {
        out.insert(
            signed_parameter(name),
            json!({
                "name": name,
                "in": "header",
                "required": true,
                "description": description,
                "schema": { "type": "string" },
            }),
        );
    }
    Value::Object(out)
}

fn described() -> [(&'static str, &'static str); 6] {
    [
        ("Request-ID", "Names the call, for support."),
        ("Wechatpay-Nonce", "Random text that was signed."),
        (
            "Wechatpay-Serial",
            "The key that signed: a public key's id, or a platform certificate's serial number.",
        ),
        (
            "Wechatpay-Signature",
            "Signature over timestamp, nonce and body, each followed by a line feed; base64. One that begins with `WECHATPAY/SIGNTEST/` is a probe and must be refused.",
        ),
        (
            "Wechatpay-Statement-Sha1",
            "SHA-1 of the body. Signed is `{\"sha1\":\"…\"}` in its place.",
        ),
        (
            "Wechatpay-Timestamp",
            "When it was signed, in seconds since 1970.",
        ),
    ]
}

/// Answers that operations share.
pub(super) fn responses() -> Value {
    json!({
        "Error": {
            "description": "The operation failed. Gateways answer without a signature, and not always in JSON.",
            "headers": { "Request-ID": { "$ref": "#/components/headers/Request-ID" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
        },
    })
}

/// The body of v3's errors.
pub(super) fn error() -> Value {
    json!({
        "type": "object",
        "description": "v3 错误应答",
        "properties": {
            "code": { "type": "string", "description": "错误码" },
            "message": { "type": "string", "description": "错误描述" },
            "detail": {
                "type": ["object", "null"],
                "description": "错误详情",
                "properties": {
                    "field": { "type": ["string", "null"] },
                    "value": {},
                    "issue": { "type": ["string", "null"] },
                    "location": { "type": ["string", "null"] },
                },
            },
        },
        "required": ["code", "message"],
    })
}
