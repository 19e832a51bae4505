//! A number of its own for each operation's example of an order.
//!
//! The documented examples of most ways to pay are one order, `1217752501201407033233368018`: whoever sends two of them would be
//! told that the second is no repetition of the first. Each has the same number whenever it is asked for, so that the same
//! example is the same order.

use serde_json::{Map, Value};
use wechatpay_openapi_runtime::crypto::sha256_hex;

/// The first one that anybody sends: it has the documented number.
const FIRST: &str = "POST /v3/pay/transactions/native";
/// So many digits at the end are the operation's.
const OWN: usize = 6;

/// Numbers what a request of this operation places: an order has a description besides its number.
pub(super) fn number(operation: &str, request: &mut Value) {
    let Some(Value::Object(body)) = request.get_mut("body") else {
        return;
    };
    if operation == FIRST {
        return;
    }
    let is_placed = place(operation, body, "out_trade_no");
    let mut is_combined = false;
    if let Some(Value::Array(parts)) = body.get_mut("sub_orders") {
        for part in parts.iter_mut().filter_map(Value::as_object_mut) {
            is_combined |= place(operation, part, "out_trade_no");
        }
        pair(operation, parts, is_combined);
    }
    if is_combined && !is_placed {
        renumber(operation, body, "combine_out_trade_no");
    }
}

/// There are two at least in what is combined, and some examples show one.
fn pair(operation: &str, parts: &mut Vec<Value>, is_combined: bool) {
    if let ([Value::Object(only)], true) = (&**parts, is_combined) {
        let mut other = only.clone();
        renumber(operation, &mut other, "out_trade_no");
        parts.push(other.into());
    }
}

fn place(operation: &str, order: &mut Map<String, Value>, name: &str) -> bool {
    let is_order = ["description", "body"]
        .iter()
        .any(|name| order.contains_key(*name));
    is_order && renumber(operation, order, name)
}

fn renumber(operation: &str, order: &mut Map<String, Value>, name: &str) -> bool {
    let Some(Value::String(number)) = order.get_mut(name) else {
        return false;
    };
    let digits = sha256_hex(format!("{operation} {number}").as_bytes());
    let digits = digits
        .bytes()
        .take(OWN)
        .map(|digit| char::from(b'0' + digit % 10));
    let kept = number.chars().count().saturating_sub(OWN);
    *number = number.chars().take(kept).chain(digits).collect();
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};
    use wechatpay_openapi::catalogue::operations;

    use super::{FIRST, number};

    #[test]
    fn what_is_no_new_order_keeps_its_number() {
        let number_of = "1217752501201407033233368018";
        for (operation, body, is_kept) in [
            (
                FIRST,
                json!({ "out_trade_no": number_of, "description": "a" }),
                true,
            ),
            (
                "POST /v3/pay/transactions/h5",
                json!({ "out_trade_no": number_of, "description": "a" }),
                false,
            ),
            (
                "POST /pay/unifiedorder",
                json!({ "out_trade_no": number_of, "body": "a" }),
                false,
            ),
            (
                "POST /v3/refund/domestic/refunds",
                json!({ "out_trade_no": number_of, "reason": "a" }),
                true,
            ),
        ] {
            let mut request = json!({ "body": body });
            number(operation, &mut request);
            let is_same = request["body"]["out_trade_no"] == number_of;
            assert_eq!(is_same, is_kept, "{operation} {request}");
            let once = request["body"]["out_trade_no"].as_str().map(str::len);
            assert_eq!(once, Some(number_of.len()));
        }
    }

    #[test]
    fn no_two_examples_are_one_order() {
        let mut placed: BTreeMap<String, String> = BTreeMap::new();
        for entry in operations() {
            let name = entry.operation.to_string();
            let requests: Vec<Value> = serde_json::from_str(entry.request_examples).expect("examples");
            let Some(mut request) = requests.into_iter().next() else {
                continue;
            };
            number(&name, &mut request);
            let body = &request["body"];
            let is_order = body["description"].is_string() || body["body"].is_string();
            if let Some(number) = body["out_trade_no"].as_str().filter(|_| is_order) {
                let other = placed.insert(number.to_owned(), name.clone());
                assert_eq!(other, None, "{name} has the number {number}, too");
            }
        }
        assert!(placed.len() > 10, "{placed:?}");
    }
}
