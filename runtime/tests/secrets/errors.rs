//! Errors of every kind, with their causes, and as a panic shows them.

use std::panic::AssertUnwindSafe;

use serde_json::json;
use wechatpay_openapi_runtime::crypto::{ApiV2Key, ApiV3Key, PrivateKey, PublicKey};
use wechatpay_openapi_runtime::record::from_json;
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Call, Error, Method};

use crate::support::platform::{KEY_ID, NOW, answer, keys, signature_headers, signed, signed_at};
use crate::{NAME, OPERATION, ORDER, PATH, Person, Sweep, TOKEN, V2, V2_KEY, V3_KEY, builder, call, client};

#[test]
fn of_building() {
    let pem = &keys().merchant_pem;
    let mut sweep = Sweep::default();
    for broken in [
        builder().api_v3_key(format!("{V3_KEY}{V3_KEY}")),
        builder().api_v3_key(format!("{V3_KEY} ")),
        builder().api_v2_key(format!("{V2_KEY} {V2_KEY}")),
        builder().merchant_key("01", pem.replace("PRIVATE", "PUBLIC")),
        builder().merchant_key("01", pem.replace('A', "!")),
        builder().merchant_key("01", pem.replace("\n", "").replace("PRIVATE", "")),
        builder().merchant_key("01", V3_KEY),
        builder().merchant_certificate(pem, pem),
        builder().public_key("PUB_KEY_ID_2", pem),
        builder().platform_certificate(pem),
        builder().client_certificate(pem, pem),
        builder().client_certificate(V3_KEY, V3_KEY),
    ] {
        sweep.error("building", &broken.build().unwrap_err());
    }
    #[cfg(feature = "pkcs12")]
    for file in ["legacy.p12", "modern.p12"]
        .map(crate::support::tls::file)
        .into_iter()
        .chain([pem.clone().into_bytes()])
    {
        let broken = builder().client_certificate_p12_with_password(file, crate::PASSWORD);
        sweep.error("PKCS#12", &broken.build().unwrap_err());
    }
    sweep.check();
}

#[test]
fn of_keys() {
    let pem = &keys().merchant_pem;
    let mut sweep = Sweep::default();
    sweep.error("KeyError", &PublicKey::parse(pem).unwrap_err());
    sweep.error("KeyError", &PrivateKey::parse(&pem[..pem.len() / 2]).unwrap_err());
    sweep.error("KeyError", &ApiV3Key::new(format!("{V3_KEY}!")).unwrap_err());
    sweep.error(
        "KeyError",
        &ApiV2Key::new(format!("{V2_KEY} {V2_KEY}")).unwrap_err(),
    );
    sweep.error("CryptoError", &keys().merchant.decrypt(NAME).unwrap_err());
    let long = NAME.repeat(20);
    sweep.error(
        "CryptoError",
        &keys().merchant.public_key().unwrap().encrypt(&long).unwrap_err(),
    );
    sweep.check();
}

