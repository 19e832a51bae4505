//! What the cashier shows of orders, single and combined.

use serde_json::{Map, Value, json};
use wechatpay_gateway::flow::{self, payable, user, way_to_cashier};
use wechatpay_gateway::ledger::Ledger;
use wechatpay_gateway::message::{Done, Outcome};

use crate::asking::asked;

const AT: i64 = 1_795_924_800;

fn ask(ledger: &mut Ledger, line: &str, fields: &Value) -> Map<String, Value> {
    let asked = asked(line, fields.as_object().unwrap().clone(), "1900000109", AT);
    match flow::answer(ledger, &asked) {
        Some(Done {
            outcome: Outcome::Fields(fields),
            ..
        }) => fields,
        other => panic!("{other:?}"),
    }
}

#[test]
fn shows_what_a_code_leads_to() {
    let mut ledger = Ledger::new(1);
    let order = json!({"appid": "wx1", "mchid": "1900000109", "description": "QQ公仔", "out_trade_no": "order-1", "notify_url": "https://shop.example/", "amount": {"total": 100}});
    let answer = ask(&mut ledger, "POST /v3/pay/transactions/native", &order);
    let code = answer["code_url"]
        .as_str()
        .unwrap()
        .split_once("pr=")
        .unwrap()
        .1
        .to_owned();
    for number in [code.as_str(), "order-1"] {
        let shown = serde_json::to_value(payable(&ledger, number, AT)).unwrap();
        assert_eq!(
            shown,
            json!({"descriptions": ["QQ公仔"], "mchids": ["1900000109"], "out_trade_no": "order-1", "total": 100, "currency": "CNY", "trade_type": "NATIVE", "trade_state": "NOTPAY", "refunded": 0, "has_lapsed": false, "is_open": true})
        );
    }
    user::pay(&mut ledger, &code, AT).unwrap();
    let shown = payable(&ledger, &code, AT).unwrap();
    assert_eq!((shown.trade_state, shown.is_open), ("SUCCESS", false));
    assert_eq!(payable(&ledger, "no-such", AT), None);
}

#[test]
fn shows_all_orders_of_a_combined_one() {
    let mut ledger = Ledger::new(1);
    let part = |number: &str, sub_mchid: &str| json!({"mchid": "1900000109", "sub_mchid": sub_mchid, "attach": "a", "amount": {"total_amount": 10, "currency": "CNY"}, "out_trade_no": number, "description": number});
    let combined = json!({"combine_appid": "wx1", "combine_mchid": "1900000109", "combine_out_trade_no": "combined-1", "notify_url": "https://shop.example/",
        "sub_orders": [part("part-1", "1900000120"), part("part-2", "1900000121")], "combine_payer_info": {"openid": "o1"}});
    let answer = ask(&mut ledger, "POST /v3/combine-transactions/jsapi", &combined);
    let prepay_id = answer["prepay_id"].as_str().unwrap();
    let shown = payable(&ledger, prepay_id, AT).unwrap();
    assert_eq!(shown.descriptions, ["part-1", "part-2"]);
    assert_eq!(shown.mchids, ["1900000120", "1900000121"]);
    assert_eq!(
        (shown.total, shown.is_open, shown.out_trade_no.as_str()),
        (20, true, "combined-1")
    );
    assert_eq!(
        payable(&ledger, "part-2", AT),
        Some(shown),
        "a part is paid with all"
    );
    for order in ledger.orders.values() {
        let way = |at: i64| way_to_cashier(&ledger, order, at);
        assert_eq!(way(AT + 7200), (prepay_id.to_owned(), false));
        assert_eq!(way(AT + 7201), (prepay_id.to_owned(), true));
    }
    user::fail(&mut ledger, prepay_id, AT).unwrap();
    assert!(payable(&ledger, "combined-1", AT).unwrap().is_open);
    user::pay(&mut ledger, "combined-1", AT).unwrap();
    assert!(!payable(&ledger, prepay_id, AT).unwrap().is_open);
    assert!(user::fail(&mut ledger, prepay_id, AT).is_err());
}

/// What led to the cashier lasts two hours, of H5 five minutes; the page knows it as well as who pays.
#[test]
fn shows_what_has_lapsed() {
    let single = |trade: &str, number: &str| {
        let order = json!({"appid": "wx1", "mchid": "1900000109", "description": "茶", "out_trade_no": number, "notify_url": "https://shop.example/", "amount": {"total": 100}, "payer": {"openid": "o1"}});
        (format!("POST /v3/pay/transactions/{trade}"), order)
    };
    let part = |number: &str| json!({"mchid": "1900000109", "attach": "a", "amount": {"total_amount": 10, "currency": "CNY"}, "out_trade_no": number, "description": "茶"});
    let combined = json!({"combine_appid": "wx1", "combine_mchid": "1900000109", "combine_out_trade_no": "combined", "notify_url": "https://shop.example/", "sub_orders": [part("part-1"), part("part-2")]});
    let combined = ("POST /v3/combine-transactions/h5".to_owned(), combined);
    for ((line, order), number, lasts) in [
        (single("jsapi", "jsapi"), "jsapi", 7200),
        (single("h5", "h5"), "h5", 300),
        (combined, "combined", 300),
    ] {
        let mut ledger = Ledger::new(1);
        let answer = ask(&mut ledger, &line, &order);
        let led = answer
            .get("prepay_id")
            .or(answer.get("h5_url"))
            .unwrap()
            .as_str()
            .unwrap();
        let led = led.split('/').next_back().unwrap().split('?').next().unwrap();
        let shown = |ledger: &Ledger, number: &str, after: i64| {
            let shown = payable(ledger, number, AT + after).unwrap();
            (shown.has_lapsed, shown.is_open)
        };
        assert_eq!(shown(&ledger, led, lasts), (false, true), "{line}");
        assert_eq!(shown(&ledger, led, lasts + 1), (true, false), "{line}");
        assert_eq!(shown(&ledger, number, lasts + 1), (false, true), "{line}");
        assert!(user::fail(&mut ledger, led, AT + lasts + 1).is_err(), "{line}");
        assert!(user::pay(&mut ledger, led, AT + lasts + 1).is_err(), "{line}");
        let way = |ledger: &Ledger| {
            let order = ledger.orders.values().next().unwrap();
            way_to_cashier(ledger, order, AT + lasts + 1).1
        };
        assert!(way(&ledger), "{line}");
        user::pay(&mut ledger, led, AT + lasts).unwrap();
        assert!(!way(&ledger), "{line}");
        assert_eq!(shown(&ledger, led, lasts + 1), (false, false), "{line}");
    }
}
