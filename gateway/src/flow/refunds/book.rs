//! What v3 and v2 have in common when a refund is asked for.

use serde_json::Value;

use crate::flow::sharing::away;
use crate::ledger::{
    Content, Happening, Ledger, Order, Party, Protocol, Refund, RefundStatus, TradeState, beijing,
};

/// How long a refund is on its way, in seconds.
const ON_ITS_WAY: i64 = 5;
/// How long after the payment one can be asked for, in seconds.
const LATEST: i64 = 365 * 86_400;
/// How many refunds an order can have.
const MOST: usize = 50;

/// A refund as it is asked for.
#[derive(Debug, Clone)]
pub(crate) struct RefundWanted {
    pub(crate) party: Party,
    /// One of the two is there.
    pub(crate) transaction_id: Option<String>,
    pub(crate) out_trade_no: Option<String>,
    pub(crate) out_refund_no: String,
    pub(crate) refund: i64,
    pub(crate) total: i64,
    pub(crate) from: Option<Value>,
    pub(crate) reason: Option<String>,
    pub(crate) refund_account: Option<String>,
    pub(crate) notify_url: String,
    pub(crate) protocol: Protocol,
    pub(crate) content: Content,
}

/// Why there is no refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unrefundable {
    NoOrder,
    NotPaid,
    OtherOrder,
    OtherContent,
    OtherTotal,
    TooMuch,
    Shared,
    TooOften,
    TooLate,
}

impl Unrefundable {
    /// For people.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::NoOrder => "订单不存在",
            Self::NotPaid => "订单未支付或已撤销，不能退款",
            Self::OtherOrder => "transaction_id和out_trade_no不是同一笔订单",
            Self::OtherContent => "请求重入时，参数与首次请求时不一致",
            Self::OtherTotal => "订单金额或退款金额与之前请求不一致，请核实后再试",
            Self::TooMuch => "累计退款金额大于支付金额",
            Self::Shared => "余额不足：已分账的金额须先回退",
            Self::TooOften => "一笔订单最多支持50次部分退款",
            Self::TooLate => "订单已经超过可退款的最大期限",
        }
    }
}

/// The refund, or the one that was asked for with the same words before.
pub(crate) fn book(ledger: &mut Ledger, wanted: RefundWanted, at: i64) -> Result<&Refund, Unrefundable> {
    let key = wanted.party.key(&wanted.out_refund_no);
    if let Some(before) = ledger.refunds.get(&key) {
        if before.content != wanted.content {
            return Err(Unrefundable::OtherContent);
        }
    } else {
        let order = order(ledger, &wanted)?;
        possible(ledger, order, &wanted, at)?;
        let refund = begun(order.clone(), wanted, at);
        begin(ledger, refund, at);
    }
    ledger.refunds.get(&key).ok_or(Unrefundable::NoOrder)
}

fn order<'ledger>(ledger: &'ledger Ledger, wanted: &RefundWanted) -> Result<&'ledger Order, Unrefundable> {
    let by_number = |number: &String| ledger.order_by_number(number);
    let by_merchant = |number: &String| ledger.orders.get(&wanted.party.key(number));
    let order = match &wanted.transaction_id {
        Some(transaction_id) => by_number(transaction_id),
        None => wanted.out_trade_no.as_ref().and_then(by_merchant),
    };
    let order = order
        .filter(|order| order.party == wanted.party)
        .ok_or(Unrefundable::NoOrder)?;
    // Of the two numbers one is enough (二选一): a second one cannot mean another order.
    match &wanted.out_trade_no {
        Some(other) if *other != order.out_trade_no => Err(Unrefundable::OtherOrder),
        _ => Ok(order),
    }
}

fn possible(ledger: &Ledger, order: &Order, wanted: &RefundWanted, at: i64) -> Result<(), Unrefundable> {
    let paid = match (&order.payment, order.trade_state) {
        (Some(payment), TradeState::Success | TradeState::Refund) => payment,
        _ => return Err(Unrefundable::NotPaid),
    };
    let key = order.party.key(&order.out_trade_no);
    if wanted.total != order.total {
        Err(Unrefundable::OtherTotal)
    } else if at > paid.at + LATEST {
        Err(Unrefundable::TooLate)
    } else if wanted.refund > order.total - ledger.refunded(&key) {
        Err(Unrefundable::TooMuch)
    } else if wanted.refund > order.total - ledger.refunded(&key) - away(ledger, &paid.transaction_id) {
        Err(Unrefundable::Shared)
    } else if ledger.refunds_of(&key).count() >= MOST {
        Err(Unrefundable::TooOften)
    } else {
        Ok(())
    }
}

fn begun(order: Order, wanted: RefundWanted, at: i64) -> Refund {
    let (transaction_id, paid_at) = order
        .payment
        .map(|payment| (payment.transaction_id, payment.at))
        .unwrap_or_default();
    let same_day = beijing::day(paid_at) == beijing::day(at);
    Refund {
        order: order.party.key(&order.out_trade_no),
        party: wanted.party,
        transaction_id,
        out_trade_no: order.out_trade_no,
        out_refund_no: wanted.out_refund_no,
        refund_id: String::new(),
        refund: wanted.refund,
        total: order.total,
        currency: order.currency,
        from: wanted.from,
        status: RefundStatus::Processing,
        channel: "ORIGINAL".to_owned(),
        user_received_account: "支付用户零钱".to_owned(),
        funds_account: if same_day { "UNSETTLED" } else { "AVAILABLE" }.to_owned(),
        created: at,
        arrives: at,
        success: None,
        reason: wanted.reason,
        refund_account: wanted.refund_account,
        notify_url: wanted.notify_url,
        protocol: wanted.protocol,
        content: wanted.content,
    }
}

/// A refund goes on its way, and its order is one of which something was given back.
fn begin(ledger: &mut Ledger, mut refund: Refund, at: i64) {
    refund.refund_id = ledger.ids.refund(at);
    if let Some(order) = ledger.orders.get_mut(&refund.order) {
        order.trade_state = TradeState::Refund;
    }
    let key = refund.party.key(&refund.out_refund_no);
    ledger.keep_refund(refund);
    set_out(ledger, key, at);
}

/// All of a paid order has gone back, long ago and without a word.
pub(crate) fn give_all_back(ledger: &mut Ledger, order: &str, at: i64) {
    let Some(order) = ledger.orders.get(order).cloned() else {
        return;
    };
    let wanted = RefundWanted {
        party: order.party.clone(),
        transaction_id: None,
        out_trade_no: Some(order.out_trade_no.clone()),
        out_refund_no: format!("{}-refund", order.out_trade_no),
        refund: order.total,
        total: order.total,
        from: None,
        reason: None,
        refund_account: None,
        notify_url: String::new(),
        protocol: order.protocol,
        content: Content::default(),
    };
    let mut refund = begun(order, wanted, at);
    refund.refund_id = ledger.ids.refund(at);
    refund.status = RefundStatus::Success;
    refund.success = Some(at);
    if let Some(order) = ledger.orders.get_mut(&refund.order) {
        order.trade_state = TradeState::Refund;
    }
    ledger.keep_refund(refund);
}

/// It goes on its way, and will arrive.
pub(super) fn set_out(ledger: &mut Ledger, key: String, at: i64) {
    if let Some(refund) = ledger.refunds.get_mut(&key) {
        refund.status = RefundStatus::Processing;
        refund.arrives = at + ON_ITS_WAY;
        ledger.plan(at + ON_ITS_WAY, Happening::RefundArrives(key));
    }
}
