//! What must hold of a ledger, whatever was done.

use wechatpay_gateway::ledger::{Ledger, ShareResult, Sharing, TradeState};

/// Nobody gets more than was paid, and every number leads somewhere.
pub(crate) fn add_up(ledger: &Ledger) -> Result<(), String> {
    for (key, order) in &ledger.orders {
        let refunded = ledger.refunded(key);
        let transaction_id = order
            .payment
            .as_ref()
            .map_or("", |payment| &payment.transaction_id);
        let shared: i64 = ledger
            .sharings_of(transaction_id)
            .map(|sharing| with_others(ledger, sharing))
            .sum();
        if refunded > order.total || refunded < 0 {
            return Err(format!("{refunded} of {} went back of {key}", order.total));
        }
        if shared + refunded > order.total {
            return Err(format!(
                "{shared} of {} were shared of {key}, and {refunded} went back",
                order.total
            ));
        }
        let is_paid = matches!(order.trade_state, TradeState::Success | TradeState::Refund);
        let may_be_paid = is_paid || order.trade_state == TradeState::Revoked;
        if (is_paid && order.payment.is_none()) || (!may_be_paid && order.payment.is_some()) {
            return Err(format!(
                "{key} is {:?}, and its payment {:?}",
                order.trade_state, order.payment
            ));
        }
    }
    let negative = ledger.sharings.values().flat_map(|sharing| &sharing.shares);
    if let Some(share) = negative.into_iter().find(|share| share.amount <= 0) {
        return Err(format!("somebody has a share of nothing: {share:?}"));
    }
    let lost = ledger
        .order_numbers
        .values()
        .find(|key| !ledger.orders.contains_key(*key));
    let lost = lost.or_else(|| {
        ledger
            .refund_numbers
            .values()
            .find(|key| !ledger.refunds.contains_key(*key))
    });
    lost.map_or(Ok(()), |key| {
        Err(format!("a number leads to {key}, which is not there"))
    })
}

/// What others have of a sharing, or will have: what is the merchant's again can be refunded.
fn with_others(ledger: &Ledger, sharing: &Sharing) -> i64 {
    let own = sharing.party.sub_mchid.as_ref().unwrap_or(&sharing.party.mchid);
    let shares = sharing.shares.iter();
    let others = shares.filter(|share| share.result != ShareResult::Closed && share.account != *own);
    let key = sharing.party.key(&sharing.out_order_no);
    let returns = ledger.sharing_returns.values().filter(|back| back.sharing == key);
    others.map(|share| share.amount).sum::<i64>() - returns.map(|back| back.amount).sum::<i64>()
}
