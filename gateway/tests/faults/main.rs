//! Every kind of fault, as a program sees it that calls through the crate's client.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use wechatpay_gateway::fault::{Fault, Faults, Instead, Target, Wanted};
use wechatpay_openapi_runtime::testing::{Fault as Signed, TestPlatform};
use wechatpay_openapi_runtime::{
    Advice, Call, Chain, Client, Effect, Error, ErrorCode, ErrorKind, Json, Method, Operation,
    Response as Answered, RetryPolicy, record,
};

record! {
    /// Of an order.
    pub struct Order {
        /// The merchant's own number.
        #[is(number)]
        pub out_trade_no: Option<String>,
    }
}

const ERRORS: &[ErrorCode] = &[ErrorCode::new("NOT_ENOUGH", Advice::Fix).status(403)];
/// A second request with the same number is the same order.
const ORDER: Operation = Operation::v3(Method::POST, "/v3/pay/transactions/jsapi")
    .effect(Effect::Once)
    .errors(ERRORS);

/// A server that does what the gateway's pipeline does with faults, around one operation.
struct Server {
    platform: TestPlatform,
    faults: Mutex<Faults>,
    effects: AtomicU32,
}

async fn exchange(State(server): State<Arc<Server>>, _: Request) -> Response {
    let mchid = server.platform.mchid().to_owned();
    let chosen = server
        .faults
        .lock()
        .expect("no panic")
        .next(&Target::operation(&ORDER), &mchid);
    tokio::time::sleep(chosen.delay()).await;
    match chosen.instead(&ORDER) {
        Some(Instead::Fate(fate)) => return fate.into_response(),
        Some(Instead::Signed(status)) => {
            let signed = server.platform.answer(status, "").expect("a status");
            return chosen.after(&ORDER, signed.response()).into_response();
        }
        None => {}
    }
    server.effects.fetch_add(1, Ordering::Relaxed);
    let body = json!({ "prepay_id": "wx201410272009395522657a690389285100" }).to_string();
    let answer = server.platform.answer(200, body).expect("200 is a status");
    let answer = answer
        .fault(Signed::Shifted(chosen.signing().shift_secs))
        .response();
    chosen.after(&ORDER, answer).into_response()
}

struct Shop {
    server: Arc<Server>,
    client: Client,
}

