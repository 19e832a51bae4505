//! An order that is paid at once by the user's code (付款码支付).

use super::pay::settle;
use super::place::{drawn, repeated};
use super::view::known;
use crate::flow::refuse::required;
use crate::flow::whose::party;
use crate::ledger::{Happening, Ledger, Order, TradeState, TradeType};
use crate::message::{Asked, Done, Refusal};

/// From this amount on the user types the password, in 分.
pub(crate) const PASSWORD_FROM: i64 = 100_000;
/// How long the user may take for it, in seconds.
pub(crate) const PASSWORD_SECS: i64 = 60;

/// Pays at once, or waits for the password: the merchant asks until it is one or the other.
pub(super) fn codepay(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = party(asked)?;
    if let Some(order) = repeated(ledger, &party, required(asked, "out_trade_no")?, asked)? {
        return Ok(shown(order));
    }
    let expires = asked.at + PASSWORD_SECS;
    let mut order = drawn(asked, party, TradeType::Micropay, expires)?;
    if order.total >= PASSWORD_FROM {
        order.trade_state = TradeState::Userpaying;
        ledger.plan(
            expires,
            Happening::OrderExpires(order.party.key(&order.out_trade_no)),
        );
    } else {
        settle(&mut ledger.ids, &mut order, asked.at);
    }
    let done = shown(&order);
    ledger.keep_order(order);
    Ok(done)
}

fn shown(order: &Order) -> Done {
    known(order).answer()
}
