//! What the journal has of requests that did nothing: who asked, what was said, and why nothing came of it.

use serde_json::{Value, json};
use wechatpay_openapi::Method;

use crate::gateway::Controlled;

const NATIVE: &str = "POST /v3/pay/transactions/native";

impl Controlled {
    /// Sends this as it is, to an operation.
    async fn send_to(&self, operation: &str, authorization: &str, body: &str) {
        let (verb, path) = operation.split_once(' ').expect("a verb and a path");
        let url = format!("{}{path}", self.gateway.url());
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        let request = http
            .request(verb.parse().expect("a verb"), url)
            .header("authorization", authorization)
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("user-agent", "a test");
        request.body(body.to_owned()).send().await.expect("an answer");
    }

    /// What of it is in the journal, by who asked and what became of it.
    async fn noted(&self, mchid: &str, verdict: &str) -> Vec<Value> {
        let found = self
            .get(&format!("/journal?mchid={mchid}&verdict={verdict}"))
            .await;
        found["exchanges"].as_array().expect("a list").clone()
    }
}

#[tokio::test]
async fn what_a_check_refused_is_found_by_who_asked_and_what_was_said() {
    let controlled = Controlled::start().await;
    let client = controlled.client();
    let own = client.mchid();
    // An amount that is none, by whom it was signed.
    let order = json!({ "mchid": own, "out_trade_no": "REFUSED-1", "amount": { "total": "much" } });
    let call = client
        .call(Method::POST, "v3/pay/transactions/native")
        .json(&order);
    call.await.expect_err("it is refused");
    let other = r#"WECHATPAY2-SHA256-RSA2048 mchid="1900000109",nonce_str="a",timestamp="1",serial_no="1",signature="AA==""#;
    let order = r#"{"out_trade_no": "REFUSED-2"}"#;
    controlled.send_to(NATIVE, other, order).await;
    let order = "<xml><mch_id>1900000110</mch_id><out_trade_no>REFUSED-3</out_trade_no></xml>";
    controlled.send_to("POST /pay/unifiedorder", "", order).await;
    controlled.send_to("POST /v3/no/such", other, "").await;
    for (mchid, operation, number) in [
        (own, NATIVE, "REFUSED-1"),
        ("1900000109", NATIVE, "REFUSED-2"),
        ("1900000110", "POST /pay/unifiedorder", "REFUSED-3"),
    ] {
        let noted = controlled.noted(mchid, "refused").await;
        assert_eq!(noted.len(), 1, "{mchid}: {noted:?}");
        assert_eq!(noted[0]["mchid"], mchid);
        let wanted =
            json!({ "operation": operation, "verdict": "refused", "fields": { "out_trade_no": number } });
        let found = controlled.ask("POST /expect", wanted).await;
        assert_eq!(found["passed"], true, "{found}");
    }
    assert_eq!(controlled.noted("1900000109", "unknown").await.len(), 1);
}

/// What a fault answered was no request of an unknown operation.
#[tokio::test]
async fn what_a_fault_answered_is_told_apart() {
    let controlled = Controlled::start().await;
    let mchid = controlled.client().mchid().to_owned();
    let kinds = ["bad_gateway", "accepted", "reset_before", "server_error_before"];
    for kind in kinds {
        controlled
            .ask("POST /faults", json!({ "fault": { "kind": kind } }))
            .await;
        // Of some the client asks again.
        drop(controlled.order(kind, "https://www.example.com/notify").await);
    }
    let noted = controlled.noted(&mchid, "faulted").await;
    let mut faults = noted.iter().map(|entry| entry["faults"].clone());
    assert_eq!(noted.len(), kinds.len(), "{noted:?}");
    assert!(kinds.iter().all(|kind| faults.any(|seen| seen == json!([kind]))));
    assert_eq!(controlled.noted(&mchid, "unknown").await, [] as [Value; 0]);
}
