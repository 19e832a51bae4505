//! Asking for an order (查询订单).

use super::refuse::{party, refuse};
use crate::flow::orders::view_v2::transaction;
use crate::ledger::{Ledger, Order};
use crate::message::{Asked, Done, Refusal};

/// By either number.
pub(super) fn orderquery(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let order = find(ledger, asked).ok_or_else(unknown)?;
    Ok(transaction(order).answer())
}

/// The order whose `transaction_id` or `out_trade_no` the request names.
pub(super) fn find<'ledger>(ledger: &'ledger Ledger, asked: &Asked) -> Option<&'ledger Order> {
    let party = party(asked);
    let order = match asked.text("transaction_id") {
        Some(transaction_id) => ledger.order_by_number(transaction_id),
        None => ledger.orders.get(&party.key(asked.text("out_trade_no")?)),
    };
    order.filter(|order| order.party == party)
}

pub(super) fn unknown() -> Refusal {
    refuse("ORDERNOTEXIST", "此交易订单号不存在")
}
