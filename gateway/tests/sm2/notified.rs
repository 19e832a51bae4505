//! Notifications of a merchant of SM2: signed by its kind of certificate, encrypted with SM4, fields with SM2.

use axum::extract::State;
use axum::routing::post;
use http::HeaderMap;
use serde_json::{Value, json};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::{Bytes, Client, RawNotification};

use crate::send;

type Got = (HeaderMap, Bytes);

/// A merchant's server that keeps what it gets.
async fn merchant() -> (String, Receiver<Got>) {
    let (sender, receiver) = channel::<Got>(8);
    let keep = |State(sender): State<Sender<Got>>, headers: HeaderMap, body: Bytes| async move {
        sender.send((headers, body)).await.unwrap();
    };
    let router = axum::Router::new()
        .route("/notify", post(keep))
        .with_state(sender);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/notify", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, receiver)
}

async fn ask(gateway: &Gateway, path: &str, body: &Value) -> Value {
    let url = format!("{}/_gateway{path}", gateway.url());
    let request = http::Request::post(url).body(body.to_string().into());
    let (status, answer) = send(request.unwrap()).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

#[tokio::test]
async fn a_notification_is_read_by_the_client_of_sm2() {
    let gateway = Gateway::start(Settings::default()).await.unwrap();
    let client: Client = gateway.sm2_client().unwrap().build().unwrap();
    let serial = gateway.keys().sm2_certificate().unwrap().serial_no;
    let (notify_url, mut got) = merchant().await;
    let demand = json!({ "event": "TransactionSuccess", "fields": { "out_trade_no": "sm2-0003" }, "notify_url": notify_url });
    for (phase, signer, algorithm) in [
        ("sm2", serial, "AEAD_SM4_GCM"),
        ("public_key", gateway.keys().public_key_id(), "AEAD_AES_256_GCM"),
    ] {
        let shown = ask(
            &gateway,
            "/keys/phase",
            &json!({ "notifications": { "is": phase } }),
        )
        .await;
        assert_eq!(shown["notifications"]["is"], phase);
        ask(&gateway, "/notifications", &demand).await;
        let (headers, body) = got.recv().await.unwrap();
        assert_eq!(headers["wechatpay-serial"], *signer);
        let envelope: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(envelope["resource"]["algorithm"], algorithm);

        let rsa: Client = gateway.client().build().unwrap();
        let reader = if phase == "sm2" { &client } else { &rsa };
        let read = reader
            .notifications()
            .parse_event::<RawNotification, _>(&headers, &body);
        let plain: Value = serde_json::from_slice(read.unwrap().plaintext()).unwrap();
        assert_eq!(plain["out_trade_no"], "sm2-0003");
    }
}
