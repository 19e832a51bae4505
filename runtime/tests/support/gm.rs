//! SM2 keys (国密) for tests, made of a number, and what a platform does with them.

use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::{AeadAlgorithm, ApiV3Key, PrivateKey};
use wechatpay_openapi_runtime::sign::v3::{Scheme, response_message};

use super::platform::{API_V3_KEY, NONCE, NOW, certificate, pem};

pub const SM_SERIAL: &str = "5A0B";
pub const MERCHANT: u8 = 0x11;
pub const PLATFORM: u8 = 0x22;

/// The PKCS#8 PEM of the key whose secret is this byte 32 times.
pub fn sm_pem(secret: u8) -> String {
    let curve = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d];
    let ec = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
    let head = [0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13];
    let key = [0x04, 0x27, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20];
    pem(
        "PRIVATE KEY",
        &[&head[..], &ec, &curve, &key, &[secret; 32]].concat(),
    )
}

pub fn sm_key(secret: u8) -> PrivateKey {
    PrivateKey::parse(sm_pem(secret)).unwrap()
}

pub fn sm_certificate() -> String {
    certificate(&[0x5a, 0x0b], &sm_key(PLATFORM), "230101000000Z", "280101000000Z")
}

pub fn sm_public_pem(secret: u8) -> String {
    pem("PUBLIC KEY", sm_key(secret).public_key().unwrap().spki())
}

/// The headers of a text that the platform signs with SM2 now.
pub fn sm_headers(body: &[u8]) -> Vec<(&'static str, String)> {
    let timestamp = NOW.to_string();
    let signature = sm_key(PLATFORM).sign(&response_message(&timestamp, NONCE, body));
    vec![
        ("Wechatpay-Timestamp", timestamp),
        ("Wechatpay-Nonce", NONCE.to_owned()),
        ("Wechatpay-Serial", SM_SERIAL.to_owned()),
        ("Wechatpay-Signature", signature.unwrap()),
        (
            "Wechatpay-Signature-Type",
            Scheme::MerchantSm2.as_str().to_owned(),
        ),
    ]
}

/// A resource encrypted with SM4.
pub fn sm_resource(data: &str, plain: &str) -> Value {
    let nonce = "0123456789ab";
    let key = ApiV3Key::new(API_V3_KEY).unwrap();
    let ciphertext = key.encrypt_with(AeadAlgorithm::Sm4Gcm, nonce, data, plain.as_bytes());
    json!({"algorithm": "AEAD_SM4_GCM", "nonce": nonce, "associated_data": data,
        "ciphertext": ciphertext.unwrap()})
}

/// An item of the list of platform certificates.
pub fn sm_item() -> Value {
    json!({"serial_no": SM_SERIAL, "encrypt_certificate": sm_resource("certificate", &sm_certificate())})
}
