//! A merchant and a platform with keys of their own, and what both sides know of each other.

use std::sync::OnceLock;

use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize, SerialNumber};
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::{Certificate, PrivateKey, PublicKey};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Client, ClientBuilder};

pub use test_support::platform::{API_V2_KEY, API_V3_KEY, KEY_ID, MCHID, NONCE, SERIAL_NO};

/// A key pair in all its forms.
pub struct Party {
    pub private_pem: String,
    pub public_pem: String,
    pub private: PrivateKey,
    pub public: PublicKey,
    /// A certificate of it, and its serial number as we read it.
    pub certificate: String,
    pub serial: String,
}

impl Party {
    fn new(serial: &[u8]) -> Self {
        let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
        let mut parameters = CertificateParams::new(Vec::new()).unwrap();
        parameters.serial_number = Some(SerialNumber::from_slice(serial));
        let certificate = parameters.self_signed(&pair).unwrap().pem();
        let (private_pem, public_pem) = (pair.serialize_pem(), pair.public_key_pem());
        Self {
            private: PrivateKey::parse(&private_pem).unwrap(),
            public: PublicKey::parse(&public_pem).unwrap(),
            serial: Certificate::parse(&certificate).unwrap().serial_no().to_owned(),
            private_pem,
            public_pem,
            certificate,
        }
    }
}

/// Made once: RSA keys take their time.
pub fn merchant() -> &'static Party {
    static PARTY: OnceLock<Party> = OnceLock::new();
    PARTY.get_or_init(|| Party::new(&[0x0a, 0x11]))
}

/// A serial number of 20 bytes whose first bit is set, as WeChat Pay's may be.
pub fn platform() -> &'static Party {
    static PARTY: OnceLock<Party> = OnceLock::new();
    PARTY.get_or_init(|| Party::new(&[0x7a; 20]))
}

/// Somebody whom nobody trusts.
pub fn stranger() -> &'static Party {
    static PARTY: OnceLock<Party> = OnceLock::new();
    PARTY.get_or_init(|| Party::new(&[0x66]))
}

/// Our client, on loopback, by the real clock.
pub fn client(url: &str) -> Client {
    builder(url)
        .public_key(KEY_ID, &platform().public_pem)
        .build()
        .unwrap()
}

/// The same before any key of the platform.
pub fn builder(url: &str) -> ClientBuilder<Client> {
    Client::builder(MCHID)
        .merchant_key(SERIAL_NO, &merchant().private_pem)
        .api_v3_key(API_V3_KEY)
        .api_v2_key(API_V2_KEY)
        .base_url(url)
}

/// What the peer knows as a merchant, and `more`.
pub fn as_merchant(url: &str, more: Value) -> Value {
    with(
        json!({
            "base_url": url, "mchid": MCHID, "serial": SERIAL_NO, "private_key": merchant().private_pem,
            "api_v3_key": API_V3_KEY, "api_v2_key": API_V2_KEY, "platform": { KEY_ID: platform().public_pem },
        }),
        more,
    )
}

/// Adds members to an object; they win.
pub fn with(mut inputs: Value, more: Value) -> Value {
    if let (Value::Object(inputs), Value::Object(more)) = (&mut inputs, more) {
        inputs.extend(more);
    }
    inputs
}

#[allow(clippy::disallowed_methods)] // the peers go by this clock
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs().try_into().unwrap()
}

/// The four signature headers and the algorithm, in the order timestamp, nonce, serial, signature, type.
pub type Signature = [(&'static str, String); 5];

pub fn headers(timestamp: String, serial: &str, signature: String) -> Signature {
    [
        ("Wechatpay-Timestamp", timestamp),
        ("Wechatpay-Nonce", NONCE.to_owned()),
        ("Wechatpay-Serial", serial.to_owned()),
        ("Wechatpay-Signature", signature),
        ("Wechatpay-Signature-Type", v3::SCHEME.to_owned()),
    ]
}

/// The platform's signature of a body, by our side.
pub fn signed_at(time: i64, serial: &str, body: &[u8]) -> Signature {
    let timestamp = time.to_string();
    let signature = platform()
        .private
        .sign(&v3::response_message(&timestamp, NONCE, body))
        .unwrap();
    headers(timestamp, serial, signature)
}
