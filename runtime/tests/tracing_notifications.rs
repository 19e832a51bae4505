//! Spans of notifications: what came and what became of it, and nothing of its content.
#![cfg(all(feature = "tracing", feature = "test"))]

mod support;

use std::sync::OnceLock;

use serde_json::json;
use support::capture::captured;
use wechatpay_openapi_runtime::testing::{Fault, TestMessage, TestPlatform};
use wechatpay_openapi_runtime::{Client, RawNotification};

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap().at(1_700_000_000))
}

fn v3(event_type: &str) -> TestMessage {
    let payload = json!({ "payer": { "openid": "MARKED-OPENID" }, "out_trade_no": "MARKED-NUMBER" });
    platform()
        .notification(event_type, "transaction", &payload)
        .unwrap()
}

/// What is told of a message: version, `event_type`, serial, outcome; and how many warnings.
fn told(message: &TestMessage) -> (Vec<String>, usize, String) {
    let client: Client = platform().client().unwrap();
    let (headers, body) = message.parts();
    let capture = captured(async || drop(client.notifications().parse(&headers, &body)));
    let spans = capture.named("wechatpay.notification");
    assert_eq!(spans.len(), 1, "{spans:?}");
    let field = |name: &str| spans[0].fields.get(name).cloned().unwrap_or_default();
    let told = ["version", "event_type", "serial", "outcome"].map(field);
    assert_eq!(field("mchid"), platform().mchid());
    let warnings = capture.events.lock().unwrap().len();
    (told.to_vec(), warnings, capture.text())
}

#[test]
fn a_refused_notification_leaves_a_trace() {
    let id = platform().public_key_id();
    let paid = v3("TRANSACTION.SUCCESS");
    let v2 = platform()
        .v2_notification(&json!({ "mch_id": "1", "openid": "MARKED-OPENID" }))
        .unwrap();
    let check = platform().v2_notification(&json!({
        "event_id": "MARKED-ID", "event_type": "CHECK.SUCCESS", "event_ciphertext": { "state": "MARKED-STATE" },
    })).unwrap();
    let refund = platform()
        .v2_notification(&json!({ "req_info": { "refund_id": "MARKED-REFUND" } }))
        .unwrap();
    let v3_of = |fault| paid.fault(fault);
    #[rustfmt::skip]
    let cases = [
        (paid.clone(), ["V3", "TRANSACTION.SUCCESS", id, "ok"]),
        (v3_of(Fault::AlteredBody), ["V3", "TRANSACTION.SUCCESS", id, "Signature"]),
        (v3_of(Fault::Probe), ["V3", "TRANSACTION.SUCCESS", id, "Probe"]),
        (v3_of(Fault::Shifted(400)), ["V3", "TRANSACTION.SUCCESS", id, "Expired"]),
        (v3_of(Fault::UnknownSerial), ["V3", "TRANSACTION.SUCCESS", "PUB_KEY_ID_OF_SOMEONE_ELSE", "UnknownSerial"]),
        (v3_of(Fault::Missing("Wechatpay-Serial")), ["V3", "TRANSACTION.SUCCESS", "", "Unsigned"]),
        (v3("MARKED <13800138000>"), ["V3", "", id, "ok"]),
        (v3("MARKED <13800138000>").fault(Fault::Probe), ["V3", "", id, "Probe"]),
        (v2.clone(), ["V2", "", "", "ok"]),
        (v2.fault(Fault::AlteredBody), ["V2", "", "", "Signature"]),
        (check.clone(), ["V2", "CHECK.SUCCESS", "", "ok"]),
        (check.fault(Fault::AlteredBody), ["V2", "CHECK.SUCCESS", "", "Signature"]),
        (refund, ["V2", "", "", "ok"]),
    ];
    for (message, expected) in cases {
        let (told, warnings, text) = told(&message);
        assert_eq!(told, expected, "{message:?}");
        assert_eq!(warnings, usize::from(expected[3] != "ok"), "{message:?}");
        assert!(!text.contains("MARKED") && !text.contains("138"), "{text}");
    }
}

#[test]
fn each_entry_tells_it_once() {
    let message = v3("TRANSACTION.SUCCESS").fault(Fault::AlteredBody);
    let client: Client = platform().client().unwrap();
    let (headers, body) = message.parts();
    let capture = captured(async || {
        let notifications = client.notifications();
        assert!(notifications.parse(&headers, &body).is_err());
        assert!(
            notifications
                .parse_event::<RawNotification, _>(&headers, &body)
                .is_err()
        );
        assert!(notifications.parse_fetching(&headers, &body).await.is_err());
        let fetched = notifications.parse_event_fetching::<RawNotification, _>(&headers, &body);
        assert!(fetched.await.is_err());
    });
    let spans = capture.named("wechatpay.notification");
    assert_eq!(spans.len(), 4);
    assert!(spans.iter().all(|span| span.fields["outcome"] == "Signature"));
    assert_eq!(capture.events.lock().unwrap().len(), 4);
}

#[cfg(feature = "axum")]
#[test]
fn the_extractor_tells_what_did_not_arrive() {
    use axum::extract::FromRequest as _;
    use wechatpay_openapi_runtime::{WechatPay, http};

    let client: Client = platform().client().unwrap();
    let capture = captured(async || {
        let huge = axum::body::Body::from(vec![b' '; (1 << 20) + 1]);
        let request = http::Request::post("/")
            .header("Wechatpay-Serial", platform().public_key_id())
            .body(huge)
            .unwrap();
        let found = WechatPay::<RawNotification>::from_request(request, &client).await;
        assert_eq!(found.unwrap_err().reply.status, 413);
    });
    let spans = capture.named("wechatpay.notification");
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].fields["outcome"], "Decode");
    assert_eq!(spans[0].fields["serial"], platform().public_key_id());
    assert!(!spans[0].fields.contains_key("version"), "{spans:?}");
}
