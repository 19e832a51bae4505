//! Paying a combined order.

use super::view::paid;
use crate::flow::orders::{lapsed, settle, unpayable};
use crate::ledger::{Combined, Ledger, Order};
use crate::message::{Notice, Refusal};

/// Pays all of its orders at once; `None` if nothing combined has this `prepay_id`, code or number.
pub(crate) fn pay(ledger: &mut Ledger, number: &str, at: i64) -> Option<Result<Vec<Notice>, Refusal>> {
    let key = key(ledger, number)?;
    Some(pay_all(ledger, (&key, number), at))
}

/// Under which the combined order of this `prepay_id`, code or number is kept.
pub(crate) fn key(ledger: &Ledger, number: &str) -> Option<String> {
    let of_merchant = || {
        let mut all = ledger.combined.iter();
        all.find(|(_, combined)| combined.combine_out_trade_no == number)
            .map(|(key, _)| key.clone())
    };
    ledger.combined_numbers.get(number).cloned().or_else(of_merchant)
}

/// A combined order that can be paid, and its orders.
pub(crate) fn open(ledger: &Ledger, key: &str) -> Result<(Combined, Vec<Order>), Refusal> {
    let unknown = || {
        Refusal::new(
            404,
            "ORDERNOTEXIST",
            format!("no combined order is kept as {key}"),
        )
    };
    let combined = ledger.combined.get(key).cloned().ok_or_else(unknown)?;
    let orders = combined
        .orders
        .iter()
        .filter_map(|key| ledger.orders.get(key).cloned());
    let orders: Vec<Order> = orders.collect();
    match orders.iter().find(|order| !order.trade_state.is_open()) {
        Some(order) => Err(unpayable(&order.out_trade_no, order.trade_state)),
        None => Ok((combined, orders)),
    }
}

fn pay_all(ledger: &mut Ledger, (key, number): (&str, &str), at: i64) -> Result<Vec<Notice>, Refusal> {
    let (mut combined, mut orders) = open(ledger, key)?;
    // The merchant's own number lasts.
    let is_present = number == combined.prepay_id || combined.code.as_deref() == Some(number);
    let is_stale = !is_present || orders.iter().any(|order| order.is_stale(at));
    if number != combined.combine_out_trade_no && is_stale {
        return Err(lapsed(number));
    }
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
