//! Notifications by the control API.

use serde_json::{Value, json};
use wechatpay_openapi::catalogue::notifications;

use crate::gateway::{Controlled, START, nothing};

#[tokio::test]
async fn every_documented_event_is_listed_with_its_example_and_sent_by_its_variant() {
    let controlled = Controlled::start().await;
    let events = controlled.get("/events").await;
    assert_eq!(events.as_array().map(Vec::len), Some(notifications().count()));
    for event in events.as_array().expect("a list") {
        let variant = event["variant"].as_str().expect("a name");
        let shown = controlled.get(&format!("/events/{variant}")).await;
        assert!(
            shown["example"].is_object() && shown["comes_again_after_secs"].is_array(),
            "{variant}"
        );
        expect_whole_form(&shown);
        let sent = controlled
            .ask("POST /notifications", json!({ "event": variant }))
            .await;
        let delivery = controlled
            .get(&format!("/notifications/{}", sent["numbers"][0]))
            .await;
        assert_eq!(delivery["notice"]["event"], event["name"]);
        assert!(
            delivery["summary"]["en"]
                .as_str()
                .is_some_and(|text| text.contains("there is no `notify_url`"))
        );
    }
    for (query, variant) in [
        ("退款", "RefundSuccess"),
        ("REFUND.SUCCESS", "PartnerRefundSuccess"),
        ("v2refund", "V2RefundFailed"),
    ] {
        let found = controlled.get(&format!("/events?q={query}")).await;
        assert!(
            found
                .as_array()
                .expect("a list")
                .iter()
                .any(|event| event["variant"] == variant),
            "{query}: {found}"
        );
    }
}

/// Every field that is documented, and every one of the example, can be typed.
fn expect_whole_form(shown: &Value) {
    let documented = shown["fields"].as_array().expect("a list").iter();
    let mut pointers: Vec<String> = documented
        .map(|fact| fact["pointer"].as_str().expect("a pointer").to_owned())
        .collect();
    assert!(!pointers.is_empty(), "{}", shown["variant"]);
    leaves(&shown["example"], "", &mut pointers);
    for pointer in pointers {
        let mut names = pointer.split('/').skip(1);
        let found = names.try_fold(&shown["form"], within);
        assert!(found.is_some(), "{} {pointer}", shown["variant"]);
    }
}

/// What a field of the form holds: its fields, or those of an item.
fn within<'form>(at: &'form Value, name: &str) -> Option<&'form Value> {
    match (at.get("item"), at.get("fields").unwrap_or(at)) {
        (Some(item), _) if name == "*" => Some(item),
        (_, Value::Array(fields)) => fields.iter().find(|field| is_called(field, name)),
        // Any JSON: it is typed as it is.
        _ => (at["kind"] == "json").then_some(at),
    }
}

/// By its name, or as one of a family: `coupon_id_$n` is `coupon_id_0`, and the example's others.
fn is_called(field: &Value, name: &str) -> bool {
    let own = field["name"].as_str().expect("a name");
    assert!(!own.contains('$'), "{own} cannot be sent");
    let family = name.split_once('$').map(|(prefix, _)| prefix);
    own == name
        || family.is_some_and(|prefix| own.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('0')))
}

fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| leaves(value, &format!("{pointer}/{name}"), found)),
        Value::Array(items) => items
            .iter()
            .for_each(|item| leaves(item, &format!("{pointer}/*"), found)),
        _ => found.push(pointer.to_owned()),
    }
}

#[tokio::test]
async fn fields_are_set_over_the_example_and_left_out() {
    let controlled = Controlled::start().await;
    let example = controlled.get("/events/RefundSuccess").await["example"].clone();
    let demand = json!({
        "event": "refund_success",
        "fields": { "out_refund_no": "R-7", "amount": { "refund": 5 }, "novelty": true },
        "without": ["/amount/total", "/success_time"],
    });
    controlled.ask("POST /notifications", demand).await;
    let payload = controlled.get("/notifications/1").await["notice"]["payload"].clone();
    assert_eq!(
        (&payload["out_refund_no"], &payload["amount"]["refund"]),
        (&json!("R-7"), &json!(5))
    );
    assert_eq!(
        (
            &payload["novelty"],
            &payload["amount"]["total"],
            &payload["success_time"]
        ),
        (&json!(true), &Value::Null, &Value::Null)
    );
    assert_eq!(
        payload["amount"]["payer_total"], example["amount"]["payer_total"],
        "what is not named stays"
    );
    assert_eq!(
        payload["mchid"],
        controlled.get("/status").await["mchid"],
        "it is the merchant's own"
    );
}

