//! What the gateway answers when it breaks itself.

use serde_json::json;
use wechatpay_gateway::check::Checks;
use wechatpay_gateway::flow::seed_order;
use wechatpay_gateway::journal::Filter;

use crate::draft::Draft;
use crate::world::{NOW, ask, json as read, world};

/// No request leads there: an amount of which no fee can be counted is put into the ledger by hand.
#[test]
fn a_panic_is_a_system_error_and_stands_in_the_journal() {
    let mut world = world(Checks::default());
    world.is_stateful = true;
    let seed = json!({ "mchid": "1900000001", "out_trade_no": "paid", "total": 1, "trade_state": "SUCCESS", "at": NOW - 86_400 });
    let mut ledger = world.ledger();
    let key = seed_order(&mut ledger, serde_json::from_value(seed).unwrap(), NOW).unwrap();
    ledger.orders.get_mut(&key).unwrap().total = i64::MAX;
    drop(ledger);
    let target = "/v3/bill/tradebill?bill_date=2027-01-14&bill_type=ALL";

    let response = ask(&world, &Draft::new("GET", target, None).received());

    assert_eq!(response.status(), 500, "{:?}", response.body());
    assert_eq!(
        read(response.body()),
        json!({ "code": "SYSTEM_ERROR", "message": "系统错误" })
    );
    assert!(response.headers().contains_key("wechatpay-signature"));
    let entry = world.journal.find(&Filter::default()).pop().unwrap();
    let written = serde_json::to_value(&*entry).unwrap();
    assert_eq!(written["operation"], "GET /v3/bill/tradebill");
    assert_eq!(written["verdict"]["refusal"]["code"], "SYSTEM_ERROR");

    let mut again = Draft::new(
        "GET",
        "/v3/pay/transactions/out-trade-no/paid?mchid=1900000001",
        None,
    );
    again.signature.nonce = "another".to_owned();
    assert_eq!(ask(&world, &again.received()).status(), 200);
}
