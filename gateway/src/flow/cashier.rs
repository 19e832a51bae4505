//! What the page on which a user pays shows.

use serde::Serialize;

use crate::flow::combined;
use crate::ledger::{Ledger, Order};

/// What is to be paid, single or combined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payable {
    /// What is bought, of a combined order one after the other.
    pub descriptions: Vec<String>,
    /// Who is paid, in the same order.
    pub mchids: Vec<String>,
    /// The merchant's number, of a combined order that of all.
    pub out_trade_no: String,
    /// In 分.
    pub total: i64,
    /// `CNY`.
    pub currency: String,
    /// How it is paid: `JSAPI`, …
    pub trade_type: &'static str,
    /// How far it is: `NOTPAY`, …
    pub trade_state: &'static str,
    /// What was given back or is on its way, in 分.
    pub refunded: i64,
    /// Whether it led here for its time (2 hours, an `h5_url` 5 minutes), and does not any more.
    pub has_lapsed: bool,
    /// Whether somebody may still pay.
    pub is_open: bool,
}

/// What this `prepay_id`, code (of a `code_url`) or number of the merchant leads to at this time; that of a part of a combined
/// order to all of it.
#[must_use]
pub fn payable(ledger: &Ledger, number: &str, at: i64) -> Option<Payable> {
    if let Some(combined) = combined::key(ledger, number).and_then(|key| ledger.combined.get(&key)) {
        let orders: Vec<&Order> = ledger.orders_of(combined).collect();
        let has_lapsed = combined::has_lapsed(ledger, combined, number, at);
        return of(ledger, &orders, &combined.combine_out_trade_no, has_lapsed);
    }
    let by_merchant = || ledger.orders_called(number).next();
    let order = ledger.order_by_number(number).or_else(by_merchant)?;
    of(
        ledger,
        &[order],
        &order.out_trade_no,
        order.has_lapsed(number, at),
    )
}

/// The number by which the user of an order comes to the cashier, and whether it leads there no more: of a part of a combined
/// order that of the whole.
#[must_use]
pub fn way_to_cashier(ledger: &Ledger, order: &Order, at: i64) -> (String, bool) {
    let whole = order.combined.as_ref().and_then(|key| ledger.combined.get(key));
    let number = match whole {
        Some(whole) => &whole.prepay_id,
        // Paid by a code, it has no other.
        None if order.prepay_id.is_empty() => &order.out_trade_no,
        None => &order.prepay_id,
    };
    let has_lapsed = match whole {
        Some(whole) => combined::has_lapsed(ledger, whole, number, at),
        None => order.has_lapsed(number, at),
    };
    (number.clone(), order.trade_state.is_open() && has_lapsed)
}

fn of(ledger: &Ledger, orders: &[&Order], out_trade_no: &str, has_lapsed: bool) -> Option<Payable> {
    let first = orders.first()?;
    let is_unpaid = orders.iter().all(|order| order.trade_state.is_open());
    let mchid = |order: &&Order| {
        order
            .party
            .sub_mchid
            .clone()
            .unwrap_or_else(|| order.party.mchid.clone())
    };
    Some(Payable {
        descriptions: orders.iter().map(|order| order.description.clone()).collect(),
        mchids: orders.iter().map(mchid).collect(),
        out_trade_no: out_trade_no.to_owned(),
        total: orders.iter().map(|order| order.total).sum(),
        currency: first.currency.clone(),
        trade_type: first.trade_type.as_str(),
        trade_state: first.trade_state.as_str(),
        refunded: orders
            .iter()
            .map(|order| ledger.refunded(&order.party.key(&order.out_trade_no)))
            .sum(),
        has_lapsed: is_unpaid && has_lapsed,
        is_open: is_unpaid && !has_lapsed,
    })
}
