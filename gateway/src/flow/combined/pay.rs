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
    let orders = combined
        .orders
        .iter()
        .filter_map(|key| ledger.orders.get(key).cloned());
    let orders: Vec<Order> = orders.collect();
    match orders.iter().find(|order| !order.trade_state.is_open()) {
        Some(order) => Err(unpayable(&order.out_trade_no, order.trade_state)),
        None if has_lapsed(&combined, orders.iter(), number, at) => Err(lapsed(number)),
        None => Ok((combined, orders)),
    }
}

/// Whether this is a number that led to the cashier, and does not any more: the merchant's own lasts.
pub(crate) fn has_lapsed<'o>(
    combined: &Combined,
    mut orders: impl Iterator<Item = &'o Order>,
    number: &str,
    at: i64,
) -> bool {
    let is_present = number == combined.prepay_id || combined.code.as_deref() == Some(number);
    number != combined.combine_out_trade_no && (!is_present || orders.any(|order| order.is_stale(at)))
}

fn pay_all(ledger: &mut Ledger, of: (&str, &str), at: i64) -> Result<Vec<Notice>, Refusal> {
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
