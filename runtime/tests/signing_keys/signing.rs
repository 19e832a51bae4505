//! What is signed elsewhere.

use std::error::Error as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wechatpay_openapi_runtime::sign::v3::payment_message;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, Error, ErrorKind, JsapiParameters, Method, Operation, Ordering, RetryPolicy, record,
};

use super::support::keeper::Manner;
use super::support::platform::{
    KEY_ID, SERIAL_NO, certificate, check, check_request, keys, merchant_public, signature_headers,
};
use super::support::server::{Act, Server, respond};
use super::{builder, keeper};

const BODY: &[u8] = br#"{"prepay_id":"wx1"}"#;

fn serving() -> Server {
    Server::start(|_| Act::Send(respond("200 OK", &signature_headers(BODY), BODY)))
}

fn call(client: &Client) -> Call<Value> {
    client
        .call(Method::POST, "v3/orders")
        .json(&json!({ "n": 1 }))
        .timeout(Duration::from_millis(700))
}

/// The merchant's certificate, of these keys.
fn own_certificate() -> String {
    let serial = [&[0x0a, 0x11][..], &[0; 17], &[1]].concat();
    certificate(&serial, &keys().merchant, "200101000000Z", "400101000000Z")
}

#[tokio::test]
async fn a_key_elsewhere_signs_or_says_why_it_did_not() {
    let slow = Manner::After(Duration::from_millis(60));
    let no_fit = "does not match the certificate";
    // How it signs, whether its certificate is known; then what comes of it.
    let cases = [
        (Manner::Well, false, Ok(())),
        (Manner::Well, true, Ok(())),
        (slow, false, Ok(())),
        (
            Manner::Silent,
            false,
            Err((ErrorKind::NotSent, "did not sign within the call's time")),
        ),
        (
            Manner::Refusing("quota of key kms-1 is spent"),
            false,
            Err((ErrorKind::Crypto, "quota of key kms-1")),
        ),
        (
            Manner::Gone,
            true,
            Err((ErrorKind::Crypto, "closed the connection")),
        ),
        (Manner::Empty, false, Err((ErrorKind::Crypto, "empty signature"))),
        (Manner::Empty, true, Err((ErrorKind::Crypto, no_fit))),
        (Manner::Wrong, true, Err((ErrorKind::Crypto, no_fit))),
    ];
    for (manner, is_certified, expected) in cases {
        let (server, keeper) = (serving(), keeper(manner));
        let mut builder = builder(&keeper).base_url(&server.url);
        if is_certified {
            builder = builder.signing_certificate(own_certificate(), keeper.clone());
        }
        let client: Client = builder.build().unwrap();
        assert_eq!(client.serial_no().as_deref(), Some(SERIAL_NO));
        for blocking in [false, true] {
            let (client, began) = (client.clone(), Instant::now());
            let outcome = match blocking {
                false => call(&client).await,
                true => tokio::task::spawn_blocking(move || call(&client).send_blocking())
                    .await
                    .unwrap(),
            };
            let what = format!("{manner:?} {is_certified} {blocking}");
            assert!(began.elapsed() < Duration::from_secs(5), "{what}");
            let seen = server.seen();
            match expected {
                Ok(()) => {
                    assert_eq!(outcome.expect(&what).verified_by(), Some(KEY_ID), "{what}");
                    let [seen] = &*seen else {
                        panic!("{what}: {seen:?}")
                    };
                    check_request(
                        &seen.method,
                        &seen.target,
                        seen.header("authorization"),
                        &seen.body,
                    );
                }
                Err((kind, text)) => {
                    let error = outcome.expect_err(&what);
                    assert_eq!(error.kind(), kind, "{what}: {error}");
                    assert!(error.to_string().contains(text), "{what}: {error}");
                    assert_eq!(error.operation().as_deref(), Some("POST /v3/orders"), "{what}");
                    assert!(seen.is_empty() && !error.may_have_taken_effect(), "{what}");
                    assert_eq!(error.attempts(), 1, "{what}: nobody asks it again");
                    let keeps_source = kind == ErrorKind::Crypto && !text.starts_with("empty");
                    assert_eq!(error.source().is_some(), keeps_source, "{what}");
                }
            }
        }
        assert!(keeper.asked().chars().all(|asked| asked == 's'));
    }
}

/// Without the certificate nobody here can tell a wrong signature: WeChat Pay refuses it, and its answer is the error.
#[tokio::test]
async fn a_wrong_signature_that_nobody_could_check_is_refused_by_the_platform() {
    let body: &[u8] = br#"{"code":"SIGN_ERROR","message":"signature"}"#;
    let server =
        Server::start(move |_| Act::Send(respond("401 Unauthorized", &signature_headers(body), body)));
    let client = builder(&keeper(Manner::Wrong))
        .base_url(&server.url)
        .build()
        .unwrap();
    let error = call(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("SIGN_ERROR")));
}

