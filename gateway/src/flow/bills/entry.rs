//! What happened to money, one after the other.

use crate::ledger::{Ledger, Order, Party, Payment, Refund, TradeState};

/// A row of a trade bill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trade<'ledger> {
    /// When, in seconds since 1970-01-01 UTC.
    pub(super) at: i64,
    pub(super) order: &'ledger Order,
    pub(super) payment: &'ledger Payment,
    pub(super) kind: EntryKind<'ledger>,
}

/// What a row is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum EntryKind<'ledger> {
    /// The order was paid.
    Paid,
    /// A part of it went back.
    Refunded(&'ledger Refund),
    /// All of it went back.
    Revoked,
}

/// Whose rows: all of a merchant number's, or those of one that it acts for as a partner.
pub(super) fn belongs(party: &Party, mchid: &str, sub_mchid: Option<&str>) -> bool {
    party.mchid == mchid && (sub_mchid.is_none() || party.sub_mchid.as_deref() == sub_mchid)
}

/// All trades of a merchant number, the first one first.
pub(super) fn trades<'ledger>(
    ledger: &'ledger Ledger,
    mchid: &str,
    sub_mchid: Option<&str>,
) -> Vec<Trade<'ledger>> {
    let mut trades = Vec::new();
    for (key, order) in ledger
        .orders
        .iter()
        .filter(|(_, order)| belongs(&order.party, mchid, sub_mchid))
    {
        let Some(payment) = &order.payment else {
            continue;
        };
        let trade = |at, kind| Trade {
            at,
            order,
            payment,
            kind,
        };
        trades.push(trade(payment.at, EntryKind::Paid));
        trades.extend(
            ledger
                .refunds_of(key)
                .map(|refund| trade(refund.created, EntryKind::Refunded(refund))),
        );
        if order.trade_state == TradeState::Revoked {
            trades.extend(order.ended.map(|at| trade(at, EntryKind::Revoked)));
        }
    }
    trades.sort_by(|one, other| {
        (one.at, &one.payment.transaction_id).cmp(&(other.at, &other.payment.transaction_id))
    });
    trades
}

/// The fee for this amount (手续费): 0.60 %, rounded to the nearest 分.
pub(super) const fn fee(fen: i64) -> i64 {
    (fen * 6 + 500) / 1000
}

/// As bills write it.
pub(super) const RATE: &str = "0.60%";
