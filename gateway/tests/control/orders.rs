//! Orders, refunds and transfers by the control API.

use serde_json::json;
use wechatpay_gateway::Settings;
use wechatpay_gateway::clock::Clock;
use wechatpay_openapi::v3::pay::transactions::out_trade_no::out_trade_no::get;

use crate::gateway::{Controlled, START, nothing};

#[tokio::test]
async fn an_order_is_placed_paid_and_told() {
    let controlled = Controlled::start().await;
    // Nobody listens there: the delivery shows it.
    let code_url = controlled
        .order("ORDER-1", "http://127.0.0.1:1/notify")
        .await
        .expect("an order");
    assert_eq!(
        controlled.get("/orders?trade_state=NOTPAY").await[0]["out_trade_no"],
        "ORDER-1"
    );
    let code = code_url.rsplit('=').next().unwrap_or_default();
    assert_eq!(controlled.get(&format!("/orders/{code}")).await["total"], 100);
    let paid = controlled.ask("POST /orders/ORDER-1/pay", nothing()).await;
    assert_eq!(paid["notifications"], json!([1]));
    let delivery = controlled
        .until(1, |delivery| delivery["attempts"] != json!([]))
        .await;
    assert_eq!(delivery["notice"]["event"], "transaction_success");
    assert!(
        delivery["summary"]["en"]
            .as_str()
            .is_some_and(|text| text.contains("Is the program running there?")),
        "{delivery}"
    );
    assert_eq!(controlled.get("/orders?trade_state=NOTPAY").await, json!([]));
    let (status, again) = controlled.raw("POST /orders/ORDER-1/pay", "").await;
    assert_eq!(status, 409, "{again}");
    let status = controlled.get("/status").await;
    assert_eq!((&status["orders"], &status["exchanges"]), (&json!(1), &json!(1)));
    assert_eq!(status["notifications"], json!({ "known": 1, "open": 1 }));
}

#[tokio::test]
async fn orders_are_put_there_in_any_state_and_what_users_do_is_done() {
    let controlled = Controlled::start().await;
    let mchid = controlled.get("/status").await["mchid"].clone();
    for (number, state) in [
        ("S1", "SUCCESS"),
        ("S2", "CLOSED"),
        ("S3", "NOTPAY"),
        ("S4", "REFUND"),
    ] {
        let seed = json!({ "mchid": mchid, "out_trade_no": number, "total": 100, "trade_state": state });
        assert_eq!(
            controlled.ask("POST /orders", seed).await["trade_state"],
            state,
            "{number}"
        );
    }
    let given_back = controlled.get("/orders?trade_state=REFUND").await;
    let refund = &given_back[0]["refunds"][0];
    assert_eq!(
        (&refund["refund"], &refund["status"]),
        (&json!(100), &json!("SUCCESS"))
    );
    assert_eq!(
        controlled.get("/orders?limit=3").await.as_array().map(Vec::len),
        Some(3)
    );
    assert_eq!(controlled.get("/orders?mchid=nobody").await, json!([]));
    let complaint = controlled.ask("POST /complaints", json!({ "order": "S1" })).await;
    let id = complaint["complaint_id"].as_str().expect("a number").to_owned();
    controlled
        .ask(
            &format!("POST /complaints/{id}/say"),
            json!({ "text": "还没有解决" }),
        )
        .await;
    assert_eq!(
        controlled.get("/ledger").await["complaints"]
            .as_object()
            .map(serde_json::Map::len),
        Some(1)
    );
    for call in [
        "POST /orders/S2/pay",
        "POST /orders/S2/fail",
        "POST /transfers/nobody/confirm",
        "POST /transfers/nobody/fail",
        "POST /redpacks/nobody/open",
        "POST /services/nobody/confirm",
        "POST /services/nobody/overdue",
        "POST /complaints/nobody/say",
        "POST /refunds/nobody/end",
    ] {
        let body = match call.rsplit('/').next() {
            Some("say") => r#"{"text": "x"}"#,
            _ => "",
        };
        let (status, answer) = controlled.raw(call, body).await;
        // Who is not there is not found; what is there may not allow it.
        let wanted = if call.contains("nobody") { 404 } else { 409 };
        assert_eq!(status, wanted, "{call}: {answer}");
    }
    controlled.ask("POST /orders/S3/fail", nothing()).await;
}

#[tokio::test]
async fn an_order_is_not_paid_for_another_of_its_number() {
    let controlled = Controlled::start().await;
    let mchid = controlled.get("/status").await["mchid"].clone();
    for sub_mchid in ["1900000109", "1900000110"] {
        let seed = json!({ "mchid": mchid, "sub_mchid": sub_mchid, "out_trade_no": "SAME", "total": 100 });
        controlled.ask("POST /orders", seed).await;
    }
    let (status, told) = controlled.raw("POST /orders/SAME/pay", "{}").await;
    assert!(
        status != 200 && told.to_string().contains("several open orders"),
        "{status} {told}"
    );
    let open = controlled.get("/orders?trade_state=NOTPAY").await;
    assert_eq!(open.as_array().map(Vec::len), Some(2), "{open}");
}

#[tokio::test]
async fn no_more_orders_are_kept_than_was_said() {
    let settings = Settings {
        clock: Clock::standing(START),
        keep: 2,
        ..Settings::default()
    };
    let controlled = Controlled::with(settings).await;
    for (number, kept) in [("ORDER-A", 1), ("ORDER-B", 2), ("ORDER-C", 2)] {
        let notify_url = "http://127.0.0.1:1/notify";
        controlled.order(number, notify_url).await.expect("an order");
        assert_eq!(controlled.get("/status").await["orders"], kept, "{number}");
        controlled.ask("POST /clock", json!({ "advance": 1 })).await;
    }
    let client = controlled.client();
    for (number, code) in [("ORDER-A", Some("ORDER_NOT_EXIST")), ("ORDER-C", None)] {
        let order = client
            .v3()
            .pay()
            .transactions()
            .out_trade_no()
            .out_trade_no(number);
        let found = order.get(get::Request::new().mchid(client.mchid())).await;
        assert_eq!(
            found.as_ref().err().and_then(|error| error.code()),
            code,
            "{number}"
        );
    }
}

/// Clients sign by the system's time; only what follows from their requests goes by the gateway's.
#[tokio::test]
async fn a_clock_that_was_moved_moves_no_signature() {
    let controlled = Controlled::with(wechatpay_gateway::Settings::default()).await;
    for day in ["2020-02-29T12:00:00+08:00", "2040-02-29T12:00:00+08:00"] {
        let set = controlled.ask("POST /clock", json!({ "set": day })).await;
        let (number, noon) = (&day[..10], set["now"].as_i64().expect("seconds"));
        let placed = controlled.order(number, "http://127.0.0.1:1/notify").await;
        placed.expect("both sides believe each other");
        let created = &controlled.get("/orders?limit=1000").await;
        let mut orders = created.as_array().expect("a list").iter();
        let order = orders.find(|order| order["out_trade_no"] == number);
        let created = order.and_then(|order| order["created"].as_i64());
        assert!(
            (noon..noon + 600).contains(&created.expect("a time")),
            "{order:?}"
        );
    }
}
