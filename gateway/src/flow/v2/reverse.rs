//! Taking back an order by code (撤销订单).

use super::query::find;
use super::refuse::refuse;
use crate::flow::orders::view_v2::success;
use crate::ledger::{Ledger, TradeState, TradeType};
use crate::message::{Asked, Done, Refusal};

/// How long after it was placed, in seconds.
const LATEST: i64 = 7 * 86_400;

/// What was paid is given back, what was not cannot be paid any more.
pub(super) fn reverse(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let unknown = || refuse("INVALID_TRANSACTIONID", "无效的订单号");
    let order = find(ledger, asked).ok_or_else(unknown)?;
    let key = order.party.key(&order.out_trade_no);
    if order.trade_type != TradeType::Micropay {
        return Err(refuse("INVALID_REQUEST", "只有付款码支付的订单可以撤销"));
    }
    if asked.at > order.created + LATEST {
        return Err(refuse("REVERSE_EXPIRE", "订单超过7天，无法撤销"));
    }
    match order.trade_state {
        TradeState::Userpaying => return Err(refuse("USERPAYING", "用户支付中，不能撤销")),
        TradeState::Refund => return Err(refuse("TRADE_ERROR", "订单已转入退款，不能撤销")),
        _ => {}
    }
    let order = ledger.orders.get_mut(&key).ok_or_else(unknown)?;
    order.end(TradeState::Revoked, asked.at);
    Ok(success(order).with("recall", "N").answer())
}
