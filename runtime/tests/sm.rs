//! 国密: a merchant that signs with SM2, a platform that does, and SM4 in between.
#![cfg(feature = "sm")]

mod support;

use serde_json::json;
use support::gm::{
    MERCHANT, PLATFORM, SM_SERIAL, sm_certificate, sm_headers, sm_key, sm_pem, sm_public_pem, sm_resource,
};
use support::platform::{API_V3_KEY, KEY_ID, MCHID, NOW, SERIAL_NO, answer, header, keys, signature_headers};
use wechatpay_openapi_runtime::crypto::{CryptoError, KeyAlgorithm, PrivateKey, PublicKey};
use wechatpay_openapi_runtime::sign::v3::{Authorization, Scheme, request_message};
use wechatpay_openapi_runtime::{Client, ClientBuilder, Error, ErrorKind, Method, Sensitive, record};

record! {
    /// A record with a sensitive field.
    pub struct Secret {
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
    }
}

/// A merchant with an SM2 key, without the platform's.
fn merchant() -> ClientBuilder<Client> {
    Client::builder(MCHID)
        .merchant_key(SERIAL_NO, sm_pem(MERCHANT))
        .api_v3_key(API_V3_KEY)
        .clock(|| NOW)
}

fn client() -> Client {
    merchant().platform_certificate(sm_certificate()).build().unwrap()
}

#[test]
fn requests_are_signed_with_sm2() {
    let client = client();
    assert_eq!(client.scheme(), Some(Scheme::MerchantSm2));
    let public = sm_key(MERCHANT).public_key().unwrap();
    let mut signatures = Vec::new();
    for _ in 0..3 {
        let call = client.call(Method::POST, "v3/orders").json(&json!({ "n": 1 }));
        let request = call.to_http().unwrap();
        let text = header(&request, "authorization");
        assert!(text.starts_with("WECHATPAY2-SM2-WITH-SM3 mchid=\""), "{text}");
        let found = Authorization::parse(text).unwrap();
        assert_eq!((found.identity, found.serial_no), (MCHID, SERIAL_NO));
        let message = request_message(
            "POST",
            "/v3/orders",
            found.timestamp,
            found.nonce_str,
            request.body(),
        );
        public.verify(&message, found.signature).unwrap();
        assert!(public.verify(b"other", found.signature).is_err());
        assert_eq!(header(&request, "wechatpay-serial"), SM_SERIAL);
        signatures.push(found.signature.to_owned());
    }
    signatures.dedup();
    assert_eq!(signatures.len(), 3, "each signature is random");
}

#[test]
fn sensitive_fields_go_both_ways() {
    let client = client();
    let call = client
        .call(Method::POST, "v3/x")
        .record(Secret::new().user_name("张三"))
        .receive::<Secret>();
    let request = call.to_http().unwrap();
    let sent: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    let cipher = sent["user_name"].as_str().unwrap();
    assert_eq!(sm_key(PLATFORM).decrypt(cipher).unwrap(), "张三");
    assert_eq!(sm_key(MERCHANT).decrypt(cipher), Err(CryptoError::Decryption));
    let body = |secret| {
        let cipher = sm_key(secret).public_key().unwrap().encrypt("李四").unwrap();
        json!({ "user_name": cipher }).to_string()
    };
    let text = body(MERCHANT);
    let found = call
        .read(answer(200, &sm_headers(text.as_bytes()), text))
        .unwrap();
    assert_eq!(found.user_name.as_ref().unwrap().expose(), "李四");
    let text = body(PLATFORM);
    let error = call
        .read(answer(200, &sm_headers(text.as_bytes()), text))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decrypt);
    let empty = client
        .call(Method::POST, "v3/x")
        .record(Secret::new().user_name(""));
    assert_eq!(empty.to_http().unwrap_err().kind(), ErrorKind::Request);
}

