//! Asking for an order (查询订单).

use super::view::transaction;
use crate::flow::refuse::required;
use crate::flow::whose::party;
use crate::ledger::{Ledger, Order, Party};
use crate::message::{Asked, Done, Outcome, Refusal};

/// By the merchant's number.
pub(super) fn by_out_trade_no(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = party(asked)?;
    let order = find(ledger, &party, required(asked, "out_trade_no")?)?;
    Ok(Outcome::Fields(transaction(order)).into())
}

/// By WeChat Pay's number.
pub(super) fn by_transaction_id(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = party(asked)?;
    let order = ledger.order_by_number(required(asked, "transaction_id")?);
    let order = order.filter(|order| order.party == party).ok_or_else(unknown)?;
    Ok(Outcome::Fields(transaction(order)).into())
}

/// The order of this number.
pub(super) fn find<'ledger>(
    ledger: &'ledger Ledger,
    party: &Party,
    out_trade_no: &str,
) -> Result<&'ledger Order, Refusal> {
    ledger.orders.get(&party.key(out_trade_no)).ok_or_else(unknown)
}

fn unknown() -> Refusal {
    Refusal::new(404, "ORDER_NOT_EXIST", "订单不存在")
}
