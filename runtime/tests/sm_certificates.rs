//! Platform certificates of other kinds and places, fetched over real connections.
#![cfg(feature = "reqwest")]

mod support;

use serde_json::{Value, json};
use support::platform::{API_V3_KEY, MCHID, NONCE, NOW, SERIAL_NO, keys};
use support::rotation::{OLD, item, signer};
use support::server::{Act, Seen, Server, respond};
use wechatpay_openapi_runtime::sign::v3::{Authorization, request_message, response_message};
use wechatpay_openapi_runtime::{CertificateList, Client, ClientBuilder, Method};

/// Serves a list to whoever asks at this target, signed with RSA, and `{}` to all else.
fn serve(target: &'static str, list: fn() -> Vec<Value>) -> Server {
    Server::start(move |seen| {
        let body = if seen.target.starts_with("/v3/x") {
            "{}".to_owned()
        } else {
            assert_eq!(seen.target, target);
            json!({ "data": list() }).to_string()
        };
        rsa_signed(&body)
    })
}

fn rsa_signed(body: &str) -> Act {
    let time = NOW.to_string();
    let message = response_message(&time, NONCE, body.as_bytes());
    let headers = [
        ("Wechatpay-Timestamp", time),
        ("Wechatpay-Nonce", NONCE.to_owned()),
        ("Wechatpay-Serial", OLD.to_owned()),
        ("Wechatpay-Signature", signer(OLD).0.sign(&message).unwrap()),
    ];
    Act::Send(respond("200 OK", &headers, body.as_bytes()))
}

fn builder(server: &Server, key: &str) -> ClientBuilder<Client> {
    Client::builder(MCHID)
        .merchant_key(SERIAL_NO, key)
        .api_v3_key(API_V3_KEY)
        .base_url(&server.url)
        .clock(|| NOW)
}

fn rsa_item() -> Value {
    item(OLD, &signer(OLD).1, API_V3_KEY)
}

/// Checks who signed the request, by parsing its header.
fn check(seen: &Seen, key: &wechatpay_openapi_runtime::crypto::PrivateKey, scheme: &str) {
    let found = Authorization::parse(seen.header("authorization")).unwrap();
    assert_eq!((found.scheme, found.identity), (scheme, MCHID));
    let message = request_message(
        &seen.method,
        &seen.target,
        found.timestamp,
        found.nonce_str,
        &seen.body,
    );
    key.public_key()
        .unwrap()
        .verify(&message, found.signature)
        .unwrap();
}

#[tokio::test]
async fn a_global_merchant_fetches_the_global_list() {
    let server = serve("/v3/global/certificates", || vec![rsa_item()]);
    let client = builder(&server, &keys().merchant_pem)
        .platform_certificates_of(CertificateList::Global)
        .build()
        .unwrap();
    client.call(Method::GET, "v3/x").await.unwrap();
    assert_eq!(client.platform_serials(), [OLD]);
    for seen in server.seen() {
        check(&seen, &keys().merchant, "WECHATPAY2-SHA256-RSA2048");
    }
}

#[cfg(feature = "sm")]
mod sm {
    use support::gm::{MERCHANT, SM_SERIAL, sm_headers, sm_item, sm_key, sm_pem};
    use wechatpay_openapi_runtime::{ErrorKind, crypto::KeyAlgorithm};

    use super::*;

    fn sm_platform() -> Server {
        Server::start(|seen| {
            let body = if seen.target.starts_with("/v3/x") {
                "{}".to_owned()
            } else {
                assert_eq!(seen.target, "/v3/certificates?algorithm_type=SM2");
                json!({ "data": [sm_item()] }).to_string()
            };
            Act::Send(respond("200 OK", &sm_headers(body.as_bytes()), body.as_bytes()))
        })
    }

    #[tokio::test]
    async fn an_sm_merchant_fetches_sm_certificates() {
        assert_eq!(sm_key(MERCHANT).algorithm(), KeyAlgorithm::Sm2);
        let server = sm_platform();
        let client = builder(&server, &sm_pem(MERCHANT))
            .platform_certificates()
            .build()
            .unwrap();
        let answer = client.call(Method::GET, "v3/x").await.unwrap();
        assert_eq!(answer.verified_by(), Some(SM_SERIAL));
        let seen = server.seen();
        assert_eq!(seen.len(), 2);
        for seen in &seen {
            check(seen, &sm_key(MERCHANT), "WECHATPAY2-SM2-WITH-SM3");
        }
        assert_eq!(seen[1].header("wechatpay-serial"), SM_SERIAL);
    }

    #[tokio::test]
    async fn both_kinds_come_with_all() {
        let target = "/v3/certificates?algorithm_type=ALL";
        for (key, preferred) in [(keys().merchant_pem.clone(), OLD), (sm_pem(MERCHANT), SM_SERIAL)] {
            let server = serve(target, || vec![rsa_item(), sm_item()]);
            let client = builder(&server, &key)
                .platform_certificates_of(CertificateList::All)
                .build()
                .unwrap();
            client.call(Method::GET, "v3/x").await.unwrap();
            assert_eq!(client.platform_serials(), [OLD, SM_SERIAL]);
            assert_eq!(server.seen()[1].header("wechatpay-serial"), preferred);
        }
    }

    #[tokio::test]
    async fn a_spoilt_sm_item_spoils_the_list() {
        let server = serve("/v3/certificates", || {
            let mut spoilt = sm_item();
            spoilt["encrypt_certificate"]["associated_data"] = "other".into();
            vec![rsa_item(), spoilt]
        });
        let client = builder(&server, &keys().merchant_pem)
            .platform_certificates()
            .build()
            .unwrap();
        let error = client.call(Method::GET, "v3/x").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PlatformCertificates);
        assert!(error.to_string().contains("cannot be decrypted"), "{error}");
    }
}