impl Shop {
    async fn open() -> Self {
        let platform = TestPlatform::new().expect("random numbers");
        let server = Arc::new(Server {
            platform: platform.clone(),
            faults: Mutex::new(Faults::new(7)),
            effects: AtomicU32::new(0),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address: SocketAddr = listener.local_addr().expect("bound");
        let router = Router::new().fallback(exchange).with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let builder = platform.configure(Client::builder(platform.mchid()));
        let client = builder
            .base_url(format!("http://{address}"))
            .build()
            .expect("all settings");
        Self { server, client }
    }

    fn add(&self, rule: Value) -> Result<u64, String> {
        let wanted: Wanted = serde_json::from_value(rule).map_err(|error| error.to_string())?;
        self.server.faults.lock().expect("no panic").add(wanted)
    }

    async fn order(&self, retry: RetryPolicy) -> Result<Answered<Json>, Error> {
        let order = Order::new().out_trade_no("1217752501201407033233368018");
        Call::<Json>::new(Chain::new(&self.client), &ORDER, order)
            .retry(retry)
            .timeout(Duration::from_secs(2))
            .await
    }

    /// How many requests had an effect since it was asked last.
    fn effects(&self) -> u32 {
        self.server.effects.swap(0, Ordering::Relaxed)
    }
}

/// The kind of error, `None` for an answer; whether there was an effect; a word of the error's text.
#[tokio::test]
async fn each_fault_is_seen_by_a_client_as_what_it_is() {
    let shop = Shop::open().await;
    for (fault, kind, has_effect, text) in [
        (
            json!({ "kind": "probe" }),
            Some(ErrorKind::Probe),
            true,
            "SIGNTEST",
        ),
        (
            json!({ "kind": "unknown_serial" }),
            Some(ErrorKind::UnknownSerial),
            true,
            "PUB_KEY_ID_999",
        ),
        (
            json!({ "kind": "altered_body" }),
            Some(ErrorKind::Signature),
            true,
            "",
        ),
        (
            json!({ "kind": "missing_header" }),
            Some(ErrorKind::Unsigned),
            true,
            "",
        ),
        (
            json!({ "kind": "missing_header", "header": "Wechatpay-Nonce" }),
            Some(ErrorKind::Unsigned),
            true,
            "",
        ),
        (
            json!({ "kind": "missing_header", "header": "Content-Type" }),
            None,
            true,
            "",
        ),
        (
            json!({ "kind": "skewed", "secs": 400 }),
            Some(ErrorKind::Expired),
            true,
            "",
        ),
        (json!({ "kind": "skewed", "secs": 200 }), None, true, ""),
        (
            json!({ "kind": "refused", "code": "NOT_ENOUGH" }),
            Some(ErrorKind::Api),
            false,
            "NOT_ENOUGH",
        ),
        (
            json!({ "kind": "refused", "code": "SIGN_ERROR", "status": 401, "message": "签名错误" }),
            Some(ErrorKind::Api),
            false,
            "签名错误",
        ),
        (
            json!({ "kind": "bad_gateway" }),
            Some(ErrorKind::Api),
            false,
            "502",
        ),
        (
            json!({ "kind": "accepted" }),
            Some(ErrorKind::Accepted),
            false,
            "",
        ),
        (
            json!({ "kind": "rate_limited" }),
            Some(ErrorKind::Api),
            false,
            "429",
        ),
        (
            json!({ "kind": "server_error_before" }),
            Some(ErrorKind::Api),
            false,
            "SYSTEM_ERROR",
        ),
        (
            json!({ "kind": "server_error_after" }),
            Some(ErrorKind::Api),
            true,
            "SYSTEM_ERROR",
        ),
        (json!({ "kind": "slow", "millis": 100 }), None, true, ""),
        (
            json!({ "kind": "slow", "millis": 5000 }),
            Some(ErrorKind::Timeout),
            false,
            "",
        ),
        (
            json!({ "kind": "reset_before" }),
            Some(ErrorKind::Interrupted),
            false,
            "",
        ),
        (
            json!({ "kind": "reset_after" }),
            Some(ErrorKind::Interrupted),
            true,
            "",
        ),
        (
            json!({ "kind": "cut_body" }),
            Some(ErrorKind::Interrupted),
            true,
            "",
        ),
        (json!({ "kind": "gzip" }), Some(ErrorKind::Signature), true, ""),
        (json!({ "kind": "late_notification", "secs": 60 }), None, true, ""),
        (json!({ "kind": "duplicate_notification" }), None, true, ""),
    ] {
        shop.add(json!({ "fault": fault })).expect("a rule");
        let answer = shop.order(RetryPolicy::none()).await;
        let seen = answer.as_ref().err().map(Error::kind);
        let shown = answer.as_ref().err().map(ToString::to_string).unwrap_or_default();
        assert_eq!(seen, kind, "{fault}: {shown}");
        assert!(shown.contains(text), "{fault}: {shown}");
        assert_eq!(shop.effects(), u32::from(has_effect), "{fault}");
        let next = shop.order(RetryPolicy::none()).await;
        assert!(next.is_ok(), "{fault}: it happens once, and then {next:?}");
        assert_eq!(shop.effects(), 1);
    }
}

#[tokio::test]
async fn what_fails_a_few_times_and_then_succeeds_is_repeated_as_it_may_be() {
    let shop = Shop::open().await;
    for (fault, times, is_answered, effects) in [
        (json!({ "kind": "server_error_before" }), 2, true, 1),
        (json!({ "kind": "server_error_after" }), 2, true, 3),
        (json!({ "kind": "accepted" }), 1, true, 1),
        (
            json!({ "kind": "rate_limited", "retry_after_secs": 0 }),
            2,
            true,
            1,
        ),
        (
            json!({ "kind": "rate_limited", "retry_after_secs": 3600 }),
            1,
            false,
            0,
        ),
        (json!({ "kind": "bad_gateway" }), 2, true, 1),
        (json!({ "kind": "server_error_before" }), 3, false, 0),
        (json!({ "kind": "reset_after" }), 1, false, 1),
        (json!({ "kind": "probe" }), 1, false, 1),
    ] {
        let number = shop
            .add(json!({ "fault": fault, "when": { "next": times } }))
            .expect("a rule");
        let answer = shop
            .order(RetryPolicy::standard().backoff(Duration::ZERO, Duration::ZERO))
            .await;
        assert_eq!(answer.is_ok(), is_answered, "{fault} {times}: {answer:?}");
        assert_eq!(shop.effects(), effects, "{fault} {times}");
        assert!(shop.server.faults.lock().expect("no panic").remove(number));
    }
}

#[test]
fn rules_mean_what_they_say() {
    let pay = "POST /v3/pay/transactions/jsapi";
    for (of, that, means) in [
        ("*", pay, true),
        (pay, pay, true),
        ("POST /v3/pay/*", pay, true),
        ("GET /v3/pay/*", pay, false),
        ("POST /v3/refund/domestic/refunds", pay, false),
        ("*", "notify:refund_success", false),
        ("notify:*", "notify:refund_success", true),
        ("notify:refund_success", "notify:refund_success", true),
        ("notify:refund_closed", "notify:refund_success", false),
        ("notify:*", pay, false),
    ] {
        assert_eq!(Target::new(of).means(&Target::new(that)), means, "{of} {that}");
    }
}

#[test]
fn how_often_a_rule_applies_is_counted_drawn_from_a_seed_or_always() {
    let applied = |seed: u64, rule: Value| {
        let mut faults = Faults::new(seed);
        faults
            .add(serde_json::from_value(rule).expect("a rule"))
            .expect("it can apply");
        // In the middle it goes through a snapshot.
        let mut seen = String::new();
        for round in 0..40 {
            if round == 20 {
                let text = serde_json::to_string(&faults).expect("data");
                faults = serde_json::from_str(&text).expect("what was written");
            }
            let chosen = faults.next(&Target::new("GET /v3/certificates"), "1900000001");
            seen.push(if chosen.faults().is_empty() { '.' } else { 'x' });
        }
        seen
    };
    let next = |times: u32| "x".repeat(times as usize) + &".".repeat(40 - times as usize);
    for (rule, expected) in [
        (json!({ "fault": { "kind": "probe" } }), next(1)),
        (
            json!({ "fault": { "kind": "probe" }, "when": { "next": 3 } }),
            next(3),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always" }),
            next(40),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always", "of": "POST *" }),
            next(0),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always", "mchid": "1900000001" }),
            next(40),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always", "mchid": "1900000109" }),
            next(0),
        ),
    ] {
        assert_eq!(applied(1, rule.clone()), expected, "{rule}");
    }
    let chance = json!({ "fault": { "kind": "probe" }, "when": { "probability": 0.5 } });
    let (first, again, other) = (
        applied(1, chance.clone()),
        applied(1, chance.clone()),
        applied(2, chance),
    );
    assert_eq!(first, again, "equal seeds give equal draws");
    assert_ne!(first, other);
    let hits = first.matches('x').count();
    assert!((10..=30).contains(&hits), "{first}");
}

#[test]
fn a_rule_that_cannot_apply_or_is_misspelt_is_refused_with_a_reason() {
    for (rule, reason) in [
        (
            json!({ "fault": { "kind": "prob" } }),
            "unknown variant `prob`, expected one of `probe`",
        ),
        (json!({ "fault": { "kind": "slow" } }), "missing field `millis`"),
        (
            json!({ "fault": { "kind": "slow", "millis": 1, "secs": 1 } }),
            "unknown field `secs`",
        ),
        (
            json!({ "fault": { "kind": "probe" }, "operation": "*" }),
            "unknown field `operation`",
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": { "next": 0 } }),
            "would never apply",
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": { "probability": 1.5 } }),
            "at most 1",
        ),
        (
            json!({ "fault": { "kind": "gzip" }, "of": "notify:*" }),
            "`gzip` is a fault of answers",
        ),
    ] {
        let parsed = serde_json::from_value::<Wanted>(rule.clone()).map_err(|error| error.to_string());
        let refused = parsed.and_then(|wanted| Faults::new(0).add(wanted));
        let text = refused.expect_err("it is refused");
        assert!(text.contains(reason), "{rule}: {text}");
    }
    for fault in Fault::all() {
        let shown = serde_json::to_value(&fault).expect("data");
        assert_eq!(shown["kind"], fault.name());
        assert_eq!(
            serde_json::from_value::<Fault>(shown).expect("what was written"),
            fault
        );
    }
}
