//! The axum extractor in a router.

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::FromRef;
use axum::routing::post;
use serde_json::json;
use tower::ServiceExt as _;
use wechatpay_openapi_runtime::http::{Request, StatusCode};
use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
use wechatpay_openapi_runtime::{Bytes, Client, RawNotification, Rejection, Reply, WechatPay};

/// A program's own state, with a client in it.
#[derive(Clone)]
struct App {
    client: Client,
}

impl FromRef<App> for Client {
    fn from_ref(app: &App) -> Self {
        app.client.clone()
    }
}

async fn strict(WechatPay(notification): WechatPay<RawNotification>) -> Reply {
    match notification.event_type() {
        Some("LATER") => notification.failure("not yet"),
        _ => notification.success(),
    }
}

async fn lenient(
    notification: Result<WechatPay<RawNotification>, Rejection>,
) -> Result<Reply, (StatusCode, String)> {
    match notification {
        Ok(WechatPay(notification)) => Ok(notification.success()),
        Err(rejection) => Err((
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("{:?}: {rejection}", rejection.error.kind()),
        )),
    }
}

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

async fn ask(request: Request<Bytes>) -> (u16, String, String) {
    let app = App {
        client: platform().client().unwrap(),
    };
    let router = Router::new()
        .route("/strict", post(strict))
        .route("/lenient", post(lenient))
        .with_state(app);
    let response = router.oneshot(request.map(Body::from)).await.unwrap();
    let status = response.status().as_u16();
    let kind = response.headers().get("content-type");
    let kind = kind.map_or("", |kind| kind.to_str().unwrap()).to_owned();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, kind, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn good_and_bad_ones_get_their_answers() {
    let v3 = platform()
        .notification("REFUND.SUCCESS", "refund", &json!({ "a": 1 }))
        .unwrap();
    let later = platform().notification("LATER", "", &json!({})).unwrap();
    let v2 = platform()
        .v2_notification(&json!({ "mch_id": "1", "out_trade_no": "2" }))
        .unwrap();
    let huge = Request::post("/strict")
        .body(Bytes::from(vec![b' '; (1 << 20) + 1]))
        .unwrap();
    let cases = [
        (v3.request("/strict").unwrap(), 204, "", ""),
        (
            later.request("/strict").unwrap(),
            500,
            "application/json",
            "not yet",
        ),
        (
            v2.request("/strict").unwrap(),
            200,
            "text/xml; charset=utf-8",
            "SUCCESS",
        ),
        (
            v3.fault(Fault::Probe).request("/strict").unwrap(),
            401,
            "application/json",
            "FAIL",
        ),
        (
            v3.fault(Fault::Shifted(-400)).request("/strict").unwrap(),
            401,
            "application/json",
            "FAIL",
        ),
        (
            v2.fault(Fault::AlteredBody).request("/strict").unwrap(),
            401,
            "text/xml; charset=utf-8",
            "FAIL",
        ),
        (huge, 413, "application/json", "larger than 1 MiB"),
        (v3.request("/lenient").unwrap(), 204, "", ""),
        (
            v3.fault(Fault::UnknownSerial).request("/lenient").unwrap(),
            500,
            "text/plain; charset=utf-8",
            "UnknownSerial: signed with the platform key",
        ),
    ];
    for (request, status, kind, body) in cases {
        let found = ask(request).await;
        assert_eq!((found.0, &*found.1), (status, kind), "{found:?}");
        assert!(found.2.contains(body), "{found:?}");
    }
}

#[tokio::test]
async fn a_bare_client_is_a_state_too() {
    let client: Client = platform().client().unwrap();
    let router = Router::new().route("/", post(strict)).with_state(client);
    let message = platform().notification("A", "", &json!({})).unwrap();
    let response = router
        .oneshot(message.request("/").unwrap().map(Body::from))
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
}
