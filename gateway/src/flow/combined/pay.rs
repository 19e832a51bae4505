//! Paying a combined order.

use super::view::paid;
use crate::flow::orders::{lapsed, named, settle, unpayable};
use crate::ledger::{Combined, Ledger, Order};
use crate::message::{Notice, Refusal};

/// Under which the combined order of this `prepay_id`, code or number is kept; of the number of a part as well, since nobody
/// pays a part alone.
pub(crate) fn key(ledger: &Ledger, number: &str) -> Option<String> {
    let of_merchant = || {
        let mut all = ledger.combined.iter();
        all.find(|(_, combined)| combined.combine_out_trade_no == number)
            .map(|(key, _)| key.clone())
    };
    let of_part = || named(ledger, number).ok()?.combined.clone();
    let known = ledger.combined_numbers.get(number).cloned();
    known.or_else(of_merchant).or_else(of_part)
}

/// A combined order that can be paid by this number, and its orders.
pub(crate) fn open(
    ledger: &Ledger,
    (key, number): (&str, &str),
    at: i64,
) -> Result<(Combined, Vec<Order>), Refusal> {
    let unknown = || {
        Refusal::new(
            404,
            "ORDERNOTEXIST",
            format!("no combined order is kept as {key}"),
        )
    };
    let combined = ledger.combined.get(key).cloned().ok_or_else(unknown)?;
    let orders: Vec<Order> = ledger.orders_of(&combined).cloned().collect();
    match orders.iter().find(|order| !order.trade_state.is_open()) {
        Some(order) => Err(unpayable(&order.out_trade_no, order.trade_state)),
        None if has_lapsed(ledger, &combined, number, at) => Err(lapsed(number)),
        None => Ok((combined, orders)),
    }
}

/// Whether this is a number that led to the cashier, and does not any more: the merchant's own last.
pub(crate) fn has_lapsed(ledger: &Ledger, combined: &Combined, number: &str, at: i64) -> bool {
    let mut own = ledger.orders_of(combined).map(|order| &order.out_trade_no);
    if number == combined.combine_out_trade_no || own.any(|own| own == number) {
        return false;
    }
    let is_present = number == combined.prepay_id || combined.code.as_deref() == Some(number);
    !is_present || ledger.orders_of(combined).any(|order| order.is_stale(at))
}

/// Pays all of the orders of the combined one that is kept under this key, by this number.
pub(crate) fn pay(ledger: &mut Ledger, of: (&str, &str), at: i64) -> Result<Vec<Notice>, Refusal> {
    let (mut combined, mut orders) = open(ledger, of, at)?;
    for order in &mut orders {
        settle(&mut ledger.ids, order, at);
        combined.openid = order.payment.as_ref().map(|payment| payment.openid.clone());
        ledger.keep_order(order.clone());
    }
    combined.transaction_id = Some(ledger.ids.transaction(at));
    let notice = paid(ledger, &combined);
    ledger.keep_combined(combined);
    Ok(vec![notice])
}
