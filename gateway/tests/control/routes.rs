//! What there is, and how mistakes are told.

use serde_json::{Value, json};
use wechatpay_gateway::Settings;
use wechatpay_openapi::catalogue::operations;

use crate::gateway::{Controlled, START, nothing};

#[tokio::test]
async fn the_list_is_what_is_served() {
    let controlled = Controlled::start().await;
    let list = controlled.get("/api").await;
    let calls: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["call"].as_str())
        .collect();
    assert!(calls.len() >= 45, "{}", calls.len());
    assert!(
        controlled
            .text("/env")
            .await
            .contains("WECHATPAY_MCHID=1900000001\n")
    );
    for call in &calls {
        let (verb, path) = call.split_once(" /_gateway").expect("below the prefix");
        let path = path
            .replace("{number}", "999")
            .replace("{name}", "refund_success");
        // Whatever it answers, it is the route's own answer.
        let (status, answer) = controlled.raw(&format!("{verb} {path}"), "{").await;
        assert!(answer.get("calls").is_none(), "{call}: {status}");
        assert_ne!(status, 405, "{call}");
    }
    let (status, unknown) = controlled.raw("GET /nowhere", "").await;
    assert_eq!(
        (status, unknown["calls"].as_array().map(Vec::len)),
        (404, Some(calls.len()))
    );
    let (status, wrong_verb) = controlled.raw("PATCH /clock", "").await;
    assert!(
        status == 404
            && wrong_verb["error"]
                .as_str()
                .is_some_and(|text| text.contains("PATCH")),
        "{wrong_verb}"
    );
}

#[tokio::test]
async fn clock_keys_checks_and_faults_change_what_a_client_sees() {
    let controlled = Controlled::start().await;
    assert_eq!(controlled.get("/clock").await["now"], START);
    for (change, now, standing) in [
        (json!({ "advance": 60 }), START + 60, true),
        (json!({ "set": 1_700_000_000 }), 1_700_000_000, true),
        (
            json!({ "set": "2026-11-29T10:00:00+08:00", "advance": -1 }),
            1_795_917_599,
            true,
        ),
    ] {
        let clock = controlled.ask("POST /clock", change.clone()).await;
        assert_eq!(
            (&clock["now"], &clock["standing"]),
            (&json!(now), &json!(standing)),
            "{change}"
        );
    }
    assert_eq!(
        controlled.ask("POST /clock", json!({ "standing": false })).await["standing"],
        false
    );
    controlled
        .ask("POST /clock", json!({ "standing": true, "set": START }))
        .await;

    let certificate = controlled.ask("POST /keys/rotate", nothing()).await["serial_no"].clone();
    let keys = controlled
        .ask(
            "POST /keys/phase",
            json!({ "signs_by": "certificate", "notifications": { "is": "certificate" } }),
        )
        .await;
    assert_eq!(keys["answers_by"], certificate);
    assert_eq!(keys["notifications_by_public_key_per_mille"], 0);
    let switching = json!({ "notifications": { "is": "switching", "since": START - 3 * 86_400 } });
    assert_eq!(
        controlled.ask("POST /keys/phase", switching).await["notifications_by_public_key_per_mille"],
        100
    );
    let changed = controlled
        .ask(
            "POST /keys/v2",
            json!({ "key": "0123456789abcdefghijklmnopqrstuv" }),
        )
        .await;
    assert_eq!(changed["api_v2_keys"], 2);

    controlled
        .ask("POST /checks", json!({ "apply": ["length=off"] }))
        .await;
    assert_eq!(controlled.get("/checks").await["all"]["length"], "off");
    controlled.ask("PUT /checks", json!({})).await;
    assert_eq!(controlled.get("/checks").await["all"], json!({}));

    let refused = controlled.order("short", "https://shop.example/notify").await;
    let text = refused.expect_err("6 characters are the least").to_string();
    assert!(
        !text.contains("clock"),
        "the answer's Date is by the gateway's clock: {text}"
    );

    let rule = json!({ "of": "POST /v3/pay/*", "fault": { "kind": "refused", "code": "NOT_ENOUGH", "status": 403 } });
    let number = controlled.ask("POST /faults", rule).await["number"].clone();
    let refused = controlled
        .order("FAULT-1", "https://shop.example/notify")
        .await
        .expect_err("a fault");
    assert_eq!(refused.code(), Some("NOT_ENOUGH"));
    assert!(
        controlled
            .order("FAULT-1", "https://shop.example/notify")
            .await
            .is_ok(),
        "it happens once"
    );
    assert_eq!(controlled.get("/faults").await[0]["applied"], 1);
    controlled
        .ask(&format!("DELETE /faults/{number}"), nothing())
        .await;
    assert_eq!(controlled.get("/faults").await, json!([]));
    assert_eq!(
        controlled.get("/faults/kinds").await.as_array().map(Vec::len),
        Some(19)
    );
}

