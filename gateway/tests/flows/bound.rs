//! How much is remembered, and what goes first.

use serde_json::{Value, json};
use wechatpay_gateway::flow::{seed_order, tick, user};
use wechatpay_gateway::ledger::{Bill, Complaint, Happening, Ledger, Negotiation, Receiver};

use crate::stories;

/// When the first order was placed, in seconds since 1970-01-01 UTC.
const BEGIN: i64 = 1_795_924_800;

/// Orders of these states, one a second.
fn placed(states: &[&str]) -> Ledger {
    let mut ledger = Ledger::new(1);
    for (number, state) in (0..).zip(states) {
        let trade_type = if *state == "USERPAYING" {
            "MICROPAY"
        } else {
            "NATIVE"
        };
        let seed = json!({
            "mchid": "1900000109", "out_trade_no": format!("{}", 100 - number), "total": 100, "trade_state": state,
            "trade_type": trade_type,
        });
        seed_order(&mut ledger, serde_json::from_value(seed).unwrap(), BEGIN + number).unwrap();
    }
    ledger
}

/// The numbers that are left, in the order in which they were placed.
fn left(ledger: &Ledger) -> Vec<i64> {
    let mut created: Vec<i64> = ledger
        .orders
        .values()
        .map(|order| order.created - BEGIN)
        .collect();
    created.sort_unstable();
    created
}

#[test]
fn what_is_over_goes_first_and_then_the_oldest() {
    let (open, waits, paid, back, closed) = ("NOTPAY", "USERPAYING", "SUCCESS", "REFUND", "CLOSED");
    for (states, most, expected) in [
        (&[open, paid, open][..], 3, &[0, 1, 2][..]),
        (&[open, paid, open], 2, &[0, 2]),
        (&[open, paid, closed, paid], 2, &[0, 3]),
        (&[open, open, open], 2, &[1, 2]),
        (&[waits, back, open, closed], 1, &[2]),
        (&[open, paid], 0, &[]),
        (&[], 0, &[]),
    ] {
        let mut ledger = placed(states);
        ledger.forget(most);
        assert_eq!(left(&ledger), expected, "{most} of {states:?}");
    }
}

#[test]
fn nothing_goes_before_there_is_a_tenth_too_many() {
    let states = vec!["NOTPAY"; 34];
    for (orders, expected) in [(30, 30), (33, 33), (34, 30)] {
        let mut ledger = placed(&states[..orders]);
        ledger.forget(30);
        assert_eq!(ledger.orders.len(), expected, "of {orders}");
    }
}

#[test]
fn an_order_that_is_left_goes_on_as_if_nothing_had_gone() {
    let mut ledger = placed(&["CLOSED", "NOTPAY", "NOTPAY"]);
    ledger.forget(1);
    let [order] = ledger.orders.values().collect::<Vec<_>>()[..] else {
        panic!("{:?}", ledger.orders.keys());
    };
    let (prepay_id, expires) = (order.prepay_id.clone(), order.expires);
    assert!(user::pay(&mut ledger, &prepay_id, BEGIN + 9).is_ok());
    tick(&mut ledger, expires);
    assert_eq!(left(&ledger), [2]);
}

/// All that a story left behind, but for what is no order nor anything like it: nothing leads to what is gone.
#[test]
fn what_follows_from_an_order_goes_with_it() {
    let mut rich = 0;
    for (name, story) in stories() {
        let mut ledger = Ledger::new(1);
        story.tell(&mut ledger, None).unwrap();
        rich += usize::from(!ledger.refunds.is_empty()) + usize::from(!ledger.sharing_returns.is_empty());
        ledger.forget(0);
        let mut left = serde_json::to_value(&ledger).unwrap();
        for stays in ["ids", "origin", "complaint_urls", "due"] {
            left.as_object_mut().unwrap().remove(stays).unwrap();
        }
        for (kind, of_kind) in left.as_object().unwrap() {
            assert_eq!(of_kind, &json!({}), "{name}: {kind}");
        }
        assert!(ledger.due.is_empty(), "{name}: {:?}", ledger.due);
    }
    assert!(rich > 10, "the stories have hardly anything that could be left");
}

/// What belongs to no order: receivers as many as of anything else, bills fewer, since each is long.
#[test]
fn receivers_and_bills_are_forgotten_as_well() {
    let mut ledger = Ledger::new(1);
    for number in 0..200 {
        let receiver = json!({"kind": "MERCHANT_ID", "account": "1", "name": null, "relation_type": "STORE", "custom_relation": null, "added": number});
        let receiver: Receiver = serde_json::from_value(receiver).unwrap();
        ledger
            .receivers
            .insert(format!("{}", 500 - number), receiver.clone());
        let (token, at) = (format!("{}", 500 - number), BEGIN + number);
        let bill = Bill {
            mchid: "1900000109".to_owned(),
            content: String::new(),
            is_gzip: false,
            at,
        };
        ledger.bills.insert(token.clone(), bill);
        ledger.plan(at + 300, Happening::BillGoes(token));
    }
    ledger.forget(150);
    let receivers: Vec<i64> = ledger.receivers.values().rev().map(|one| one.added).collect();
    assert_eq!(receivers, (50..200).collect::<Vec<i64>>());
    let bills: Vec<i64> = ledger.bills.values().rev().map(|one| one.at - BEGIN).collect();
    assert_eq!(bills, (100..200).collect::<Vec<i64>>());
    assert_eq!(ledger.due.len(), 100);
}

/// How a complaint began is kept, and what was said last.
#[test]
fn a_complaint_goes_on_for_ever_in_so_much_memory() {
    let mut ledger = placed(&["SUCCESS"]);
    let grievance = json!({"order": "100"});
    let (complaint_id, _) =
        user::complain(&mut ledger, serde_json::from_value(grievance).unwrap(), BEGIN).unwrap();
    for number in 1..=300 {
        user::go_on_complaining(&mut ledger, &complaint_id, &format!("{number}"), BEGIN + number).unwrap();
    }
    let complaint: &Complaint = &ledger.complaints[&complaint_id];
    let at = |one: &Negotiation| one.at - BEGIN;
    let history: Vec<i64> = complaint.history.iter().map(at).collect();
    assert_eq!(history.len(), 100);
    assert_eq!((history[0], history[1], history[99]), (0, 202, 300));
}

#[test]
fn a_snapshot_has_as_much_as_there_is() {
    let mut ledger = placed(&["SUCCESS", "NOTPAY"]);
    ledger.forget(1);
    let saved: Value = serde_json::from_str(&ledger.snapshot().unwrap()).unwrap();
    assert_eq!(saved["orders"].as_object().map(serde_json::Map::len), Some(1));
}
