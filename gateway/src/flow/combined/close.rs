//! Closing a combined order (合单关闭订单).

use serde_json::Value;

use super::query::find;
use crate::flow::refuse::invalid;
use crate::ledger::{Combined, Ledger, Party, TradeState};
use crate::message::{Asked, Done, Outcome, Refusal};

/// Nobody can pay its orders any more. The request must name all of them.
pub(super) fn close(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = Party::merchant(asked.caller.mchid.as_str());
    let combined = find(ledger, &party, asked)?;
    if named(asked) != sorted(combined.orders.clone()) {
        return Err(invalid("关单子单信息与下单时不一致"));
    }
    if combined.transaction_id.is_some() {
        return Err(invalid("订单已支付，不能关单"));
    }
    if is_closed(ledger, combined) {
        return Err(Refusal::new(400, "ORDER_CLOSED", "订单已关闭"));
    }
    for key in combined.orders.clone() {
        if let Some(order) = ledger.orders.get_mut(&key) {
            order.end(TradeState::Closed, asked.at);
        }
    }
    Ok(Outcome::Empty.into())
}

/// Under which the ledger keeps the orders that the request names.
fn named(asked: &Asked) -> Vec<String> {
    let subs = asked
        .field("/sub_orders")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let keys = subs.iter().filter_map(|sub| {
        let text = |name| sub.get(name).and_then(Value::as_str);
        let party = Party {
            mchid: text("mchid")?.to_owned(),
            sub_mchid: text("sub_mchid").map(str::to_owned),
        };
        Some(party.key(text("out_trade_no")?))
    });
    sorted(keys.collect())
}

fn sorted(mut keys: Vec<String>) -> Vec<String> {
    keys.sort();
    keys
}

fn is_closed(ledger: &Ledger, combined: &Combined) -> bool {
    let mut orders = ledger.orders_of(combined);
    orders.all(|order| order.trade_state == TradeState::Closed)
}
