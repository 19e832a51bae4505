//! Refunds (申请退款, 查询退款).

use super::query::find;
use super::refuse::{amount, party, refuse, required};
use crate::flow::orders::view_v2::success;
use crate::flow::refunds::{RefundWanted, Unrefundable, book, view_v2};
use crate::ledger::{Content, Ledger, Order, Protocol, Refund};
use crate::message::{Asked, Done, Refusal};

/// The most refunds of an answer; the next ones follow with an `offset`.
const OF_A_PAGE: usize = 10;

/// Begins a refund.
pub(super) fn apply(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let text = |name: &str| asked.text(name).map(str::to_owned);
    let amount = |name: &str| amount(asked, name, "PARAM_ERROR");
    let wanted = RefundWanted {
        party: party(asked),
        transaction_id: text("transaction_id"),
        out_trade_no: text("out_trade_no"),
        out_refund_no: required(asked, "out_refund_no")?.to_owned(),
        refund: amount("refund_fee")?,
        total: amount("total_fee")?,
        from: None,
        reason: text("refund_desc"),
        refund_account: None,
        notify_url: text("notify_url").unwrap_or_default(),
        protocol: Protocol::V2,
        content: Content::of(asked),
    };
    let by_transaction = wanted.transaction_id.is_some();
    let key = wanted.party.key(&wanted.out_refund_no);
    book(ledger, wanted, asked.at).map_err(|why| refusal(why, by_transaction))?;
    let (order, refund) = of(ledger, &key).ok_or_else(unknown)?;
    Ok(view_v2::refund(success(order), refund).answer())
}

fn refusal(why: Unrefundable, by_transaction: bool) -> Refusal {
    let code = match why {
        Unrefundable::NoOrder if by_transaction => "INVALID_TRANSACTIONID",
        Unrefundable::NoOrder => "ORDERNOTEXIST",
        Unrefundable::OtherOrder | Unrefundable::OtherContent | Unrefundable::OtherTotal => "INVALID_REQUEST",
        Unrefundable::NotPaid | Unrefundable::TooMuch | Unrefundable::TooOften => "ERROR",
        Unrefundable::Shared => "NOTENOUGH",
        Unrefundable::TooLate => "TRADE_OVERDUE",
    };
    refuse(code, why.message())
}

/// One refund by either of its numbers, or all of an order.
pub(super) fn query(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let (order, refunds) = wanted(ledger, asked).ok_or_else(unknown)?;
    let offset = asked
        .integer("/offset")
        .and_then(|offset| usize::try_from(offset).ok())
        .unwrap_or_default();
    let page: Vec<&Refund> = refunds.iter().copied().skip(offset).take(OF_A_PAGE).collect();
    if page.is_empty() {
        return Err(unknown());
    }
    let told = success(order)
        .with_some(
            "transaction_id",
            order
                .payment
                .as_ref()
                .map(|payment| payment.transaction_id.as_str()),
        )
        .with("out_trade_no", order.out_trade_no.as_str())
        .with("total_fee", order.total)
        .with("fee_type", order.currency.as_str())
        .with("cash_fee", order.total)
        .with("total_refund_count", refunds.len())
        .with("refund_count", page.len())
        .with("refund_fee", page.iter().map(|refund| refund.refund).sum::<i64>())
        .with("coupon_refund_fee", 0);
    let told = page
        .iter()
        .enumerate()
        .fold(told, |told, (n, refund)| view_v2::numbered(told, n, refund));
    Ok(told.answer())
}

fn wanted<'ledger>(ledger: &'ledger Ledger, asked: &Asked) -> Option<(&'ledger Order, Vec<&'ledger Refund>)> {
    let party = party(asked);
    let one = match (asked.text("refund_id"), asked.text("out_refund_no")) {
        (Some(refund_id), _) => Some(ledger.refund_numbers.get(refund_id)?.clone()),
        (None, Some(out_refund_no)) => Some(party.key(out_refund_no)),
        (None, None) => None,
    };
    if let Some(key) = one {
        let (order, refund) = of(ledger, &key).filter(|(order, _)| order.party == party)?;
        return Some((order, vec![refund]));
    }
    let order = find(ledger, asked)?;
    let refunds = ledger.refunds_of(&order.party.key(&order.out_trade_no));
    Some((order, refunds.collect()))
}

fn of<'ledger>(ledger: &'ledger Ledger, key: &str) -> Option<(&'ledger Order, &'ledger Refund)> {
    let refund = ledger.refunds.get(key)?;
    Some((ledger.orders.get(&refund.order)?, refund))
}

fn unknown() -> Refusal {
    refuse("REFUNDNOTEXIST", "退款订单不存在")
}