#[tokio::test]
async fn the_journal_is_looked_at_waited_for_and_asserted_on() {
    let controlled = Controlled::start().await;
    controlled
        .order("JOURNAL-1", "https://shop.example/notify")
        .await
        .expect("an order");
    let journal = controlled.get("/journal").await;
    assert_eq!(journal["last"], 1);
    let first = &journal["exchanges"][0];
    assert_eq!(first["operation"], "POST /v3/pay/transactions/native");
    assert_eq!(first["verdict"]["is"], "accepted");
    assert_eq!(first["fields"]["out_trade_no"], "JOURNAL-1");
    assert_eq!(first["answer"]["status"], 200);
    assert_eq!(controlled.get("/journal/1").await["number"], 1);
    for (expectation, passed) in [
        (
            json!({ "operation": "POST /v3/pay/*", "fields": { "amount": { "total": 100 } } }),
            true,
        ),
        (
            json!({ "operation": "POST /v3/pay/*", "fields": { "amount": { "total": 99 } } }),
            false,
        ),
    ] {
        assert_eq!(
            controlled.ask("POST /expect", expectation.clone()).await["passed"],
            passed,
            "{expectation}"
        );
    }
    let (waited, placed) = tokio::join!(controlled.get("/journal?since=1&wait_ms=20000"), async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        controlled.order("JOURNAL-2", "https://shop.example/notify").await
    });
    placed.expect("an order");
    assert_eq!(waited["exchanges"][0]["fields"]["out_trade_no"], "JOURNAL-2");
    controlled.ask("DELETE /journal", nothing()).await;
    assert_eq!(
        controlled.get("/journal").await,
        json!({ "last": 2, "exchanges": [] })
    );
}

#[tokio::test]
async fn the_catalogue_is_searched_in_chinese_and_gives_calls_that_work() {
    let controlled = Controlled::start().await;
    for (query, operation) in [
        ("q=申请退款", "POST /v3/refund/domestic/refunds"),
        ("q=native", "POST /v3/pay/transactions/native"),
        ("q=/v3/certificates", "GET /v3/certificates"),
        ("q=unifiedorder&version=v2", "POST /pay/unifiedorder"),
    ] {
        let found = controlled.get(&format!("/catalogue?{query}")).await;
        let names: Vec<&str> = found
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["operation"].as_str())
            .collect();
        assert!(names.contains(&operation), "{query}: {names:?}");
    }
    assert_eq!(controlled.get("/catalogue?q=没有这样的接口").await, json!([]));
    let mut without = Vec::new();
    for entry in operations() {
        let name = entry.operation.to_string();
        let shown = controlled
            .get(&format!("/catalogue/operation?name={}", name.replace(' ', "%20")))
            .await;
        assert_eq!(shown["operation"], Value::from(name.clone()));
        assert!(
            shown["rust"].as_str().is_some_and(|call| call.contains("client")),
            "{name}"
        );
        if shown["curl"].as_str().is_none_or(|curl| !curl.contains("curl ")) {
            without.push(format!("{name}: {}", shown["no_curl"]));
        }
    }
    // Its form is signed as v2 signs, field by field.
    without.retain(|name| !name.starts_with("POST /secapi/mch/uploadmedia: "));
    assert!(
        without.is_empty(),
        "{} of {}:\n{}",
        without.len(),
        operations().count(),
        without.join("\n")
    );
}