/// Each attempt is signed anew.
#[tokio::test]
async fn a_repeated_call_asks_for_each_signature() {
    let server = Server::start(|_| Act::SendAndClose(Vec::new()));
    let keeper = keeper(Manner::Well);
    let client: Client = builder(&keeper)
        .base_url(&server.url)
        .retry(RetryPolicy::standard())
        .build()
        .unwrap();
    let error = client.call(Method::GET, "v3/orders").await.unwrap_err();
    assert!(error.attempts() > 1, "{error}");
    assert_eq!(keeper.asked().len(), error.attempts() as usize);
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>, instead: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    assert!(
        error.to_string().ends_with(&format!("call `{instead}`")),
        "{error}"
    );
}

#[tokio::test]
async fn what_does_not_wait_names_what_does() {
    let keeper = keeper(Manner::Well);
    let client = builder(&keeper).build().unwrap();
    refused(call(&client).to_http(), "to_http_async");
    let payment = client.payment("wx8888");
    refused(payment.jsapi("wx1"), "jsapi_async");
    refused(payment.mini_program("wx1"), "jsapi_async");
    refused(
        payment.jsapi_installments("wx1", "DAILY", 3),
        "jsapi_installments_async",
    );
    refused(payment.app("wx1"), "app_async");
    assert_eq!(keeper.asked(), "", "not begun and given up");

    check(&call(&client).to_http_async().await.unwrap());
    let sheets = [
        payment.jsapi_async("wx1").await.unwrap(),
        payment.mini_program_async("wx1").await.unwrap(),
        payment.jsapi_installments_async("wx1", "DAILY", 3).await.unwrap(),
    ];
    for sheet in sheets {
        let message = payment_message("wx8888", &sheet.time_stamp, &sheet.nonce_str, &sheet.package);
        merchant_public().verify(&message, &sheet.pay_sign).unwrap();
    }
    let app = payment.app_async("wx1").await.unwrap();
    let message = payment_message("wx8888", &app.timestamp, &app.noncestr, "wx1");
    merchant_public().verify(&message, &app.sign).unwrap();
}

/// With a key that is here both forms are the same.
#[tokio::test]
async fn what_waits_for_a_key_that_is_here_is_done_at_once() {
    let client = super::support::platform::builder().build().unwrap();
    check(&call(&client).to_http().unwrap());
    check(&call(&client).to_http_async().await.unwrap());
    let sheet = client.payment("wx8888").jsapi_async("wx1").await.unwrap();
    let message = payment_message("wx8888", &sheet.time_stamp, &sheet.nonce_str, &sheet.package);
    merchant_public().verify(&message, &sheet.pay_sign).unwrap();
}

/// The key of v2 is always here, whoever keeps the other.
#[test]
fn v2_does_not_wait() {
    let client: Client = builder(&keeper(Manner::Silent))
        .api_v2_key("192006250b4c09247ec02edce69f6a2d")
        .build()
        .unwrap();
    client
        .call(Method::POST, "pay/orderquery")
        .json(&json!({ "out_trade_no": "1" }))
        .to_http()
        .unwrap();
}

record! {
    /// What an order is placed with.
    pub struct Order {
        pub appid: Option<String>,
    }

    /// What is answered.
    pub struct Ordered {
        pub prepay_id: Option<String>,
    }
}

const ORDER: Operation = Operation::v3(Method::Post, "/v3/pay/transactions/jsapi");

/// An order and its sheet are two signatures; a key that does not sign the second leaves the order placed.
#[tokio::test]
async fn an_order_and_its_sheet_are_signed_elsewhere() {
    let server = serving();
    let keeper = keeper(Manner::Well);
    let client: Client = builder(&keeper)
        .base_url(&server.url)
        .timeout(Duration::from_millis(900))
        .build()
        .unwrap();
    let order = || {
        let call: Call<Ordered> = Call::new(Chain::new(&client), &ORDER, Order::new().appid("wx8888"));
        Ordering::<Ordered, JsapiParameters>::new(call)
    };
    let signed = |sheet: &JsapiParameters| {
        let message = payment_message("wx8888", &sheet.time_stamp, &sheet.nonce_str, "prepay_id=wx1");
        merchant_public().verify(&message, &sheet.pay_sign).unwrap();
    };
    signed(&order().await.unwrap().sheet);
    let own = order();
    let blocking = tokio::task::spawn_blocking(move || own.send_blocking());
    signed(&blocking.await.unwrap().unwrap().sheet);
    assert_eq!(keeper.asked(), "ssss");

    let tell = keeper.clone();
    let server = Server::start(move |_| {
        tell.does(Manner::Silent);
        Act::Send(respond("200 OK", &signature_headers(BODY), BODY))
    });
    let client: Client = builder(&keeper)
        .base_url(&server.url)
        .timeout(Duration::from_millis(900))
        .build()
        .unwrap();
    let call: Call<Ordered> = Call::new(Chain::new(&client), &ORDER, Order::new().appid("wx8888"));
    let error = Ordering::<Ordered, JsapiParameters>::new(call).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Crypto);
    assert!(error.to_string().contains("the order was placed"), "{error}");
    assert!(error.body().is_some(), "its answer is there");
}
