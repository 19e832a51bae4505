//! Who signs: a merchant, a brand, or nobody but the v2 API key.

mod support;

use serde_json::json;
use support::platform::{
    API_V3_KEY, KEY_ID, NOW, SERIAL_NO, answer, header, keys, merchant_public, signature_headers, signed,
};
use wechatpay_openapi_runtime::sign::v3::{Authorization, Scheme, request_message};
use wechatpay_openapi_runtime::{
    Call, Chain, Client, ClientBuilder, ErrorKind, Method, Operation, Sensitive, record,
};

const BRAND_ID: &str = "120344";
const V2_KEY: &str = "192006250b4c09247ec02edce69f6a2d";

record! {
    /// A request.
    pub struct Request {
        /// Plain.
        pub body: Option<String>,
    }
    /// A record with a sensitive field.
    pub struct Secret {
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
    }
}

fn brand() -> ClientBuilder<Client> {
    Client::brand_builder(BRAND_ID)
        .merchant_key(SERIAL_NO, &keys().merchant_pem)
        .public_key(KEY_ID, &keys().platform_public_pem)
        .clock(|| NOW)
}

fn v2_alone() -> ClientBuilder<Client> {
    Client::builder("1900000001").api_v2_key(V2_KEY).clock(|| NOW)
}

#[test]
fn a_brand_signs_in_its_own_scheme() {
    let client = brand().build().unwrap();
    assert_eq!((client.brand_id(), client.mchid()), (Some(BRAND_ID), ""));
    let call = client.call(Method::POST, "brand/store/{id}").path("id", "7/8");
    let call = call.query("offset", "0").json(&json!({ "name": "店" }));
    let request = call.to_http().unwrap();
    let found = header(&request, "authorization");
    assert!(found.starts_with("WECHATPAY-BRAND-SHA256-RSA2048 brand_id=\"120344\","));
    assert!(!found.contains("mchid"), "{found}");
    let found = Authorization::parse(found).unwrap();
    assert_eq!(
        (found.scheme, found.identity, found.serial_no),
        (Scheme::BrandRsa.as_str(), BRAND_ID, SERIAL_NO)
    );
    let target = "/brand/store/7%2F8?offset=0";
    let message = request_message("POST", target, found.timestamp, found.nonce_str, request.body());
    merchant_public().verify(&message, found.signature).unwrap();
    assert_eq!(header(&request, "wechatpay-serial"), KEY_ID);
    // Verified by the public key, as any answer.
    assert_eq!(call.read(signed(200, "{}")).unwrap().verified_by(), Some(KEY_ID));
    let unsigned = call.read(answer(200, &[], "{}")).unwrap_err();
    assert_eq!(unsigned.kind(), ErrorKind::Unsigned);
    // A brand has no mchid to give to an app.
    let error = client.payment("wx8888").app("wx26").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
}

