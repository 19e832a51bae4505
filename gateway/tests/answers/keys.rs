//! Which key signs, and what is encrypted for whom.

use serde_json::Value;
use wechatpay_gateway::keys::SignsBy;
use wechatpay_openapi::{Client, Method};

use crate::start;

#[tokio::test]
async fn certificates_are_fetched_rotated_and_believed() {
    let (gateway, _) = start().await;
    gateway.keys().set_signs_by(SignsBy::Certificate);
    let keys = gateway.keys();
    // A merchant from before the public key: it has nothing but the APIv3 key to begin with.
    let client: Client = Client::builder(keys.mchid())
        .merchant_key(keys.serial_no(), keys.merchant_key())
        .api_v3_key(keys.api_v3_key())
        .platform_certificates()
        .base_url(gateway.url())
        .build()
        .unwrap();
    let complaint = || client.call(Method::GET, "v3/merchant-service/complaint-notifications");
    let first = keys.certificates()[0].serial_no.clone();
    assert_eq!(complaint().await.unwrap().verified_by(), Some(&*first));
    let second = keys.rotate().unwrap().serial_no;
    assert_ne!(first, second);
    // The request names the key that the client knows, until it has fetched the new one.
    assert_eq!(complaint().await.unwrap().verified_by(), Some(&*first));
    client.refresh_platform_certificates().await.unwrap();
    // Both end in one second: it may name either.
    let by = complaint().await.unwrap();
    assert!([&*first, &*second].contains(&by.verified_by().unwrap()));

    // Where no key is named, the newest signs.
    let (mut parts, _) = complaint().to_http().unwrap().into_parts();
    parts.headers.remove("wechatpay-serial");
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let asked = http.get(parts.uri.to_string()).headers(parts.headers);
    let answer = asked.send().await.unwrap();
    assert_eq!(answer.headers()["wechatpay-serial"], second.as_str());
}

#[tokio::test]
async fn the_key_of_v2_is_fetched_in_the_documented_form() {
    let (gateway, client) = start().await;
    let fetched = client.fetch_v2_public_key().await.unwrap();
    let sealed = fetched.encrypt("6225000000000000").unwrap();
    let plain = gateway
        .keys()
        .decrypt(&gateway.keys().public_key_id(), &sealed)
        .unwrap();
    assert_eq!(plain, "6225000000000000");
    assert!(
        gateway
            .keys()
            .public_key_pkcs1()
            .unwrap()
            .starts_with("-----BEGIN RSA PUBLIC KEY-----\n")
    );
}

#[tokio::test]
async fn sensitive_fields_of_an_answer_are_for_the_merchant() {
    use wechatpay_openapi::v3::merchant_service::complaints_v2::complaint_id::get;

    let (_gateway, client) = start().await;
    let call = || {
        client
            .v3()
            .merchant_service()
            .complaints_v2()
            .complaint_id("200201820200101080076610000")
            .get()
    };
    let answer: wechatpay_openapi::Response<get::Response> = call().await.unwrap();
    let sent: Value = serde_json::from_slice(answer.body()).unwrap();
    let sealed = sent["payer_phone"].as_str().unwrap();
    assert_eq!(sealed.len(), 344, "a ciphertext of RSA in base64: {sealed}");
    let plain = answer.payer_phone.as_ref().unwrap();
    assert!(!plain.expose().is_empty() && plain.expose() != sealed);
}