/// Runs the shell's own curl, as whoever copies it does: each call, and what is in its answer. The examples are of today.
#[tokio::test]
async fn copied_calls_are_served() {
    if std::process::Command::new("curl")
        .arg("--version")
        .output()
        .is_err()
    {
        eprintln!("SKIPPED: there is no curl");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    // Whoever tries one after the other has an order of each.
    let controlled = Controlled::with(Settings::default()).await;
    for (name, answer) in [
        ("POST /v3/pay/transactions/jsapi", "prepay_id"),
        ("POST /v3/pay/transactions/native", "code_url"),
        ("POST /v3/pay/transactions/h5", "h5_url"),
        ("POST /v3/pay/transactions/app", "prepay_id"),
        ("POST /v3/pay/partner/transactions/native", "code_url"),
        // The same again is the same order.
        ("POST /v3/pay/transactions/h5", "h5_url"),
        ("POST /v3/combine-transactions/native", "code_url"),
        ("GET /v3/certificates", "serial_no"),
        ("POST /v3/merchant/fund/withdraw", "out_request_no"),
        ("POST /v3/merchant/media/upload", "media_id"),
        ("POST /v3/profitsharing/receivers/add", "relation_type"),
        ("POST /pay/unifiedorder", "<prepay_id>"),
        // Nothing was paid that could be given back, or be on a bill.
        ("POST /secapi/pay/refund", "INVALID_TRANSACTIONID"),
        ("POST /v3/refund/domestic/refunds", "RESOURCE_NOT_EXISTS"),
        ("GET /v3/bill/tradebill", "NO_STATEMENT_EXIST"),
        ("POST /pay/downloadbill", "No Bill Exist"),
    ] {
        let found = operations().find(|entry| entry.operation.to_string() == name);
        let entry = found.unwrap_or_else(|| panic!("{name} is not documented"));
        let script = controlled
            .text(&format!("/curl?name={}", name.replace(' ', "+")))
            .await;
        let mut shell = tokio::process::Command::new("sh");
        let output = shell.arg("-c").arg(&script).current_dir(folder.path()).output();
        let output = String::from_utf8_lossy(&output.await.expect("a shell").stdout).into_owned();
        let journal = controlled.get("/journal?limit=1").await;
        let last = &journal["exchanges"][0];
        assert_eq!(
            last["operation"],
            entry.operation.to_string(),
            "{script}\n{output}"
        );
        assert!(
            output.contains(answer),
            "{name}: {output}\n{script}\n{}",
            last["verdict"]
        );
    }
}

/// An operation, the fields that somebody types, and where they are in the call.
#[tokio::test]
async fn fields_are_put_where_they_belong() {
    let controlled = Controlled::start().await;
    for (name, fields, parts) in [
        (
            "GET /v3/refund/domestic/refunds/{out_refund_no}",
            r#"{"out_refund_no": "r-1", "sub_mchid": "1900000109"}"#,
            ["/v3/refund/domestic/refunds/r-1?sub_mchid=1900000109", "-X GET"],
        ),
        (
            "POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close",
            r#"{"out_trade_no": "o-1", "mchid": "1"}"#,
            ["/out-trade-no/o-1/close", r#"{"mchid":"1900000001"}"#],
        ),
        (
            "POST /pay/orderquery",
            r#"{"out_trade_no": "o-1"}"#,
            ["<out_trade_no>o-1</out_trade_no>", "<sign>"],
        ),
    ] {
        let call = format!("POST /curl?name={}", name.replace(' ', "+"));
        let (status, script) = controlled.raw(&call, fields).await;
        let script = script.as_str().unwrap_or_default();
        for part in parts {
            assert!(status == 200 && script.contains(part), "{name}: {part}: {script}");
        }
    }
}

/// The documented examples have 50000 of 40000 less 100, which nobody would take.
#[tokio::test]
async fn the_calls_that_end_a_service_add_up() {
    let controlled = Controlled::with(Settings::default()).await;
    for step in ["complete", "modify"] {
        let name = format!("POST+/v3/payscore/serviceorder/{{out_order_no}}/{step}");
        let script = controlled.text(&format!("/curl?name={name}")).await;
        assert!(script.contains(r#""total_amount":39900"#), "{script}");
    }
}
