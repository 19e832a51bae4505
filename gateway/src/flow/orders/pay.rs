//! What the user does with an order: pays it, or cannot.

use super::view::transaction;
use super::view_v2;
use crate::ledger::{Ids, Ledger, Order, Payment, Protocol, TradeState, TradeType};
use crate::message::{Notice, Refusal};

/// Pays the order that has this `prepay_id`, code or `out_trade_no`.
pub(crate) fn pay(ledger: &mut Ledger, number: &str, at: i64) -> Result<Vec<Notice>, Refusal> {
    let mut order = open_order(ledger, number)?.clone();
    if order.has_lapsed(number, at) {
        return Err(lapsed(number));
    }
    settle(&mut ledger.ids, &mut order, at);
    let notice = paid(&order);
    ledger.keep_order(order);
    Ok(notice.into_iter().collect())
}

/// The user cannot pay: an order by code has failed, any other can be tried again.
pub(crate) fn fail(ledger: &mut Ledger, number: &str, at: i64) -> Result<(), Refusal> {
    let order = open_order(ledger, number)?;
    if order.has_lapsed(number, at) {
        return Err(lapsed(number));
    }
    let key = order.party.key(&order.out_trade_no);
    let order = ledger.orders.get_mut(&key);
    if let Some(order) = order.filter(|order| order.trade_state == TradeState::Userpaying) {
        order.trade_state = TradeState::Payerror;
    }
    Ok(())
}

/// The order of this number, of several that the merchants call so the one that is open.
pub(crate) fn named<'ledger>(ledger: &'ledger Ledger, number: &str) -> Result<&'ledger Order, Refusal> {
    if let Some(order) = ledger.order_by_number(number) {
        return Ok(order);
    }
    let mut open = ledger
        .orders_called(number)
        .filter(|order| order.trade_state.is_open());
    let first = open.next();
    if open.next().is_some() {
        let message = format!(
            "several open orders have the out_trade_no {number:?}: name one by its prepay_id or code"
        );
        return Err(Refusal::new(403, "TRADE_ERROR", message));
    }
    first
        .or_else(|| ledger.orders_called(number).next())
        .ok_or_else(|| {
            let message = format!("no order has the prepay_id, code or out_trade_no {number:?}");
            Refusal::new(404, "ORDER_NOT_EXIST", message)
        })
}

fn open_order<'ledger>(ledger: &'ledger Ledger, number: &str) -> Result<&'ledger Order, Refusal> {
    let order = named(ledger, number)?;
    if order.trade_state.is_open() {
        Ok(order)
    } else {
        Err(unpayable(number, order.trade_state))
    }
}

/// Why nobody can pay an order of this number.
pub(crate) fn unpayable(number: &str, state: TradeState) -> Refusal {
    let message = format!("{number:?} is {}: nobody can pay it", state.as_str());
    Refusal::new(403, "TRADE_ERROR", message)
}

/// Why nobody can pay by a number that was given too long ago.
pub(crate) fn lapsed(number: &str) -> Refusal {
    let message = format!(
        "{number:?} has lasted its time (2 hours, an h5_url 5 minutes): place the order again for a new one"
    );
    Refusal::new(403, "TRADE_ERROR", message)
}

/// Money has come.
pub(crate) fn settle(ids: &mut Ids, order: &mut Order, at: i64) {
    order.payment = Some(Payment {
        transaction_id: ids.transaction(at),
        at,
        openid: order.openid.clone().unwrap_or_else(|| Ids::openid(&order.appid)),
        bank_type: "OTHERS".to_owned(),
        payer_total: order.total,
    });
    order.trade_state = TradeState::Success;
}

/// What is told of a paid order: nothing if it was paid by code, where the merchant asks.
fn paid(order: &Order) -> Option<Notice> {
    if order.trade_type == TradeType::Micropay {
        return None;
    }
    if order.protocol == Protocol::V2 {
        return Some(view_v2::paid(order));
    }
    let event = match &order.party.sub_mchid {
        None => "transaction_success",
        Some(_) => "partner_transaction_success",
    };
    Some(Notice {
        event: event.to_owned(),
        event_type: "TRANSACTION.SUCCESS".to_owned(),
        payload: transaction(order),
        notify_url: order.notify_url.clone(),
        after_secs: 0,
    })
}