#[test]
fn many_texts_survive_encryption() {
    let (key, public) = (sm_key(PLATFORM), sm_key(PLATFORM).public_key().unwrap());
    // Coordinates and signatures with leading zeros come once in 128 or so.
    for round in 0..100_usize {
        let plain = "国密a".repeat(1 + round % 90);
        assert_eq!(key.decrypt(&public.encrypt(&plain).unwrap()).unwrap(), plain);
        let signature = key.sign(plain.as_bytes()).unwrap();
        public.verify(plain.as_bytes(), &signature).unwrap();
    }
}

#[test]
fn the_signature_type_must_be_that_of_the_named_key() {
    let client = merchant()
        .platform_certificate(sm_certificate())
        .public_key(KEY_ID, &keys().platform_public_pem)
        .build()
        .unwrap();
    let call = client.call(Method::POST, "v3/x");
    let read = |headers: &[(&'static str, String)], body: &str| -> Result<String, Error> {
        let found = call.read(answer(200, headers, body.to_owned()))?;
        Ok(found.verified_by().unwrap().to_owned())
    };
    // Either kind is verified as it says.
    assert_eq!(read(&sm_headers(b"{}"), "{}").unwrap(), SM_SERIAL);
    assert_eq!(read(&signature_headers(b"{}"), "{}").unwrap(), KEY_ID);
    let rsa = Scheme::MerchantRsa.as_str();
    let of = |headers: Vec<(&'static str, String)>, at: usize, value: &str| {
        let mut headers = headers;
        headers[at].1 = value.to_owned();
        headers
    };
    let mut sm_for_rsa = signature_headers(b"{}");
    sm_for_rsa.push((
        "Wechatpay-Signature-Type",
        Scheme::MerchantSm2.as_str().to_owned(),
    ));
    for (headers, body, word) in [
        (sm_headers(b"{}")[..4].to_vec(), "{}", "of another kind"),
        (of(sm_headers(b"{}"), 4, rsa), "{}", "of another kind"),
        (of(sm_headers(b"{}"), 4, "SM2"), "{}", "does not know it"),
        (sm_for_rsa, "{}", "of another kind"),
        (of(sm_headers(b"{}"), 2, KEY_ID), "{}", "of another kind"),
        (sm_headers(b"{}"), "{ }", "wrong signature"),
        (of(sm_headers(b"{}"), 3, "MEUCIQ=="), "{}", "wrong signature"),
    ] {
        let error = read(&headers, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Signature, "{error}");
        assert!(error.to_string().contains(word), "{error} does not say {word}");
        assert!(error.may_have_taken_effect());
    }
}

#[test]
fn a_client_prefers_keys_of_its_own_kind() {
    let rsa = || {
        Client::builder(MCHID)
            .merchant_key(SERIAL_NO, &keys().merchant_pem)
            .clock(|| NOW)
    };
    let public = &keys().platform_public_pem;
    for (builder, wanted) in [
        (
            merchant()
                .public_key(KEY_ID, public)
                .platform_certificate(sm_certificate()),
            SM_SERIAL,
        ),
        (
            rsa()
                .platform_certificate(sm_certificate())
                .public_key(KEY_ID, public),
            KEY_ID,
        ),
        (merchant().public_key(KEY_ID, public), KEY_ID),
        (rsa().platform_certificate(sm_certificate()), SM_SERIAL),
        (
            merchant().public_key("PUB_KEY_ID_02", sm_public_pem(PLATFORM)),
            "PUB_KEY_ID_02",
        ),
    ] {
        let client = builder.build().unwrap();
        let request = client.call(Method::GET, "v3/x").to_http().unwrap();
        assert_eq!(header(&request, "wechatpay-serial"), wanted);
    }
}

#[test]
fn notifications_are_verified_and_decrypted() {
    let receiver = client().notifications();
    let notification = |resource: serde_json::Value| {
        json!({"id": "1", "event_type": "TRANSACTION.SUCCESS", "resource": resource}).to_string()
    };
    let body = notification(sm_resource("transaction", r#"{"state":"SUCCESS"}"#));
    let found = receiver
        .parse(&sm_headers(body.as_bytes()), body.as_bytes())
        .unwrap();
    assert_eq!(
        (found.verified_by(), found.event_type()),
        (Some(SM_SERIAL), Some("TRANSACTION.SUCCESS"))
    );
    assert_eq!(found.plaintext(), r#"{"state":"SUCCESS"}"#);
    let good = sm_resource("transaction", "{}");
    for (member, value, kind) in [
        ("associated_data", "other", ErrorKind::Decrypt),
        ("nonce", "0123456789ac", ErrorKind::Decrypt),
        ("nonce", "0123", ErrorKind::Decode),
        ("ciphertext", "AAAA", ErrorKind::Decrypt),
        ("algorithm", "AEAD_AES_256_GCM", ErrorKind::Decrypt),
        ("algorithm", "AEAD_SM4_CCM", ErrorKind::Unsupported),
    ] {
        let mut spoilt = good.clone();
        spoilt[member] = value.into();
        let body = notification(spoilt);
        let error = receiver
            .parse(&sm_headers(body.as_bytes()), body.as_bytes())
            .unwrap_err();
        assert_eq!(error.kind(), kind, "{member} {value}: {error}");
    }
}

/// The one member could tell which event it is, and the other what is booked.
#[test]
fn a_notification_with_a_key_twice_is_refused() {
    let receiver = client().notifications();
    let body = |plain: &str| {
        let resource = sm_resource("transaction", plain);
        json!({"id": "1", "event_type": "TRANSACTION.SUCCESS", "resource": resource}).to_string()
    };
    let good = body(r#"{"state":"SUCCESS"}"#);
    for (text, is_fine) in [
        (good.clone(), true),
        (body(r#"{"state":"SUCCESS","state":"CLOSED"}"#), false),
        (body(r#"{"amount":{"total":1,"total":100}}"#), false),
        (good.replacen('{', r#"{"event_type":"REFUND.SUCCESS","#, 1), false),
    ] {
        let parsed = receiver.parse(&sm_headers(text.as_bytes()), text.as_bytes());
        match parsed {
            Ok(_) => assert!(is_fine, "{text}"),
            Err(error) => {
                assert!(
                    !is_fine && error.to_string().contains("a key comes twice"),
                    "{error}"
                );
                assert_eq!(error.kind(), ErrorKind::Decode);
            }
        }
    }
}

#[test]
fn the_front_end_is_told_what_was_agreed_on() {
    let payment = || client().payment("wx8888");
    let error = payment().jsapi("wx26").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("`sign_type`"), "{error}");
    assert_eq!(payment().sign_type("SM2").jsapi("wx26").unwrap().sign_type, "SM2");
    let sheet = payment().app("wx26").unwrap();
    let message = format!("wx8888\n{}\n{}\nwx26\n", sheet.timestamp, sheet.noncestr);
    let public = sm_key(MERCHANT).public_key().unwrap();
    public.verify(message.as_bytes(), &sheet.sign).unwrap();
}

#[test]
fn keys_are_told_apart_and_never_shown() {
    assert_eq!(sm_key(MERCHANT).algorithm(), KeyAlgorithm::Sm2);
    assert_eq!(keys().merchant.algorithm(), KeyAlgorithm::Rsa);
    let shown = format!("{:?} {:?}", sm_key(MERCHANT), client());
    assert!(!shown.contains("1111") && !shown.contains("17, 17"), "{shown}");
    let public = sm_public_pem(PLATFORM);
    assert_eq!(
        PublicKey::parse(&public).unwrap(),
        sm_key(PLATFORM).public_key().unwrap()
    );
    // No keys: zero, and a number beyond the order of the group.
    assert!(PrivateKey::parse(sm_pem(0)).is_err());
    assert!(PrivateKey::parse(sm_pem(0xff)).is_err());
    let brand = Client::brand_builder("120344")
        .merchant_key(SERIAL_NO, sm_pem(MERCHANT))
        .public_key(KEY_ID, &keys().platform_public_pem);
    let error = brand.build().unwrap_err();
    assert!(error.problems()[0].contains("a brand signs with RSA"), "{error}");
}
