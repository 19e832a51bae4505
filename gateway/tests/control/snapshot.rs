//! All state at once.

use serde_json::{Value, json};

use crate::gateway::{Controlled, START, nothing};

/// An order that is paid, a notification of it that waits for its second attempt, a rule that has one time left.
async fn with_a_story() -> Controlled {
    let controlled = Controlled::start().await;
    controlled.ask("POST /pace", json!({ "factor": 1 })).await;
    controlled
        .order("STORY-1", "http://127.0.0.1:1/notify")
        .await
        .expect("an order");
    controlled.ask("POST /orders/STORY-1/pay", nothing()).await;
    controlled
        .until(1, |delivery| {
            delivery["state"]["is"] == "waiting" && delivery["attempts"] != json!([])
        })
        .await;
    let rule = json!({ "fault": { "kind": "server_error_before" }, "when": { "next": 2 } });
    controlled.ask("POST /faults", rule).await;
    controlled
        .ask("POST /checks", json!({ "apply": ["length=off"] }))
        .await;
    controlled
}

#[tokio::test]
async fn what_was_restored_is_what_was_taken_and_goes_on() {
    let first = with_a_story().await;
    let snapshot = first.get("/snapshot").await;
    assert_eq!(snapshot["standing_at"], START);

    let second = Controlled::start().await;
    let restored = second.ask("POST /restore", snapshot.clone()).await;
    assert_eq!(restored, json!({ "orders": 1, "notifications": 1 }));
    let mut again = second.get("/snapshot").await;
    let url = |snapshot: &Value| snapshot["ledger"]["origin"].clone();
    assert_ne!(url(&again), url(&snapshot), "each is reached at its own address");
    again["ledger"]["origin"] = url(&snapshot);
    assert_eq!(again, snapshot);

    let before = second.get("/notifications/1").await;
    assert_eq!(before["attempts"].as_array().map(Vec::len), Some(1));
    second.ask("POST /clock", json!({ "advance": 15 })).await;
    let after = second
        .until(1, |delivery| {
            delivery["attempts"].as_array().is_some_and(|all| all.len() == 2)
        })
        .await;
    assert_eq!(after["id"], before["id"]);
    assert_eq!(second.get("/faults").await[0]["when"], json!({ "next": 2 }));

    // Two that are restored to the same go on alike.
    first.ask("POST /restore", snapshot.clone()).await;
    second.ask("POST /restore", snapshot).await;
    for controlled in [&first, &second] {
        controlled.ask("DELETE /faults", nothing()).await;
    }
    let (one, other) = (
        first.order("STORY-2", "https://shop.example/notify").await,
        second.order("STORY-2", "https://shop.example/notify").await,
    );
    assert_eq!(one.expect("an order"), other.expect("an order"));
}

#[tokio::test]
async fn a_reset_forgets_everything_but_keys_checks_and_the_clock() {
    let controlled = with_a_story().await;
    let settings = controlled.get("/settings").await;
    controlled.ask("POST /reset", nothing()).await;
    let status = controlled.get("/status").await;
    assert_eq!((&status["orders"], &status["faults"]), (&json!(0), &json!(0)));
    assert_eq!(status["notifications"], json!({ "known": 0, "open": 0 }));
    assert_eq!(controlled.get("/journal").await["exchanges"], json!([]));
    assert_eq!(controlled.get("/checks").await["all"]["length"], "off");
    assert_eq!(controlled.get("/settings").await, settings);
    assert_eq!(controlled.get("/clock").await["now"], START);
}

/// What is sent to a reset, and whether the numbers after it are those of before.
#[tokio::test]
async fn numbers_go_on_after_a_reset_unless_a_seed_is_given() {
    let controlled = Controlled::start().await;
    let mut told = Vec::new();
    for (again, repeats) in [
        (json!({ "seed": 1 }), None),
        (json!({}), None),
        (nothing(), None),
        (json!({ "seed": 1 }), Some(0)),
        (json!({ "seed": 2 }), None),
    ] {
        controlled.ask("POST /reset", again.clone()).await;
        let code_url = controlled
            .order("STORY-4", "http://127.0.0.1:1/notify")
            .await
            .expect("an order");
        controlled.ask("POST /orders/STORY-4/pay", nothing()).await;
        let delivery = controlled.get("/notifications").await[0].clone();
        let transaction = controlled.get("/orders").await[0]["payment"]["transaction_id"].clone();
        let journal = controlled.get("/journal?limit=1").await;
        let headers = journal["exchanges"][0]["answer"]["headers"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let header = |name: &str| {
            headers
                .iter()
                .find(|header| header[0] == name)
                .map(|header| header[1].clone())
        };
        let numbers = [
            Some(code_url.into()),
            Some(transaction),
            Some(delivery["id"].clone()),
            header("request-id"),
            header("wechatpay-nonce"),
        ];
        let numbers = numbers.map(|number| number.filter(Value::is_string).expect("a number"));
        for (round, before) in told.iter().enumerate() {
            let same = numbers
                .iter()
                .zip(before)
                .filter(|(one, other)| one == other)
                .count();
            let wanted = if repeats == Some(round) { numbers.len() } else { 0 };
            assert_eq!(same, wanted, "{again}: {numbers:?} and {before:?}");
        }
        told.push(numbers);
    }
    let (status, answer) = controlled.raw("POST /reset", r#"{"sead": 1}"#).await;
    assert!(
        status == 400 && answer["error"].as_str().is_some_and(|text| text.contains("sead")),
        "{answer}"
    );
}

#[tokio::test]
async fn a_snapshot_goes_to_a_file_of_the_gateways_own_folder_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let controlled = Controlled::in_folder(folder.path()).await;
    controlled
        .order("STORY-3", "https://shop.example/notify")
        .await
        .expect("an order");
    controlled
        .ask("POST /snapshot", json!({ "file": "one.json" }))
        .await;
    assert!(folder.path().join("snapshots/one.json").is_file());
    controlled.ask("POST /reset", nothing()).await;
    assert_eq!(controlled.get("/orders").await, json!([]));
    controlled
        .ask("POST /restore", json!({ "file": "one.json" }))
        .await;
    assert_eq!(controlled.get("/orders").await[0]["out_trade_no"], "STORY-3");
    for (file, text) in [
        ("../one.json", "a plain name"),
        ("/tmp/one.json", "a plain name"),
        (".json", "a plain name"),
        ("one.txt", "a plain name"),
        ("none.json", "cannot be read"),
    ] {
        let (status, answer) = controlled
            .raw("POST /restore", &json!({ "file": file }).to_string())
            .await;
        assert!(
            status == 400 && answer["error"].as_str().is_some_and(|error| error.contains(text)),
            "{file}: {answer}"
        );
    }
}
