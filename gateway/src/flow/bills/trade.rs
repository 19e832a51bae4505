//! Trade bills (交易账单).

use super::entry::{EntryKind, RATE, Trade, fee, trades};
use super::sheet::{Sheet, escaped, yuan};
use crate::ledger::{Ledger, Refund, RefundStatus, beijing};

/// Which rows a trade bill has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TradeBill {
    /// Payments and refunds.
    All,
    /// Payments.
    Success,
    /// Refunds.
    Refund,
}

impl TradeBill {
    /// `ALL`, `SUCCESS` or `REFUND`; `None` for what is not modelled.
    #[must_use]
    pub fn read(bill_type: Option<&str>) -> Option<Self> {
        match bill_type {
            None | Some("ALL") => Some(Self::All),
            Some("SUCCESS") => Some(Self::Success),
            Some("REFUND") => Some(Self::Refund),
            Some(_) => None,
        }
    }

    const fn has(self, kind: EntryKind<'_>) -> bool {
        matches!(
            (self, kind),
            (Self::All, _) | (Self::Success, EntryKind::Paid) | (Self::Refund, EntryKind::Refunded(_))
        )
    }
}

const HEAD: &str =
    "设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额";
const REFUND: &str = "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态";
const TOTALS: &str =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

/// What was paid and given back on this day (`2015-05-20`, of Beijing); `None` if nothing was.
///
/// Bills of a partner have one column more. Amounts are in yuan.
#[must_use]
pub fn trade(
    ledger: &Ledger,
    mchid: &str,
    sub_mchid: Option<&str>,
    day: &str,
    bill: TradeBill,
) -> Option<String> {
    let mut rows = trades(ledger, mchid, sub_mchid);
    rows.retain(|trade| beijing::day(trade.at) == day && bill.has(trade.kind));
    if rows.is_empty() {
        return None;
    }
    let is_partner = rows.iter().any(|trade| trade.order.party.sub_mchid.is_some());
    let mut sheet = Sheet::new(&headings(bill, is_partner));
    for trade in &rows {
        sheet.row(&row(trade, bill, is_partner));
    }
    Some(sheet.totals(TOTALS, &totals(&rows)))
}

fn headings(bill: TradeBill, is_partner: bool) -> String {
    let sub = if is_partner { "特约商户号," } else { "" };
    let (times, refund, asked) = match bill {
        TradeBill::All => ("", format!("{REFUND},"), "申请退款金额,"),
        TradeBill::Success => ("", String::new(), ""),
        TradeBill::Refund => (
            "退款申请时间,退款成功时间,",
            format!("{REFUND},"),
            "申请退款金额,",
        ),
    };
    format!(
        "交易时间,公众账号ID,商户号,{sub}{HEAD},{times}{refund}商品名称,商户数据包,手续费,费率,订单金额,{asked}费率备注"
    )
}

fn row(trade: &Trade<'_>, bill: TradeBill, is_partner: bool) -> Vec<String> {
    let (order, refund) = (trade.order, refund(trade));
    let is_refund = refund.is_some();
    let amounts = Amounts::of(trade);
    let mut row = vec![
        beijing::spaced(trade.at),
        order.sub_appid.clone().unwrap_or_else(|| order.appid.clone()),
    ];
    row.push(order.party.mchid.clone());
    if is_partner {
        row.push(order.party.sub_mchid.clone().unwrap_or_else(|| "0".to_owned()));
    }
    row.extend([
        escaped(order.device_id.as_deref().unwrap_or_default(), is_refund),
        trade.payment.transaction_id.clone(),
        order.out_trade_no.clone(),
        order
            .sub_openid
            .clone()
            .unwrap_or_else(|| trade.payment.openid.clone()),
        order.trade_type.as_str().to_owned(),
        state(trade.kind).to_owned(),
        trade.payment.bank_type.clone(),
        order.currency.clone(),
        yuan(amounts.paid),
        yuan(0),
    ]);
    if bill == TradeBill::Refund {
        let success = refund.and_then(|refund| refund.success);
        row.extend([
            beijing::spaced(trade.at),
            success.map(beijing::spaced).unwrap_or_default(),
        ]);
    }
    if bill != TradeBill::Success {
        row.extend(refunded(trade, amounts.refunded));
    }
    row.extend([
        escaped(&order.description, is_refund),
        escaped(order.attach.as_deref().unwrap_or_default(), is_refund),
        yuan(amounts.fee),
        RATE.to_owned(),
        yuan(amounts.paid),
    ]);
    if bill != TradeBill::Success {
        row.push(yuan(amounts.refunded));
    }
    row.push(String::new());
    row
}

const fn refund<'ledger>(trade: &Trade<'ledger>) -> Option<&'ledger Refund> {
    match trade.kind {
        EntryKind::Refunded(refund) => Some(refund),
        EntryKind::Paid | EntryKind::Revoked => None,
    }
}

const fn state(kind: EntryKind<'_>) -> &'static str {
    match kind {
        EntryKind::Paid => "SUCCESS",
        EntryKind::Refunded(_) => "REFUND",
        EntryKind::Revoked => "REVOKED",
    }
}

/// The columns of a refund; a payment has nothing in them.
fn refunded(trade: &Trade<'_>, amount: i64) -> [String; 6] {
    let (refund_id, out_refund_no, channel, status) = match refund(trade) {
        None => ("0", "0", "", ""),
        Some(refund) => (
            refund.refund_id.as_str(),
            refund.out_refund_no.as_str(),
            refund.channel.as_str(),
            match refund.status {
                RefundStatus::Success => "SUCCESS",
                RefundStatus::Processing => "PROCESSING",
                RefundStatus::Closed => "FAIL",
                RefundStatus::Abnormal => "CHANGE",
            },
        ),
    };
    [
        refund_id.to_owned(),
        out_refund_no.to_owned(),
        yuan(amount),
        yuan(0),
        channel.to_owned(),
        status.to_owned(),
    ]
}

/// The amounts of a row, in 分.
struct Amounts {
    paid: i64,
    refunded: i64,
    fee: i64,
}

impl Amounts {
    fn of(trade: &Trade<'_>) -> Self {
        let (paid, refunded) = match trade.kind {
            EntryKind::Paid => (trade.order.total, 0),
            EntryKind::Refunded(refund) => (0, refund.refund),
            EntryKind::Revoked => (0, trade.order.total),
        };
        Self {
            paid,
            refunded,
            fee: fee(paid) - fee(refunded),
        }
    }
}

/// Of all rows, so that each is the sum of its column: a refund that came to nothing (`FAIL`) has one as well, since a bill
/// has what was begun (发起成功的退款单), whatever became of it. What was moved is said by the fund flow.
fn totals(rows: &[Trade<'_>]) -> [String; 7] {
    let of = |amount: fn(&Amounts) -> i64| rows.iter().map(|trade| amount(&Amounts::of(trade))).sum::<i64>();
    let (paid, refunded) = (of(|amounts| amounts.paid), of(|amounts| amounts.refunded));
    let fee = of(|amounts| amounts.fee);
    [
        rows.len().to_string(),
        yuan(paid),
        yuan(refunded),
        yuan(0),
        yuan(fee),
        yuan(paid),
        yuan(refunded),
    ]
}
