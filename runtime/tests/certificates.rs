//! Platform certificates fetched and rotated by the client, over real connections.
#![cfg(feature = "reqwest")]

mod support;

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;
use support::platform::{API_V3_KEY, KEY_ID, MCHID, NONCE, NOW, SERIAL_NO, keys};
use support::rotation::{HOUR, NEW, OLD, Platform, Spoil, builder, fetching, foreign, item, replace, signer};
use support::server::{Server, respond};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Advice, Client, Error, ErrorKind, Method, Sensitive, Verify, record};

async fn call(client: &Client) -> Result<String, Error> {
    let answer = client.call(Method::GET, "v3/x").await?;
    Ok(answer.verified_by().unwrap().to_owned())
}

/// How many fetches and how many other calls came since the last look.
fn count(server: &Server) -> (usize, usize) {
    let seen = server.seen();
    let fetches = seen
        .iter()
        .filter(|seen| seen.target == "/v3/certificates")
        .count();
    (fetches, seen.len() - fetches)
}

async fn many(client: &Client, number: usize) -> Vec<Result<String, Error>> {
    let tasks: Vec<_> = (0..number)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

record! {
    /// A request.
    pub struct Secret {
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_fetch_verifies_itself_and_serves_every_waiting_call() {
    let (platform, server) = Platform::start();
    let client = fetching(&platform, &server);
    assert!(client.platform_serials().is_empty());
    for outcome in many(&client, 50).await {
        assert_eq!(outcome.unwrap(), OLD);
    }
    let seen = server.seen();
    assert_eq!((seen[0].target.as_str(), seen.len()), ("/v3/certificates", 51));
    for seen in &seen[1..] {
        assert_eq!(seen.header("wechatpay-serial"), OLD);
    }
    let secret = client
        .call(Method::POST, "v3/x")
        .record(Secret::new().user_name("张三"));
    secret.await.unwrap();
    assert_eq!(count(&server), (0, 1));
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_callers_fetch_too() {
    let (platform, server) = Platform::start();
    let client = fetching(&platform, &server);
    client.call(Method::GET, "v3/x").send_blocking().unwrap();
    client.refresh_platform_certificates_blocking().unwrap();
    assert_eq!(count(&server), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn rotation_under_200_calls_is_one_fetch_and_no_failed_call() {
    let (platform, server) = Platform::start();
    let client = fetching(&platform, &server);
    call(&client).await.unwrap();
    assert_eq!(count(&server), (1, 1));
    // Old enough to be renewed beside the calls, and unknown to them at the same time.
    for hours in [1, 13] {
        *platform.list.lock().unwrap() = vec![OLD];
        *platform.signs.lock().unwrap() = OLD;
        let client = fetching(&platform, &server);
        call(&client).await.unwrap();
        platform.later(hours * HOUR);
        platform.rotate();
        count(&server);
        for outcome in many(&client, 200).await {
            assert_eq!(outcome.unwrap(), NEW);
        }
        assert_eq!(count(&server), (1, 200), "after {hours} hours");
        // The overlap is kept: an answer by the old one still verifies.
        *platform.signs.lock().unwrap() = OLD;
        assert_eq!(call(&client).await.unwrap(), OLD);
        assert_eq!(client.platform_serials(), [OLD, NEW]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn old_certificates_are_renewed_beside_the_call() {
    let (platform, server) = Platform::start();
    let client = fetching(&platform, &server);
    call(&client).await.unwrap();
    platform.later(11 * HOUR);
    call(&client).await.unwrap();
    assert_eq!(count(&server), (1, 2), "11 hours are not old");
    platform.later(2 * HOUR);
    *platform.list.lock().unwrap() = vec![OLD, NEW];
    call(&client).await.unwrap();
    assert_eq!(client.platform_serials(), [OLD], "the call did not wait");
    for _ in 0..100 {
        if client.platform_serials().len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(client.platform_serials(), [OLD, NEW]);
    assert_eq!(count(&server), (1, 1));
}

#[tokio::test]
async fn an_unknown_serial_fetches_once_a_minute() {
    let (platform, server) = Platform::start();
    let client = fetching(&platform, &server);
    call(&client).await.unwrap();
    count(&server);
    platform.later(61);
    *platform.signs.lock().unwrap() = NEW;
    // Signed by a certificate that the list does not have: the fetch itself is refused.
    for _ in 0..3 {
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownSerial);
        assert!(error.to_string().contains("cannot be fetched"), "{error}");
    }
    assert_eq!(count(&server), (1, 3));
    // Calls that can be verified go on.
    *platform.signs.lock().unwrap() = OLD;
    call(&client).await.unwrap();
    assert_eq!(count(&server), (0, 1));
    platform.later(61);
    platform.rotate();
    assert_eq!(call(&client).await.unwrap(), NEW);
    assert_eq!(count(&server), (1, 1));
}

#[tokio::test]
async fn a_list_that_is_not_to_be_trusted_is_refused_and_not_asked_for_again_at_once() {
    let (platform, server) = Platform::start();
    let cases: [(bool, Spoil, &str); 5] = [
        (
            false,
            |bytes| replace(&bytes, "{\"data\"", "{ \"data\""),
            "wrong signature",
        ),
        (
            false,
            |bytes| replace(&bytes, "Wechatpay-Signature:", "X-Other:"),
            "not signed",
        ),
        (true, |_| foreign(), "cannot be decrypted"),
        (
            true,
            |body| replace(&body, "\"5A01\"", "\"5A77\""),
            "states another",
        ),
        (true, |_| b"<html>".to_vec(), "is no JSON"),
    ];
    for (before_signing, spoil, word) in cases {
        platform.spoil(before_signing, spoil);
        let client = fetching(&platform, &server);
        for _ in 0..2 {
            let error = call(&client).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::PlatformCertificates, "{error}");
            assert!(error.to_string().contains(word), "{error}");
            assert!(!error.may_have_taken_effect(), "the call was not sent");
            // As the fetch's own failure says, and once, though its text is in this one's.
            let line = error.to_string();
            assert_eq!(error.advice(), Advice::Fix, "{line}");
            assert!(
                line.ends_with("; fix it") && line.matches("fix it").count() == 1,
                "{line}"
            );
        }
        assert_eq!(count(&server), (1, 0), "{word}");
        *platform.spoil.lock().unwrap() = None;
        platform.later(61);
        call(&client).await.unwrap();
        count(&server);
    }
}

#[tokio::test]
async fn a_merchant_without_certificates_is_told_the_remedy() {
    let not_found: Spoil = |_| {
        let body = r#"{"code":"RESOURCE_NOT_EXISTS","message":"无可用的平台证书"}"#;
        respond("404 Not Found", &[], body.as_bytes())
    };
    let cases: [(bool, Spoil); 2] = [(true, |_| br#"{"data":[]}"#.to_vec()), (false, not_found)];
    for (before_signing, spoil) in cases {
        let (platform, server) = Platform::start();
        platform.spoil(before_signing, spoil);
        let client = fetching(&platform, &server);
        for error in [
            call(&client).await.unwrap_err(),
            client.refresh_platform_certificates().await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::NoPlatformCertificates, "{error}");
            assert!(error.to_string().contains("`public_key`"), "{error}");
        }
        assert_eq!(count(&server), (1, 0));
        // With the public key beside it, calls need no certificates.
        *platform.signs.lock().unwrap() = KEY_ID;
        let both = builder(&platform, &server)
            .platform_certificates()
            .public_key(KEY_ID, &keys().platform_public_pem)
            .build()
            .unwrap();
        assert_eq!(call(&both).await.unwrap(), KEY_ID);
    }
}

#[tokio::test]
async fn during_a_switch_both_kinds_of_keys_verify() {
    let (platform, server) = Platform::start();
    *platform.signs.lock().unwrap() = KEY_ID;
    let client = builder(&platform, &server)
        .platform_certificates()
        .public_key(KEY_ID, &keys().platform_public_pem)
        .build()
        .unwrap();
    client.refresh_platform_certificates().await.unwrap();
    assert_eq!(client.platform_serials(), [KEY_ID, OLD]);
    assert_eq!(call(&client).await.unwrap(), KEY_ID);
    *platform.signs.lock().unwrap() = OLD;
    assert_eq!(call(&client).await.unwrap(), OLD);
    let seen = server.seen();
    assert_eq!(seen.last().unwrap().header("wechatpay-serial"), KEY_ID);
}

#[tokio::test]
async fn expired_certificates_are_dropped_and_a_list_of_them_is_no_list() {
    let (platform, server) = Platform::start();
    // 2028-02-01: the old one has expired, the new one has not.
    platform.now.store(1_832_976_000, Ordering::SeqCst);
    platform.rotate();
    let client = fetching(&platform, &server);
    call(&client).await.unwrap();
    assert_eq!(client.platform_serials(), [NEW]);
    // A year on the known one has expired, too.
    platform.later(366 * 24 * HOUR);
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PlatformCertificates);
    assert!(error.to_string().contains("not valid"), "{error}");
}

#[tokio::test]
async fn a_call_that_gives_up_does_not_keep_the_turn() {
    let (platform, server) = Platform::start();
    let client = fetching(&platform, &server);
    let given_up = tokio::time::timeout(Duration::from_millis(20), call(&client)).await;
    assert!(given_up.is_err());
    assert_eq!(call(&client).await.unwrap(), OLD);
}

#[tokio::test]
async fn notifications_fetch_on_request() {
    let (platform, server) = Platform::start();
    let client = fetching(&platform, &server);
    let resource = &item("", "{}", API_V3_KEY)["encrypt_certificate"];
    let body = json!({"id": "1", "resource": resource}).to_string();
    let time = NOW.to_string();
    let message = v3::response_message(&time, NONCE, body.as_bytes());
    let headers = |serial: &str| {
        vec![
            ("Wechatpay-Timestamp", time.clone()),
            ("Wechatpay-Nonce", NONCE.to_owned()),
            ("Wechatpay-Serial", serial.to_owned()),
            ("Wechatpay-Signature", signer(OLD).0.sign(&message).unwrap()),
        ]
    };
    let reader = client.notifications();
    let error = reader.parse(&headers(OLD), body.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownSerial);
    assert!(
        error.to_string().contains("refresh_platform_certificates"),
        "{error}"
    );
    assert_eq!(count(&server), (0, 0));
    let found = reader
        .parse_fetching(&headers(OLD), body.as_bytes())
        .await
        .unwrap();
    assert_eq!(found.verified_by(), Some(OLD));
    // Lower case names the same certificate, decimal digits none; neither fetches within the minute.
    reader.parse(&headers("5a01"), body.as_bytes()).unwrap();
    for unknown in ["23041", "5A03", "PUB_KEY_ID_1"] {
        let outcome = reader.parse_fetching(&headers(unknown), body.as_bytes()).await;
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::UnknownSerial);
    }
    assert_eq!(count(&server), (1, 0));
}

#[tokio::test]
async fn what_cannot_be_fetched_is_told_and_what_needs_no_key_is_not_fetched_for() {
    let (platform, server) = Platform::start();
    let without_key = Client::builder(MCHID)
        .merchant_key(SERIAL_NO, &keys().merchant_pem)
        .platform_certificates()
        .build();
    let error = without_key.unwrap_err();
    assert!(error.problems()[0].contains("`api_v3_key`"), "{error}");
    let public = builder(&platform, &server)
        .public_key(KEY_ID, &keys().platform_public_pem)
        .build()
        .unwrap();
    let error = public.refresh_platform_certificates().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let client = fetching(&platform, &server);
    client
        .call(Method::GET, "v3/bill")
        .verify(Verify::Unsigned)
        .await
        .unwrap();
    assert_eq!(count(&server), (0, 1));
}