#[tokio::test]
async fn what_waits_is_sent_again_cancelled_and_filtered() {
    let controlled = Controlled::start().await;
    let pace = controlled
        .ask(
            "POST /pace",
            json!({ "notify_url": "http://127.0.0.1:1/notify", "factor": 1 }),
        )
        .await;
    assert_eq!(
        (&pace["notify_url"], &pace["factor"]),
        (&json!("http://127.0.0.1:1/notify"), &json!(1))
    );
    for (event, duplicates) in [("refund_success", 1), ("coupon_use", 0)] {
        let demand = json!({ "event": event, "duplicates": duplicates });
        controlled.ask("POST /notifications", demand).await;
    }
    let tried = |count: usize| {
        move |delivery: &Value| {
            delivery["attempts"]
                .as_array()
                .is_some_and(|all| all.len() == count)
        }
    };
    for number in 1..=3 {
        controlled.until(number, tried(1)).await;
    }
    let refunds = controlled
        .get("/notifications?open=true&event=refund_success")
        .await;
    assert_eq!(refunds.as_array().map(Vec::len), Some(2));
    assert_eq!(
        refunds[0]["id"], refunds[1]["id"],
        "a duplicate is the same notification"
    );
    assert_eq!(
        controlled.get("/notifications/3").await["state"]["at"],
        (START + 60) * 1000
    );
    controlled.ask("POST /clock", json!({ "advance": 15 })).await;
    controlled.until(1, tried(2)).await;
    controlled.ask("POST /notifications/3/resend", nothing()).await;
    controlled.until(3, tried(2)).await;
    controlled
        .until(3, |delivery| delivery["state"]["is"] == "waiting")
        .await;
    controlled.ask("POST /notifications/3/cancel", nothing()).await;
    assert_eq!(controlled.get("/notifications?open=false").await[0]["number"], 3);
    let (status, answer) = controlled.raw("POST /notifications/3/cancel", "").await;
    assert!(
        status == 400
            && answer["error"]
                .as_str()
                .is_some_and(|text| text.contains("it was cancelled")),
        "{answer}"
    );
}

/// Where everything is received.
async fn merchant() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let url = format!("http://{}/notify", listener.local_addr().expect("an address"));
    let router = axum::Router::new().fallback(|| async { http::StatusCode::NO_CONTENT });
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

#[tokio::test]
async fn what_was_told_is_expected_like_what_was_asked() {
    let controlled = Controlled::start().await;
    controlled
        .order("ORDER-1", &merchant().await)
        .await
        .expect("an order");
    controlled.ask("POST /orders/ORDER-1/pay", nothing()).await;
    for (expectation, passed, reason) in [
        (
            json!({ "notification": "transaction_success", "received": true, "within_ms": 20_000 }),
            true,
            "was seen once, expected once",
        ),
        (
            json!({ "notification": "TRANSACTION.*", "fields": { "out_trade_no": "ORDER-1" } }),
            true,
            "once",
        ),
        (
            json!({ "notification": "transaction_success", "fields": { "amount": { "total": 1 } } }),
            false,
            "but in delivery 1 `/amount/total` is 100, 1 was expected",
        ),
        (
            json!({ "notification": "transaction_success", "received": false }),
            false,
            "but in delivery 1 the state is: received after 1 attempt",
        ),
        (
            json!({ "notification": "transaction_success", "times": 2 }),
            false,
            "once, expected 2 times; it was in [1]",
        ),
        (
            json!({ "notification": "refund_success" }),
            false,
            "0 times, expected once; seen was transaction_success (1)",
        ),
        (
            json!({ "notification": "refund_success", "times": 0 }),
            true,
            "0 times",
        ),
        (
            json!({ "notification": "transaction_success", "since": 1 }),
            false,
            "nothing was seen at all",
        ),
    ] {
        let found = controlled.ask("POST /expect", expectation.clone()).await;
        assert_eq!(found["passed"], passed, "{expectation}: {found}");
        assert!(
            found["reason"].as_str().is_some_and(|text| text.contains(reason)),
            "{expectation}: {found}"
        );
    }
    let (status, told) = controlled
        .raw(
            "POST /expect",
            r#"{"notification": "refund_success", "status": 200}"#,
        )
        .await;
    assert_eq!(status, 400, "{told}");
    assert!(
        told["error"]
            .as_str()
            .is_some_and(|text| text.contains("unknown field `status`")),
        "{told}"
    );
}
