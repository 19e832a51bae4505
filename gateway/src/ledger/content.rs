//! What a request said, to know it again when it is repeated.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wechatpay_openapi_runtime::crypto::sha256_hex;

use crate::message::Asked;

/// A request's operation and parameters, as a digest: two are equal if the second repeats the first.
///
/// A digest, since there is one for each order that is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content(String);

/// Differs from one sending to the next, and says nothing about what is wanted.
const OF_ONE_SENDING: [&str; 5] = ["Wechatpay-Serial", "nonce_str", "sign", "sign_type", "key"];

/// Of v3 and v2: CNY unless something else is said.
const CURRENCIES: [&str; 3] = ["currency", "fee_type", "refund_fee_type"];

impl Content {
    /// Of this request; the order of its parameters does not matter.
    #[must_use]
    pub fn of(asked: &Asked) -> Self {
        let all = asked.path.iter().chain(&asked.fields);
        let kept = all.filter(|(name, _)| !OF_ONE_SENDING.contains(&name.as_str()));
        let kept: Map<String, Value> = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut kept = Value::Object(kept);
        leave_out_usual(&mut kept);
        kept.sort_all_objects();
        Self(sha256_hex(format!("{}\n{kept}", asked.operation).as_bytes()))
    }
}

/// A currency that is the one without saying says nothing, wherever it stands.
fn leave_out_usual(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, value| !(CURRENCIES.contains(&name.as_str()) && value == "CNY"));
            members.values_mut().for_each(leave_out_usual);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_usual),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wechatpay_openapi_runtime::{Method, Operation};

    use super::Content;
    use crate::message::{Asked, Caller};

    static PLACE: Operation = Operation::v3(Method::POST, "/v3/pay/transactions/jsapi");
    static OTHER: Operation = Operation::v3(Method::POST, "/v3/pay/transactions/native");

    fn content(operation: &'static Operation, fields: &Value) -> Content {
        let fields = fields.as_object().cloned().unwrap_or_default();
        let (path, caller, at) = (Default::default(), Caller::new(""), 0);
        Content::of(&Asked {
            operation,
            path,
            fields,
            caller,
            at,
        })
    }

    #[test]
    fn knows_what_is_repeated() {
        let first = json!({"out_trade_no": "1", "amount": {"total": 1, "currency": "CNY"}, "nonce_str": "a"});
        let cases = [
            (
                &PLACE,
                json!({"out_trade_no": "1", "amount": {"total": 1, "currency": "CNY"}}),
                true,
            ),
            (
                &PLACE,
                json!({"amount": {"currency": "CNY", "total": 1}, "out_trade_no": "1", "nonce_str": "b"}),
                true,
            ),
            (
                &PLACE,
                json!({"out_trade_no": "1", "amount": {"total": 2, "currency": "CNY"}}),
                false,
            ),
            (
                &PLACE,
                json!({"out_trade_no": "1", "amount": {"total": "1", "currency": "CNY"}}),
                false,
            ),
            (
                &PLACE,
                json!({"out_trade_no": "1", "amount": {"total": 1, "currency": "CNY"}, "attach": ""}),
                false,
            ),
            (&PLACE, json!({"out_trade_no": "1", "amount": {"total": 1}}), true),
            (
                &PLACE,
                json!({"out_trade_no": "1", "amount": {"total": 1, "currency": "USD"}}),
                false,
            ),
            (
                &OTHER,
                json!({"out_trade_no": "1", "amount": {"total": 1, "currency": "CNY"}}),
                false,
            ),
        ];
        for (operation, fields, is_same) in cases {
            assert_eq!(
                content(&PLACE, &first) == content(operation, &fields),
                is_same,
                "{operation} {fields}"
            );
        }
    }
}
