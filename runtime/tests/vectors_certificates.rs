//! Lists of platform certificates of other implementations, each fetched by a client.

mod support;

use serde_json::Value;
use support::{Case, cases, vector};
use wechatpay_openapi_runtime::crypto::{ApiV3Key, Certificate};
use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Client, Error, ErrorKind, Outgoing, Transport, TransportError, http,
};

/// Answers with a case's headers and body.
struct Canned(http::Response<Bytes>);

impl Transport for Canned {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        assert_eq!(outgoing.request.uri().path(), "/v3/certificates");
        let answer = self.0.clone();
        Box::pin(async move { Ok(answer) })
    }
}

/// A client that fetches the list of this case.
fn client(case: &Case) -> Result<Client, Error> {
    let mut answer = http::Response::builder();
    for (name, value) in case.inputs["headers"].as_object().into_iter().flatten() {
        answer = answer.header(name, value.as_str().unwrap());
    }
    let answer = answer.body(case.text("body").to_owned().into()).unwrap();
    let now = case.inputs["now"].as_i64().unwrap_or(1_700_000_000);
    let merchant = vector("signature", "java-sign-message");
    Client::builder("1230000109")
        .merchant_key(
            "0A11000000000000000000000000000000000001",
            merchant.text("private_key_pem"),
        )
        .api_v3_key(case.text("api_v3_key"))
        .platform_certificates()
        .clock(move || now)
        .transport(Canned(answer))
        .build()
}

/// What the list holds must be what the source's own test expects.
fn check_contents(case: &Case) {
    let key = ApiV3Key::new(case.text("api_v3_key")).unwrap();
    let body: Value = serde_json::from_str(case.text("body")).unwrap();
    let (items, wanted) = (body["data"].as_array().unwrap(), &case.expected["certificates"]);
    assert_eq!(items.len(), wanted.as_array().unwrap().len(), "{}", case.id);
    for (item, wanted) in items.iter().zip(wanted.as_array().unwrap()) {
        let text = |name: &str| item["encrypt_certificate"][name].as_str().unwrap();
        let pem = key
            .decrypt(text("nonce"), text("associated_data"), text("ciphertext"))
            .unwrap();
        assert_eq!(
            std::str::from_utf8(&pem).unwrap().trim(),
            wanted["certificate_pem"].as_str().unwrap().trim()
        );
        let found = Certificate::parse(&pem).unwrap();
        assert_eq!(
            found.serial_no(),
            wanted["serial_no"].as_str().unwrap(),
            "{}",
            case.id
        );
    }
}

#[tokio::test]
async fn certificate_lists() {
    let short = cases("platform-certificates-response-aes128");
    for case in cases("platform-certificates-response").into_iter().chain(short) {
        let client = match client(&case) {
            Ok(client) => client,
            // 16 bytes: AES-128, which the protocol does not have.
            Err(error) => {
                assert_eq!(case.id, "go-platform-certificates-aes128");
                assert!(error.problems()[0].contains("exactly 32 bytes"), "{error}");
                continue;
            }
        };
        let outcome = client.refresh_platform_certificates().await;
        let wanted = match case.id.as_str() {
            "derived-platform-certificates-signed" => {
                outcome.unwrap();
                check_contents(&case);
                let serial = case.inputs["headers"]["Wechatpay-Serial"].as_str().unwrap();
                assert_eq!(client.platform_serials(), [serial]);
                continue;
            }
            // Decrypts, but the source has no signature headers: never trusted.
            "java-platform-certificates" => {
                check_contents(&case);
                "not signed"
            }
            "derived-platform-certificates-signed-by-other" => "wrong signature",
            "derived-platform-certificates-serial-not-in-list" => "signed with the platform key",
            _ => "cannot be decrypted",
        };
        let error = outcome.expect_err(&case.id);
        assert_eq!(error.kind(), ErrorKind::PlatformCertificates, "{}", case.id);
        assert!(error.to_string().contains(wanted), "{}: {error}", case.id);
        assert!(client.platform_serials().is_empty(), "{}", case.id);
    }
}
