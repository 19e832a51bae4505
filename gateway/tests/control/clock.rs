//! Nobody sees, or changes, what is over by the clock, although what is due happens beside.

use std::sync::Arc;

use axum::body::Body;
use http::Request;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use wechatpay_gateway::Settings;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::control::router;
use wechatpay_gateway::keys::{KeySettings, Keys};
use wechatpay_gateway::world::World;

use crate::gateway::START;

/// A gateway in which nothing happens by itself.
fn asleep(clock: &Clock) -> Arc<World> {
    let keys = Keys::new(&KeySettings::default(), clock).expect("keys");
    let settings = Settings {
        clock: clock.clone(),
        ..Settings::default()
    };
    Arc::new(World::new(settings, keys, "http://127.0.0.1:4010".to_owned()).expect("a world"))
}

async fn ask(world: &Arc<World>, call: &str, body: Value) -> (u16, Value) {
    let (verb, path) = call.split_once(' ').expect("a verb and a path");
    let request = Request::builder()
        .method(verb)
        .uri(format!("/_gateway{path}"))
        .header("host", "127.0.0.1:4010");
    let body = if body.is_null() {
        Body::empty()
    } else {
        Body::from(body.to_string())
    };
    let answer = router(world.clone())
        .oneshot(request.body(body).expect("a request"))
        .await
        .expect("an answer");
    let status = answer.status().as_u16();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .expect("a body");
    (status, serde_json::from_slice(&body).expect("JSON"))
}

#[tokio::test]
async fn what_is_over_by_the_clock_is_over_for_whoever_asks() {
    const EIGHT_DAYS: i64 = 8 * 86_400;
    for (moves, call, status) in [
        (true, "POST /orders/ORDER-1/pay", 409),
        (false, "POST /orders/ORDER-1/pay", 409),
        (false, "POST /orders/ORDER-1/fail", 409),
        (false, "GET /orders?trade_state=CLOSED", 200),
        (false, "GET /orders/ORDER-1", 200),
    ] {
        let clock = Clock::standing(START);
        let world = asleep(&clock);
        let seed = json!({ "mchid": "1900000001", "out_trade_no": "ORDER-1", "total": 100 });
        assert_eq!(ask(&world, "POST /orders", seed).await.0, 200);
        match moves {
            true => drop(ask(&world, "POST /clock", json!({ "advance": EIGHT_DAYS })).await),
            false => clock.advance(EIGHT_DAYS),
        }
        let (seen, told) = ask(&world, call, json!(null)).await;
        assert_eq!(seen, status, "{call}: {told}");
        let closed = ask(&world, "GET /orders", json!(null)).await.1;
        assert_eq!(closed[0]["trade_state"], "CLOSED", "{call}");
        if status == 200 {
            assert!(told.to_string().contains("CLOSED"), "{call}: {told}");
        }
    }
}
