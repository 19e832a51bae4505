//! Paying a combined order.

use super::view::paid;
use crate::flow::orders::{settle, unpayable};
use crate::ledger::Ledger;
use crate::message::{Notice, Refusal};

/// Pays all of its orders at once; `None` if nothing combined has this `prepay_id`, code or number.
pub(crate) fn pay(ledger: &mut Ledger, number: &str, at: i64) -> Option<Result<Vec<Notice>, Refusal>> {
    let of_merchant = || {
        let mut all = ledger.combined.iter();
        all.find(|(_, combined)| combined.combine_out_trade_no == number)
            .map(|(key, _)| key.clone())
    };
    let key = ledger
        .combined_numbers
        .get(number)
        .cloned()
        .or_else(of_merchant)?;
    Some(pay_all(ledger, &key, at))
}

fn pay_all(ledger: &mut Ledger, key: &str, at: i64) -> Result<Vec<Notice>, Refusal> {
    let unknown = || {
        Refusal::new(
            404,
            "ORDERNOTEXIST",
            format!("no combined order is kept as {key}"),
        )
    };
    let mut combined = ledger.combined.get(key).cloned().ok_or_else(unknown)?;
    let orders = combined
        .orders
        .iter()
        .filter_map(|key| ledger.orders.get(key).cloned());
    let mut orders: Vec<_> = orders.collect();
    if let Some(order) = orders.iter().find(|order| !order.trade_state.is_open()) {
        return Err(unpayable(&order.out_trade_no, order.trade_state));
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
