//! Building a client: keys in any dress, and wrong ones refused with the remedy.

mod support;

use serde_json::json;
use support::platform::{
    NOW, SERIAL_NO, builder, check, client, header, key_pair, keys, merchant_public, pem,
};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Bytes, Client, Error, ErrorKind, Method, http};

fn request(client: &Client) -> http::Request<Bytes> {
    client
        .call(Method::POST, "v3/orders")
        .json(&json!({ "n": 1 }))
        .to_http()
        .unwrap()
}

fn problems(error: &Error, words: &[&str]) {
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.problems().len(), words.len(), "{error}");
    for (problem, word) in error.problems().iter().zip(words) {
        assert!(problem.contains(word), "{problem:?} does not say {word:?}");
        assert!(error.to_string().contains(problem));
    }
}

#[test]
fn a_builder_tells_all_problems_at_once_with_their_remedies() {
    let error = Client::builder("")
        .api_v3_key("short")
        .base_url("https://host/path")
        .build()
        .unwrap_err();
    problems(
        &error,
        &[
            "mchid",
            "merchant_key: missing",
            "no key to verify answers with",
            "exactly 32 bytes",
            "base_url",
        ],
    );
}

#[test]
fn the_wrong_key_in_the_wrong_place_is_told() {
    let keys = keys();
    let public = &keys.platform_public_pem;
    let refuse = |serial: &str, key: &str, word: &str| {
        let error = builder().merchant_key(serial, key).build().unwrap_err();
        problems(&error, &[word]);
    };
    refuse(SERIAL_NO, public, "apiclient_key.pem");
    refuse(SERIAL_NO, "apiclient_key.pem", "not the file's path");
    refuse(SERIAL_NO, &pem("ENCRYPTED PRIVATE KEY", b"0123"), "password");
    refuse(SERIAL_NO, &pem("CERTIFICATE", b"0123"), "certificate");
    refuse(&"1".repeat(48), &keys.merchant_pem, "decimal");
    refuse(&SERIAL_NO[1..], &keys.merchant_pem, "leading 0");
    refuse("PUB_KEY_ID_01", &keys.merchant_pem, "not the merchant's");
    problems(
        &builder().public_key(SERIAL_NO, public).build().unwrap_err(),
        &["merchant's own serial"],
    );
    problems(
        &builder().public_key("A".repeat(40), public).build().unwrap_err(),
        &["certificate's serial number"],
    );
    problems(
        &builder()
            .public_key("PUB_KEY_ID_1", &keys.merchant_pem)
            .build()
            .unwrap_err(),
        &["private key"],
    );
    problems(
        &builder().platform_certificate(public).build().unwrap_err(),
        &["public key"],
    );
}

#[test]
fn an_elliptic_curve_key_is_told() {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let der = pair.to_pkcs8v1().unwrap();
    let text = pem("PRIVATE KEY", der.as_ref());
    problems(
        &builder().merchant_key(SERIAL_NO, text).build().unwrap_err(),
        &["not RSA"],
    );
}

#[test]
fn a_private_key_may_come_in_any_dress() {
    use base64::Engine as _;
    let original = &keys().merchant_pem;
    let bare: String = original.lines().filter(|line| !line.contains('-')).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(&bare).unwrap();
    let dresses = [
        original.replace('\n', "\r\n"),
        original.replace('\n', "\\n"),
        format!("\u{feff}  {original}\n\n"),
        original.lines().map(|line| format!("    {line}\n")).collect(),
        bare.clone(),
        bare.as_bytes()
            .chunks(76)
            .map(|line| format!("{}\n", std::str::from_utf8(line).unwrap()))
            .collect(),
    ];
    for dress in &dresses {
        check_signer(dress.as_bytes());
    }
    check_signer(&der);
}

fn check_signer(key: &[u8]) {
    let client = builder()
        .merchant_key(SERIAL_NO.to_lowercase(), key)
        .build()
        .unwrap();
    let request = request(&client);
    check(&request);
}

#[test]
fn clients_share_connections_not_keys() {
    let (other_pem, _) = key_pair();
    let first = client();
    let second = builder()
        .merchant_key(SERIAL_NO, other_pem)
        .share_connections(&first)
        .build()
        .unwrap();
    let request = request(&second);
    let found = v3::Authorization::parse(header(&request, "authorization")).unwrap();
    let message = v3::request_message(
        "POST",
        request.uri().path(),
        &NOW.to_string(),
        found.nonce_str,
        request.body(),
    );
    assert!(merchant_public().verify(&message, found.signature).is_err());
}
