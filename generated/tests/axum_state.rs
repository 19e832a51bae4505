//! The axum extractor finds the client in whatever state a program has (N1).

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::routing::post;
use tower::ServiceExt as _;
use wechatpay_openapi::runtime::serde_json::json;
use wechatpay_openapi::testing::{Fault, TestPlatform};
use wechatpay_openapi::webhook::Event;
use wechatpay_openapi::{Client, RawNotification, Rejection, Reply, WechatPay};

/// A program's own state.
#[derive(Clone, FromRef)]
struct Shop {
    client: Client,
    name: &'static str,
}

async fn notified(State(name): State<&'static str>, WechatPay(notification): WechatPay<Event>) -> Reply {
    assert_eq!(name, "tea");
    match &notification.event {
        Event::TransactionSuccess(order) if order.out_trade_no.as_deref() == Some("1") => {
            notification.success()
        }
        _ => notification.failure("not mine"),
    }
}

async fn raw(notification: Result<WechatPay<RawNotification>, Rejection>) -> Reply {
    match notification {
        Ok(WechatPay(notification)) => notification.success(),
        Err(rejection) => rejection.reply,
    }
}

/// Many merchants: the path says whose it is.
async fn chosen(State(shop): State<Shop>, request: axum::extract::Request) -> Result<Reply, Rejection> {
    let notification = shop.client.notifications().receive::<Event>(request).await?;
    Ok(notification.success())
}

#[tokio::test]
async fn n1_any_state_with_a_client_will_do() {
    let platform = TestPlatform::new().unwrap();
    let client: Client = platform.client().unwrap();
    let shop = Shop {
        client: client.clone(),
        name: "tea",
    };
    let routes = [
        (
            "a field",
            Router::new().route("/", post(notified)).with_state(shop.clone()),
        ),
        (
            "the state itself",
            Router::new().route("/", post(raw)).with_state(client),
        ),
        ("by hand", Router::new().route("/", post(chosen)).with_state(shop)),
    ];
    let payment = json!({ "out_trade_no": "1", "trade_state": "SUCCESS", "mchid": platform.mchid() });
    let paid = platform
        .notification("TRANSACTION.SUCCESS", "transaction", &payment)
        .unwrap();
    for (name, router) in routes {
        for (message, status) in [(paid.clone(), 204), (paid.fault(Fault::AlteredBody), 401)] {
            let request = message.request("/").unwrap().map(Body::from);
            let answer = router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), status, "{name}");
        }
    }
}
