//! Ending an order: closed by the merchant (关单) or by the clock, taken back (撤销).

use super::view::whose;
use crate::flow::refuse::{invalid, required};
use crate::flow::whose::party;
use crate::ledger::{Ledger, Order, TradeState, TradeType};
use crate::message::{Asked, Done, Outcome, Refusal};

/// Nobody can pay the order any more. Closing it again is the same answer.
pub(super) fn close(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let order = asked_for(ledger, asked)?;
    match order.trade_state {
        TradeState::Notpay | TradeState::Payerror | TradeState::Closed => {
            order.end(TradeState::Closed, asked.at);
            Ok(Outcome::Empty.into())
        }
        state => Err(Refusal::new(
            403,
            "TRADE_ERROR",
            format!("{}，不能关单", state.description()),
        )),
    }
}

/// An order by code is ended, whatever its state: what was paid is given back.
pub(super) fn reverse(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let order = asked_for(ledger, asked)?;
    if order.trade_type != TradeType::Micropay {
        return Err(invalid("只有付款码支付的订单可以撤销"));
    }
    match order.trade_state {
        TradeState::Refund => return Err(invalid("订单已转入退款，不能撤销")),
        _ => order.end(TradeState::Revoked, asked.at),
    }
    Ok(whose(order)
        .with("out_trade_no", order.out_trade_no.as_str())
        .answer())
}

fn asked_for<'ledger>(ledger: &'ledger mut Ledger, asked: &Asked) -> Result<&'ledger mut Order, Refusal> {
    let key = party(asked)?.key(required(asked, "out_trade_no")?);
    ledger.orders.get_mut(&key).ok_or_else(|| invalid("订单不存在"))
}

/// The time to pay is over.
pub(crate) fn expire(ledger: &mut Ledger, key: &str, at: i64) {
    let order = ledger.orders.get_mut(key);
    if let Some(order) = order.filter(|order| order.trade_state.is_open()) {
        order.end(TradeState::Closed, at);
    }
}
