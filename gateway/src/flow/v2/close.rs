//! Closing an order (关闭订单).

use super::query::{find, unknown};
use super::refuse::refuse;
use crate::flow::orders::view_v2::success;
use crate::ledger::{Ledger, TradeState};
use crate::message::{Asked, Done, Refusal};

/// Nobody can pay it any more.
pub(super) fn closeorder(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let order = find(ledger, asked).ok_or_else(unknown)?;
    let key = order.party.key(&order.out_trade_no);
    match order.trade_state {
        TradeState::Success | TradeState::Refund => return Err(refuse("ORDERPAID", "订单已支付")),
        TradeState::Closed | TradeState::Revoked => return Err(refuse("ORDERCLOSED", "订单已关闭")),
        TradeState::Notpay | TradeState::Userpaying | TradeState::Payerror => {}
    }
    let order = ledger.orders.get_mut(&key).ok_or_else(unknown)?;
    order.end(TradeState::Closed, asked.at);
    Ok(success(order).with("result_msg", "OK").answer())
}
