//! A platform and a merchant with keys of their own, made at run time.

use std::sync::OnceLock;

use aws_lc_rs::encoding::AsDer;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::crypto::{PrivateKey, PublicKey};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Bytes, Client, ClientBuilder, http};

pub const MCHID: &str = "1900000001";
pub const SERIAL_NO: &str = "0A11000000000000000000000000000000000001";
pub const KEY_ID: &str = "PUB_KEY_ID_0119000000012024";
pub const API_V3_KEY: &str = "an APIv3 key of thirty-two bytes";
pub const API_V2_KEY: &str = "192006250b4c09247ec02edce69f6a2d";
pub const NOW: i64 = 1_700_000_000;
pub const NONCE: &str = "5K8264ILTKCH16CQ2502SI8ZNMTM67VS";

/// Two key pairs: the merchant's and the platform's.
pub struct Keys {
    pub merchant_pem: String,
    pub merchant: PrivateKey,
    pub platform: PrivateKey,
    pub platform_public_pem: String,
}

/// Made once for a test binary: RSA keys take their time.
pub fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let (merchant_pem, merchant) = key_pair();
        let (_, platform) = key_pair();
        let platform_public_pem = pem("PUBLIC KEY", platform.public_key().unwrap().spki());
        Keys {
            merchant_pem,
            merchant,
            platform,
            platform_public_pem,
        }
    })
}

pub fn key_pair() -> (String, PrivateKey) {
    let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).unwrap();
    let pem = pem("PRIVATE KEY", pair.as_der().unwrap().as_ref());
    let key = PrivateKey::parse(&pem).unwrap();
    (pem, key)
}

pub fn pem(label: &str, der: &[u8]) -> String {
    let dashes = "-".repeat(5);
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "{dashes}BEGIN {label}{dashes}\n{}\n{dashes}END {label}{dashes}\n",
        lines.join("\n")
    )
}

/// A builder with everything set and the clock standing still.
pub fn builder() -> ClientBuilder<Client> {
    Client::builder(MCHID)
        .merchant_key(SERIAL_NO, &keys().merchant_pem)
        .api_v3_key(API_V3_KEY)
        .public_key(KEY_ID, &keys().platform_public_pem)
        .clock(|| NOW)
}

pub fn client() -> Client {
    builder().build().unwrap()
}

pub fn merchant_public() -> PublicKey {
    keys().merchant.public_key().unwrap()
}

/// The signature headers of a body, signed by the platform now.
pub fn signature_headers(body: &[u8]) -> Vec<(&'static str, String)> {
    signed_at(NOW, body)
}

pub fn signed_at(time: i64, body: &[u8]) -> Vec<(&'static str, String)> {
    let timestamp = time.to_string();
    let signature = keys()
        .platform
        .sign(&v3::response_message(&timestamp, NONCE, body))
        .unwrap();
    vec![
        ("Wechatpay-Timestamp", timestamp),
        ("Wechatpay-Nonce", NONCE.to_owned()),
        ("Wechatpay-Serial", KEY_ID.to_owned()),
        ("Wechatpay-Signature", signature),
    ]
}

/// An answer with these headers.
pub fn answer(
    status: u16,
    headers: &[(&'static str, String)],
    body: impl Into<Bytes>,
) -> http::Response<Bytes> {
    let builder = http::Response::builder()
        .status(status)
        .header("Request-ID", "08F78BB5A906");
    let builder = headers
        .iter()
        .fold(builder, |builder, (name, value)| builder.header(*name, value));
    builder.body(body.into()).unwrap()
}

/// An answer as the platform signs it.
pub fn signed(status: u16, body: &str) -> http::Response<Bytes> {
    answer(status, &signature_headers(body.as_bytes()), body.to_owned())
}

/// Checks the signature of a request as the platform would; gives the header's parts for more checks.
pub fn check_request(method: &str, target: &str, authorization: &str, signed_body: &[u8]) {
    let found = v3::Authorization::parse(authorization).expect("a well-formed Authorization");
    assert_eq!(
        (found.scheme, found.identity, found.serial_no),
        (v3::SCHEME, MCHID, SERIAL_NO)
    );
    let message = v3::request_message(method, target, found.timestamp, found.nonce_str, signed_body);
    merchant_public()
        .verify(&message, found.signature)
        .expect("the request's signature");
}

pub fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> &'a str {
    request.headers()[name].to_str().unwrap()
}

/// Checks the signature of a built request.
pub fn check(request: &http::Request<Bytes>) {
    let target = request.uri().path_and_query().unwrap().as_str();
    check_request(
        request.method().as_str(),
        target,
        header(request, "authorization"),
        request.body(),
    );
}

/// A DER element.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len();
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 128 => out.push(short),
        Ok(long) => out.extend([0x81, long]),
        _ => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    [out, content].concat()
}

/// A certificate as PEM. Nobody checks its own signature: the APIv3 key vouches for it.
pub fn certificate(serial: &[u8], key: &PrivateKey, not_before: &str, not_after: &str) -> String {
    let rsa_sha256 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
    let algorithm = der(0x30, &[&der(0x06, &[&rsa_sha256]), &[5, 0]]);
    let name = der(0x30, &[]);
    let times = [not_before, not_after].map(|time| der(0x17, &[time.as_bytes()]));
    let tbs = der(
        0x30,
        &[
            &der(0xa0, &[&[2, 1, 2]]),
            &der(0x02, &[serial]),
            &algorithm,
            &name,
            &der(0x30, &[&times[0], &times[1]]),
            &name,
            key.public_key().unwrap().spki(),
        ],
    );
    let signature = STANDARD.decode(key.sign(&tbs).unwrap()).unwrap();
    let signature = der(0x03, &[&[0], &signature]);
    pem("CERTIFICATE", &der(0x30, &[&tbs, &algorithm, &signature]))
}