/// Errors of calls, each with what it is about.
fn failures() -> Vec<Error> {
    let client = client();
    let call = || call(&client, &OPERATION);
    let read = |answer| call().read(answer).unwrap_err();
    let body = format!(r#"{{"order":"{ORDER}"}}"#);
    let mut altered = signature_headers(body.as_bytes());
    altered[3].1 = altered[3].1.replace(['A', 'B'], "C");
    let long: Call<Person> = Call::new(
        wechatpay_openapi_runtime::Chain::new(&client).param(PATH),
        &OPERATION,
        Person::new().must(1).user_name(NAME.repeat(20)),
    );
    vec![
        call().to_http().unwrap_err(),
        call()
            .header("x", format!("{ORDER}\n"))
            .skip_required_check()
            .to_http()
            .unwrap_err(),
        call()
            .header("Authorization", ORDER)
            .skip_required_check()
            .to_http()
            .unwrap_err(),
        long.to_http().unwrap_err(),
        client
            .call(Method::GET, format!("v3/{ORDER} x"))
            .to_http()
            .map_or_else(
                // The path that a caller wrote is shown: values have `path` and `query`.
                |_| call().to_http().unwrap_err(),
                |_| unreachable!("a blank in a path"),
            ),
        client
            .call(Method::GET, "v3/{id}")
            .path("other", PATH)
            .query("token", TOKEN)
            .to_http()
            .unwrap_err(),
        read(answer(200, &[], ORDER)),
        read(answer(200, &altered, body.clone())),
        read(answer(200, &signed_at(NOW - 999, body.as_bytes()), body.clone())),
        read(answer(502, &[], format!("<html>{ORDER}"))),
        read(signed(
            400,
            &json!({"code": "PARAM_ERROR", "detail": {"value": ORDER}}).to_string(),
        )),
        read(signed(200, &format!(r#"{{"must":"{ORDER}"}}"#))),
        read(signed(200, &format!(r#"{{"user_name":"{NAME}"}}"#))),
        read(signed(200, &format!(r#"{{"must":{{"{NAME}":1}}}}"#))),
        read(signed(200, &format!(r#"{{"must":["{NAME}","{NAME}"]}}"#))),
        read(signed(200, ORDER)),
        read(signed(202, "")),
    ]
}

fn unwrap(result: Result<(), Error>) {
    result.unwrap();
}

#[test]
fn of_calls() {
    let mut sweep = Sweep::default();
    for error in failures() {
        sweep.error("Error", &error);
        // As `unwrap` shows it.
        let panic = std::panic::catch_unwind(AssertUnwindSafe(|| unwrap(Err(error)))).unwrap_err();
        sweep.text(
            "panic",
            panic.downcast_ref::<String>().cloned().expect("a message"),
        );
    }
    sweep.check();
}

#[test]
fn of_v2() {
    let mut sweep = Sweep::default();
    let client = client();
    let xml = |text: &str| {
        answer(
            200,
            &[],
            format!("<xml><return_code>SUCCESS</return_code>{text}</xml>"),
        )
    };
    for text in [
        format!("<name>{NAME}</name>"),
        format!("<name>{NAME}</name><sign>{}</sign>", "0".repeat(32)),
        format!("<name>{NAME}"),
        format!("<name>{NAME}</name><name>{NAME}</name>"),
        format!("<!DOCTYPE {NAME}>"),
    ] {
        sweep.error("Error", &call(&client, &V2).read(xml(&text)).unwrap_err());
        if let Err(error) = Document::parse(text.as_bytes()) {
            sweep.error("XmlError", &error);
        }
    }
    sweep.error("Error", &call(&client, &V2).to_http().unwrap_err());
    sweep.check();
}

#[test]
fn of_records_and_notifications() {
    let mut sweep = Sweep::default();
    for json in [
        format!(r#"{{"must":"{NAME}"}}"#),
        format!(r#"{{"order":["{NAME}"]}}"#),
        format!(r#"{{"user_name":["{NAME}"]}}"#),
        format!(r#""{NAME}""#),
        NAME.to_owned(),
        format!(r#"{{"order":"{NAME}"#),
    ] {
        let Err(error) = from_json::<Person>(json.as_bytes()) else {
            continue;
        };
        sweep.text("DecodeError", format!("{error} {error:?}"));
    }
    let body =
        json!({"resource": {"algorithm": "AEAD_AES_256_GCM", "nonce": "0123456789ab", "ciphertext": ORDER}})
            .to_string();
    for body in [body.as_str(), ORDER, "{}"] {
        let headers = signature_headers(body.as_bytes());
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
        sweep.error(
            "Error",
            &client()
                .notifications()
                .parse(&headers[..], body.as_bytes())
                .unwrap_err(),
        );
    }
    assert!(KEY_ID.starts_with("PUB_KEY_ID_"));
    sweep.check();
}

/// Nobody listens: the URL with its token stays out of the error.
#[cfg(feature = "reqwest")]
#[tokio::test]
async fn of_sending() {
    let mut sweep = Sweep::default();
    let client = builder().base_url("http://127.0.0.1:1").build().unwrap();
    let call = client
        .call(Method::POST, "v3/{id}")
        .path("id", PATH)
        .query("token", TOKEN)
        .json(&json!(ORDER));
    sweep.error("Error", &call.await.unwrap_err());
    sweep.check();
}
