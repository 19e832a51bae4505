//! The platform's keys in use: one, the other, both, and out of their time.

mod support;

use support::platform::{KEY_ID, NOW, answer, builder, keys, signature_headers};
use support::vector;
use wechatpay_openapi_runtime::crypto::Certificate;
use wechatpay_openapi_runtime::{Client, ErrorKind, Method, Sensitive, record};

record! {
    /// A request.
    pub struct Request {
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
    }
}

/// A platform certificate of the vectors, valid from 2022-05-10 to 2025-05-09.
fn certificate() -> String {
    let case = vector("notification", "derived-notification-certificate");
    case.inputs["keys"][0]["certificate_pem"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn by_certificate(now: i64) -> Client {
    let keys = keys();
    Client::builder("1900000001")
        .merchant_key(support::platform::SERIAL_NO, &keys.merchant_pem)
        .platform_certificate(certificate())
        .clock(move || now)
        .build()
        .unwrap()
}

fn serial(client: &Client) -> Option<String> {
    let request = client.call(Method::GET, "v3/x").to_http().unwrap();
    request
        .headers()
        .get("wechatpay-serial")
        .map(|value| value.to_str().unwrap().to_owned())
}

#[test]
fn the_serial_names_the_preferred_key() {
    let pem = certificate();
    let wanted = Certificate::parse(&pem).unwrap().serial_no().to_owned();
    assert_eq!(serial(&by_certificate(NOW)), Some(wanted));
    // During a switch the public key is what new answers shall be signed with.
    let both = builder().platform_certificate(&pem).build().unwrap();
    assert_eq!(serial(&both).as_deref(), Some(KEY_ID));
}

#[test]
fn a_certificate_out_of_its_time_neither_encrypts_nor_verifies() {
    let late = by_certificate(NOW + 10 * 365 * 86_400);
    assert_eq!(serial(&late), None);
    let call = late
        .call(Method::POST, "v3/x")
        .record(Request::new().user_name("张三"));
    let error = call.to_http().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("public_key"), "{error}");
}

#[test]
fn a_switch_verifies_by_the_named_key() {
    let both = builder().platform_certificate(certificate()).build().unwrap();
    let call = both.call(Method::GET, "v3/x");
    let response = call.read(answer(200, &signature_headers(b"{}"), "{}")).unwrap();
    assert_eq!(response.verified_by(), Some(KEY_ID));
    // The certificate's serial with the public key's signature: the named key alone counts.
    let mut headers = signature_headers(b"{}");
    headers[2].1 = Certificate::parse(certificate()).unwrap().serial_no().to_owned();
    let error = call.read(answer(200, &headers, "{}")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Signature);
}

#[test]
fn a_merchant_certificate_brings_its_serial_and_must_fit_the_key() {
    let case = vector("oaep", "derived-oaep-encrypt-214");
    let (certificate, key) = (case.text("certificate_pem"), case.text("private_key_pem"));
    let builder = || Client::builder("1900000001").public_key(KEY_ID, &keys().platform_public_pem);
    let client = builder().merchant_certificate(certificate, key).build().unwrap();
    assert_eq!(client.serial_no().as_deref(), Some(case.text("serial_no")));
    let error = builder()
        .merchant_certificate(certificate, &keys().merchant_pem)
        .build()
        .unwrap_err();
    assert!(error.problems()[0].contains("do not belong together"), "{error}");
    let error = builder().merchant_certificate(key, key).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let own = builder()
        .merchant_certificate(certificate, key)
        .platform_certificate(certificate)
        .build();
    assert!(own.unwrap_err().problems()[0].contains("merchant's own certificate"));
}

#[test]
fn a_notification_without_api_v3_key_says_what_is_missing() {
    let keys = keys();
    let client = Client::builder("1900000001")
        .merchant_key(support::platform::SERIAL_NO, &keys.merchant_pem)
        .public_key(KEY_ID, &keys.platform_public_pem)
        .clock(|| NOW)
        .build()
        .unwrap();
    let body = br#"{"resource":{"algorithm":"AEAD_AES_256_GCM","nonce":"0123456789ab","ciphertext":"AAAAAAAAAAAAAAAAAAAAAAAA"}}"#;
    let error = client
        .notifications()
        .parse(&signature_headers(body), body)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("api_v3_key"), "{error}");
}
