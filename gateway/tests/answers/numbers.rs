//! What of a request is in its answer, and which numbers are new.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wechatpay_gateway::Settings;
use wechatpay_openapi::{Client, Method};

use crate::{start, start_with};

async fn post(client: &Client, path: &str, body: &Value) -> Value {
    client
        .call(Method::POST, path)
        .json(body)
        .await
        .unwrap()
        .into_inner()
}

fn order(out_trade_no: &str) -> Value {
    json!({
        "appid": "wxd678efh567hg6787",
        "mchid": "1900000001",
        "description": "T-shirt",
        "out_trade_no": out_trade_no,
        "notify_url": "https://shop.example/notify",
        "amount": { "total": 100 },
        "payer": { "openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
    })
}

#[tokio::test]
async fn an_answer_says_what_the_request_said() {
    let (_gateway, client) = start().await;
    let refund = json!({
        "out_trade_no": "order-7",
        "out_refund_no": "refund-7",
        "reason": "too small",
        "amount": { "refund": 31, "total": 100, "currency": "CNY" },
    });
    let answer = post(&client, "v3/refund/domestic/refunds", &refund).await;
    assert_eq!(answer["out_trade_no"], "order-7");
    assert_eq!(answer["out_refund_no"], "refund-7");
    assert_eq!(
        (&answer["amount"]["refund"], &answer["amount"]["total"]),
        (&json!(31), &json!(100))
    );

    let found = client.call(Method::GET, "v3/pay/transactions/out-trade-no/{out_trade_no}");
    let found = found
        .path("out_trade_no", "order-8")
        .query("mchid", "1900000001")
        .await
        .unwrap();
    assert_eq!(
        (&found["out_trade_no"], &found["mchid"]),
        (&json!("order-8"), &json!("1900000001"))
    );
}

#[tokio::test]
async fn numbers_are_new_for_what_is_new() {
    let (_gateway, client) = start().await;
    let mut prepaid = BTreeSet::new();
    for number in 0..50 {
        let answer = post(
            &client,
            "v3/pay/transactions/jsapi",
            &order(&format!("order-{number}")),
        )
        .await;
        prepaid.insert(answer["prepay_id"].as_str().unwrap().to_owned());
    }
    assert_eq!(prepaid.len(), 50);
    // The same again is the same.
    let again = post(&client, "v3/pay/transactions/jsapi", &order("order-7")).await;
    assert!(prepaid.contains(again["prepay_id"].as_str().unwrap()));
}

#[tokio::test]
async fn an_equal_seed_gives_equal_answers() {
    let mut all = Vec::new();
    for seed in [7, 7, 8] {
        let settings = Settings {
            seed,
            ..Settings::default()
        };
        let (_gateway, client) = start_with(settings).await;
        all.push(post(&client, "v3/pay/transactions/jsapi", &order("order-1")).await);
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[0], all[2]);
}

#[tokio::test]
async fn every_answer_has_the_documented_headers() {
    let (gateway, client) = start().await;
    let answer = client
        .call(Method::POST, "v3/pay/transactions/jsapi")
        .json(&order("order-1"))
        .await
        .unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    for (name, value) in [
        ("content-type", "application/json; charset=utf-8"),
        ("cache-control", "no-cache, must-revalidate"),
        ("x-content-type-options", "nosniff"),
        ("content-language", "zh-CN"),
        ("wechatpay-signature-type", "WECHATPAY2-SHA256-RSA2048"),
        ("wechatpay-serial", &*gateway.keys().public_key_id()),
    ] {
        assert_eq!(header(name), value);
    }
    assert!(header("request-id").starts_with("08") && header("request-id").ends_with("-0"));
    let nonce = header("wechatpay-nonce");
    assert!(
        nonce.len() == 32
            && nonce
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        "{nonce}"
    );
}