#[test]
fn a_header_of_one_scheme_is_not_read_as_another() {
    let rest = r#"nonce_str="n",signature="s",timestamp="1",serial_no="A""#;
    for (head, is_good) in [
        (r#"WECHATPAY2-SHA256-RSA2048 mchid="1","#, true),
        (r#"WECHATPAY2-SM2-WITH-SM3 mchid="1","#, true),
        (r#"WECHATPAY-BRAND-SHA256-RSA2048 brand_id="1","#, true),
        (r#"WECHATPAY-BRAND-SHA256-RSA2048 mchid="1","#, false),
        (r#"WECHATPAY2-SHA256-RSA2048 brand_id="1","#, false),
        (r#"WECHATPAY2-SHA256-RSA2048 mchid="1",brand_id="1","#, false),
        (r#"wechatpay-brand-sha256-rsa2048 brand_id="1","#, false),
    ] {
        let text = format!("{head}{rest}");
        let found = Authorization::parse(&text);
        assert_eq!(found.is_some(), is_good, "{text}");
        if let Some(found) = found {
            assert_eq!(found.to_string(), text);
        }
    }
}

#[test]
fn a_brand_is_told_what_it_lacks() {
    let certificates = || brand().platform_certificates().api_v3_key(API_V3_KEY);
    for (builder, words) in [
        (
            Client::brand_builder(""),
            &["brand_id", "brand's API certificate", "no key to verify"][..],
        ),
        (
            Client::brand_builder(BRAND_ID).api_v2_key(V2_KEY),
            &["merchant_key: missing", "no key to verify"],
        ),
        (certificates(), &["by the public key alone"]),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.problems().len(), words.len(), "{error}");
        for (problem, word) in error.problems().iter().zip(words) {
            assert!(problem.contains(word), "{problem:?} does not say {word:?}");
        }
    }
}

#[test]
fn a_client_of_v2_alone_calls_v2_and_tells_what_v3_needs() {
    const PAY: Operation = Operation::v2(Method::POST, "/pay/micropay");
    let client = v2_alone().build().unwrap();
    assert_eq!((client.serial_no(), client.scheme()), (None, None));
    let call = Call::<Request>::new(Chain::new(&client), &PAY, Request::new().body("店"));
    let request = call.to_http().unwrap();
    let body = std::str::from_utf8(request.body()).unwrap();
    assert!(body.contains("<sign>"), "{body}");
    assert!(!request.headers().contains_key("authorization"));
    let error = client.call(Method::GET, "v3/x").to_http().unwrap_err();
    let error_of_payment = client.payment("wx8888").jsapi("wx26").unwrap_err();
    let secret = client
        .call(Method::POST, "v3/x")
        .record(Secret::new().user_name("张三"));
    for error in [error, error_of_payment, secret.to_http().unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        for word in ["`merchant_key`", "`public_key`", "v2 alone"] {
            assert!(error.to_string().contains(word), "{error}");
        }
        assert!(!error.may_have_taken_effect());
    }
}

#[test]
fn a_client_of_v2_may_read_v3_notifications() {
    let receiver = v2_alone()
        .api_v3_key(API_V3_KEY)
        .public_key(KEY_ID, &keys().platform_public_pem)
        .build()
        .unwrap();
    let key = wechatpay_openapi_runtime::crypto::ApiV3Key::new(API_V3_KEY).unwrap();
    let nonce = "0123456789ab";
    let payload = r#"{"user_name":"c2VjcmV0"}"#;
    let ciphertext = key.encrypt(nonce, "t", payload.as_bytes()).unwrap();
    let body =
        json!({"id": "1", "event_type": "X", "resource": {"algorithm": "AEAD_AES_256_GCM", "nonce": nonce,
        "associated_data": "t", "ciphertext": ciphertext}})
        .to_string();
    let found = receiver
        .notifications()
        .parse(&signature_headers(body.as_bytes()), body.as_bytes());
    let found = found.unwrap();
    assert_eq!(found.plaintext(), payload);
    // What is encrypted once more, for the merchant's key, stays shut and says why.
    let error = found.payload::<Secret>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decrypt);
    assert!(error.to_string().contains("`merchant_key`"), "{error}");
}

#[test]
fn half_of_v3_beside_v2_is_told() {
    let own = || v2_alone().merchant_key(SERIAL_NO, &keys().merchant_pem);
    let both = own().public_key(KEY_ID, &keys().platform_public_pem).build();
    assert_eq!(both.unwrap().scheme(), Some(Scheme::MerchantRsa));
    let bare = || Client::builder("1900000001");
    for (builder, words) in [
        (own(), &["no key to verify answers with"][..]),
        (
            bare(),
            &[
                "`api_v2_key` for a client of v2 alone",
                "no key to verify answers with",
            ],
        ),
        (
            v2_alone().platform_certificates(),
            &["signed with the merchant's key", "`api_v3_key`"],
        ),
        (bare().api_v2_key("two words"), &["v2 API key"]),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.problems().len(), words.len(), "{error}");
        for (problem, word) in error.problems().iter().zip(words) {
            assert!(problem.contains(word), "{problem:?} does not say {word:?}");
        }
    }
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_brand_calls_over_the_wire() {
    use support::server::{Act, Server, respond};
    let server = Server::start(|seen| {
        let found = Authorization::parse(seen.header("authorization")).unwrap();
        let message = request_message(
            &seen.method,
            &seen.target,
            found.timestamp,
            found.nonce_str,
            &seen.body,
        );
        let is_good = found.scheme == "WECHATPAY-BRAND-SHA256-RSA2048"
            && (found.identity, found.serial_no) == (BRAND_ID, SERIAL_NO)
            && merchant_public().verify(&message, found.signature).is_ok();
        let status = if is_good { "200 OK" } else { "401 Unauthorized" };
        let mut headers = signature_headers(b"{}");
        // Its algorithm is RSA under either name.
        let scheme = if seen.target.contains("own") {
            Scheme::BrandRsa
        } else {
            Scheme::MerchantRsa
        };
        headers.push(("Wechatpay-Signature-Type", scheme.as_str().to_owned()));
        Act::Send(respond(status, &headers, b"{}"))
    });
    let client = brand().base_url(&server.url).build().unwrap();
    for path in ["brand/x", "brand/own"] {
        let call = client.call(Method::POST, path).json(&json!({ "name": "店" }));
        assert_eq!(call.await.unwrap().verified_by(), Some(KEY_ID), "{path}");
    }
}
