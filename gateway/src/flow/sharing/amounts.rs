//! What of an order can still be shared (查询剩余待分金额), and how much at most.

use crate::flow::fields::Fields;
use crate::flow::refuse::{invalid, required};
use crate::ledger::{Ledger, Order, Party, Share, ShareResult, Sharing, TradeState};
use crate::message::{Asked, Done, Refusal};

/// The most that can be shared of an order, in ten-thousandths.
pub(super) const MAX_RATIO: i64 = 3000;

/// How much is left.
pub(super) fn unsplit(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let transaction_id = required(asked, "transaction_id")?;
    let unknown = || Refusal::new(404, "RESOURCE_NOT_EXISTS", "记录不存在");
    let order = ledger.order_by_number(transaction_id).ok_or_else(unknown)?;
    if order.party.mchid != asked.caller.mchid {
        return Err(unknown());
    }
    let left = left(ledger, order);
    Ok(Fields::new()
        .with("transaction_id", transaction_id)
        .with("unsplit_amount", left)
        .answer())
}

/// The most that a partner can share of its merchant's orders.
pub(super) fn max_ratio(_: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let sub_mchid = required(asked, "sub_mchid")?;
    Ok(Fields::new()
        .with("sub_mchid", sub_mchid)
        .with("max_ratio", MAX_RATIO)
        .answer())
}

/// The paid order of a request, whose money waits to be shared.
pub(super) fn shareable<'ledger>(
    ledger: &'ledger Ledger,
    party: &Party,
    transaction_id: &str,
) -> Result<&'ledger Order, Refusal> {
    let order = ledger
        .order_by_number(transaction_id)
        .filter(|order| order.party == *party);
    let order = order.ok_or_else(|| invalid("订单不存在"))?;
    match order.trade_state {
        TradeState::Success | TradeState::Refund if order.profit_sharing => Ok(order),
        TradeState::Success | TradeState::Refund => Err(invalid("非分账订单不支持分账")),
        _ => Err(invalid("订单未支付，不能分账")),
    }
}

/// What of an order waits to be shared, in 分.
pub(super) fn left(ledger: &Ledger, order: &Order) -> i64 {
    let transaction_id = order
        .payment
        .as_ref()
        .map_or("", |payment| payment.transaction_id.as_str());
    let is_frozen = order.profit_sharing
        && !ledger
            .sharings_of(transaction_id)
            .any(|sharing| sharing.unfreezes);
    if is_frozen {
        let refunded = ledger.refunded(&order.party.key(&order.out_trade_no));
        // What was shared and given back is the merchant's, and waits no more: it may be refunded beside the rest.
        (order.total - refunded - shared(ledger, transaction_id)).max(0)
    } else {
        0
    }
}

/// What of an order others have, or is on its way to them, in 分: it is refunded only after they gave it back.
pub(crate) fn away(ledger: &Ledger, transaction_id: &str) -> i64 {
    let of_sharing = |sharing: &Sharing| {
        let key = sharing.party.key(&sharing.out_order_no);
        let others = sharing
            .shares
            .iter()
            .filter(|share| share.result != ShareResult::Closed && !is_own(sharing, share));
        let returns = ledger.sharing_returns.values().filter(|back| back.sharing == key);
        let given = others.map(|share| share.amount).sum::<i64>();
        given - returns.map(|back| back.amount).sum::<i64>()
    };
    ledger.sharings_of(transaction_id).map(of_sharing).sum()
}

/// Whether a share is the merchant's own: what nobody else gets.
pub(super) fn is_own(sharing: &Sharing, share: &Share) -> bool {
    share.kind == "MERCHANT_ID" && share.account == own(sharing)
}

/// Whose the order is that is shared.
pub(super) fn own(sharing: &Sharing) -> &str {
    sharing.party.sub_mchid.as_deref().unwrap_or(&sharing.party.mchid)
}

/// What of an order was shared, or is on its way, in 分.
pub(super) fn shared(ledger: &Ledger, transaction_id: &str) -> i64 {
    let shares = ledger
        .sharings_of(transaction_id)
        .flat_map(|sharing| &sharing.shares);
    shares
        .filter(|share| share.result != ShareResult::Closed)
        .map(|share| share.amount)
        .sum()
}
