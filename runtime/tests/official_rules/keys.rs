//! D, E: which key signs an answer while a merchant is switched from certificates to the public key.

use serde_json::Value;
use wechatpay_openapi_runtime::crypto::PrivateKey;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Bytes, Client, ErrorKind, Method, http};

use crate::support::platform::{KEY_ID, MCHID, NONCE, NOW, SERIAL_NO, answer, header, keys};
use crate::support::rotation::{NEW, OLD, signer};

/// Which keys a merchant has given to its client.
#[derive(Debug, Clone, Copy)]
enum Given {
    Certificate,
    PublicKey,
    Both,
}

use Given::{Both, Certificate, PublicKey};

fn client(given: Given) -> Client {
    let mut builder = Client::builder(MCHID)
        .merchant_key(SERIAL_NO, &keys().merchant_pem)
        .clock(|| NOW);
    if matches!(given, Certificate | Both) {
        builder = builder.platform_certificate(signer(NEW).1);
    }
    if matches!(given, PublicKey | Both) {
        builder = builder.public_key(KEY_ID, &keys().platform_public_pem);
    }
    builder.build().unwrap()
}

/// An answer that this key has signed.
fn signed_with(serial: &str, key: &PrivateKey) -> http::Response<Bytes> {
    let message = v3::response_message(&NOW.to_string(), NONCE, b"{}");
    let headers = [
        ("Wechatpay-Timestamp", NOW.to_string()),
        ("Wechatpay-Nonce", NONCE.to_owned()),
        ("Wechatpay-Serial", serial.to_owned()),
        ("Wechatpay-Signature", key.sign(&message).unwrap()),
        ("Wechatpay-Signature-Type", v3::SCHEME.to_owned()),
    ];
    answer(200, &headers, "{}")
}

#[test]
fn r32_r33_the_answer_names_its_key_whatever_was_asked_for() {
    let by_certificate = || signed_with(NEW, signer(NEW).0);
    let by_public_key = || signed_with(KEY_ID, &keys().platform);
    /// What the client asks for, and what becomes of an answer by either key: the serial, or what the error says.
    type Row = (
        Given,
        &'static str,
        Result<&'static str, &'static [&'static str]>,
        Result<&'static str, &'static [&'static str]>,
    );
    let not_switched: &[&str] = &["开启公钥切换", "platform_certificates", NEW];
    let switched: &[&str] = &["public_key", "确认切换", KEY_ID];
    let rows: [Row; 3] = [
        (Certificate, NEW, Ok(NEW), Err(switched)),
        (PublicKey, KEY_ID, Err(not_switched), Ok(KEY_ID)),
        (Both, KEY_ID, Ok(NEW), Ok(KEY_ID)),
    ];
    for (given, asks, certificate, public_key) in rows {
        let call = client(given).call(Method::GET, "v3/orders");
        assert_eq!(
            header(&call.to_http().unwrap(), "wechatpay-serial"),
            asks,
            "{given:?}"
        );
        for (answer, wanted) in [(by_certificate(), certificate), (by_public_key(), public_key)] {
            match (call.read(answer), wanted) {
                (Ok(read), Ok(serial)) => {
                    let read: wechatpay_openapi_runtime::Response<Value> = read;
                    assert_eq!(read.verified_by(), Some(serial), "{given:?}");
                }
                (Err(error), Err(texts)) => {
                    assert_eq!(error.kind(), ErrorKind::UnknownSerial, "{given:?}: {error}");
                    let text = error.to_string();
                    texts
                        .iter()
                        .for_each(|part| assert!(text.contains(part), "{given:?}: {text}"));
                }
                (read, wanted) => panic!("{given:?}: {read:?} is not {wanted:?}"),
            }
        }
    }
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn r32_the_fetching_of_certificates_names_the_key_that_is_known() {
    use crate::support::rotation::{HOUR, Platform, builder};

    let (platform, server) = Platform::start();
    let fetching = || builder(&platform, &server).platform_certificates();
    // Nobody can name a key before the first list.
    let client = fetching().build().unwrap();
    client.refresh_platform_certificates().await.unwrap();
    platform.later(HOUR);
    client.refresh_platform_certificates().await.unwrap();
    let both = fetching()
        .public_key(KEY_ID, &keys().platform_public_pem)
        .build()
        .unwrap();
    both.refresh_platform_certificates().await.unwrap();
    let seen = server.seen();
    let named: Vec<&str> = seen.iter().map(|seen| seen.header("wechatpay-serial")).collect();
    assert_eq!(named, ["", OLD, KEY_ID]);
}

#[test]
fn r32_a_client_of_certificates_is_not_told_to_switch() {
    let call = client(Certificate).call(Method::GET, "v3/orders");
    let error = call.read(signed_with(OLD, &keys().platform)).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("platform_certificate") && !text.contains("开启公钥切换"),
        "{text}"
    );
}

#[test]
fn r34_serials_are_never_matched_by_their_beginning() {
    // One public key a merchant number; the length of its id is not fixed.
    let call = client(PublicKey).call(Method::GET, "v3/orders");
    for serial in [
        &KEY_ID[..KEY_ID.len() - 1],
        &format!("{KEY_ID}0"),
        "PUB_KEY_ID_",
        &KEY_ID.to_lowercase(),
    ] {
        let error = call.read(signed_with(serial, &keys().platform)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownSerial, "{serial}");
    }
}
