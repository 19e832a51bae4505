//! The shop's tests: against a WeChat Pay that checks every request and signs every answer, without a network.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;
use wechatpay_openapi::runtime::serde_json::{Value, from_slice, json};
use wechatpay_openapi::testing::{Fault, TestPlatform};

use crate::shop::{Order, Shop};
use crate::{demo, routes};

/// A platform, the shop, and its routes.
fn open() -> (TestPlatform, Shop, Router) {
    let platform = TestPlatform::new().expect("keys");
    let client = demo::of(&platform).expect("a client");
    let (appid, notify_url) = (
        demo::APPID.to_owned(),
        "https://www.example.com/notify".to_owned(),
    );
    let shop = Shop::new(client, appid, notify_url);
    (platform, shop.clone(), routes(shop))
}

async fn send(router: &Router, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let answer = router
        .clone()
        .oneshot(request)
        .await
        .expect("a router always answers");
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
    (status, body.to_vec())
}

async fn post(router: &Router, path: &str, body: &Value) -> (StatusCode, Vec<u8>) {
    let request = Request::post(path).header("content-type", "application/json");
    send(router, request.body(body.to_string().into()).expect("a request")).await
}

fn order() -> Value {
    json!({ "out_trade_no": "20261129001", "openid": "oUpF8uMuAJO", "fen": 1800 })
}

/// What WeChat Pay says when it is paid.
fn payment(platform: &TestPlatform, fen: i64) -> Value {
    json!({
        "mchid": platform.mchid(), "out_trade_no": "20261129001", "trade_state": "SUCCESS", "amount": { "total": fen },
    })
}

#[tokio::test]
async fn an_order_gives_the_payment_sheet() {
    let (_, shop, router) = open();
    let (status, sheet) = post(&router, "/orders", &order()).await;
    assert_eq!(status, StatusCode::OK);
    let sheet: Value = from_slice(&sheet).expect("JSON");
    assert_eq!(sheet["appId"], demo::APPID);
    assert_eq!(sheet["package"], "prepay_id=wx201410272009395522657a690389285100");
    let expected = Order {
        fen: 1800,
        is_paid: false,
    };
    assert_eq!(shop.books.begin().orders["20261129001"], expected);
}

/// What is paid, how the message is spoilt, what is answered, and whether the tea is sent.
#[tokio::test]
async fn only_the_right_payment_counts_and_only_once() {
    for (fen, fault, status, is_paid) in [
        (1800, None, StatusCode::NO_CONTENT, true),
        (1, None, StatusCode::NO_CONTENT, false),
        (1800, Some(Fault::AlteredBody), StatusCode::UNAUTHORIZED, false),
        (1800, Some(Fault::Probe), StatusCode::UNAUTHORIZED, false),
    ] {
        let (platform, shop, router) = open();
        post(&router, "/orders", &order()).await;
        let paid = platform
            .notification("TRANSACTION.SUCCESS", "transaction", &payment(&platform, fen))
            .expect("a message");
        let paid = fault.map_or(paid.clone(), |fault| paid.fault(fault));
        for _ in 0..2 {
            let request = paid.request("/notify").expect("a path").map(Body::from);
            assert_eq!(send(&router, request).await.0, status, "{fen} {fault:?}");
        }
        let tables = shop.books.begin();
        assert_eq!(tables.orders["20261129001"].is_paid, is_paid, "{fen} {fault:?}");
        assert_eq!(tables.seen.len(), usize::from(fault.is_none()));
    }
}

#[tokio::test]
async fn what_is_paid_can_be_refunded() {
    let (_, shop, router) = open();
    let asked = json!({ "out_trade_no": "20261129001" });
    assert_eq!(post(&router, "/refunds", &asked).await.0, StatusCode::NOT_FOUND);
    let paid = Order {
        fen: 1800,
        is_paid: true,
    };
    shop.books.begin().orders.insert("20261129001".to_owned(), paid);
    assert_eq!(
        post(&router, "/refunds", &asked).await,
        (StatusCode::OK, b"PROCESSING".to_vec())
    );
}

#[tokio::test]
async fn the_bill_is_in_the_file() {
    let (_, _, router) = open();
    let file = std::env::temp_dir().join(format!("wechatpay-shop-{}.csv", std::process::id()));
    let (status, bytes) = post(&router, "/bills", &json!({ "date": "2026-11-28", "file": file })).await;
    assert_eq!(
        (status, bytes),
        (StatusCode::OK, demo::BILL.len().to_string().into_bytes())
    );
    let written = std::fs::read_to_string(&file).expect("the file is there");
    std::fs::remove_file(&file).expect("and can be removed");
    assert_eq!(written, demo::BILL);
}
