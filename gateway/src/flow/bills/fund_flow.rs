//! Fund flow bills (资金账单).

use super::entry::{EntryKind, Trade, belongs, fee, trades};
use super::sheet::{Sheet, one_line, yuan};
use crate::ledger::{Ledger, RedpackStatus, RefundStatus, ShareResult, Sharing, TransferState, beijing};

/// An account of a merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// What is paid arrives here, and refunds and shares leave it.
    Basic,
    /// Transfers and red packets leave it.
    Operation,
    /// Fees that are paid apart: nothing here does so.
    Fees,
}

impl Account {
    /// `BASIC`, `OPERATION` or `FEES`; v2 writes it in another case.
    #[must_use]
    pub fn read(account_type: Option<&str>) -> Option<Self> {
        match account_type.map(str::to_ascii_uppercase).as_deref() {
            None | Some("BASIC") => Some(Self::Basic),
            Some("OPERATION") => Some(Self::Operation),
            Some("FEES") => Some(Self::Fees),
            Some(_) => None,
        }
    }
}

const HEADINGS: &str = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号";
const TOTALS: &str = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

/// Money that came or went.
#[derive(Debug, Clone)]
struct Movement {
    at: i64,
    number: String,
    name: &'static str,
    kind: &'static str,
    /// In 分; less than zero if it went.
    amount: i64,
    remark: String,
    voucher: String,
}

/// What came and went on this day (`2015-05-20`, of Beijing); `None` if nothing did. Amounts are in yuan.
#[must_use]
pub fn fund_flow(
    ledger: &Ledger,
    mchid: &str,
    sub_mchid: Option<&str>,
    day: &str,
    account: Account,
) -> Option<String> {
    let mut flows = match account {
        Account::Basic => basic(ledger, mchid, sub_mchid),
        Account::Operation => operation(ledger, mchid, sub_mchid),
        Account::Fees => Vec::new(),
    };
    flows.sort_by(|one, other| (one.at, &one.number).cmp(&(other.at, &other.number)));
    let mut balance = 0;
    let mut sheet = Sheet::new(HEADINGS);
    let (mut incomes, mut expenses) = ((0, 0), (0, 0));
    for (place, flow) in flows.iter().enumerate() {
        balance += flow.amount;
        if beijing::day(flow.at) != day {
            continue;
        }
        let side = if flow.amount < 0 {
            &mut expenses
        } else {
            &mut incomes
        };
        *side = (side.0 + 1, side.1 + flow.amount.abs());
        sheet.row(&row(flow, place, balance, mchid));
    }
    let count = incomes.0 + expenses.0;
    let totals = [
        count.to_string(),
        incomes.0.to_string(),
        yuan(incomes.1),
        expenses.0.to_string(),
        yuan(expenses.1),
    ];
    (count > 0).then(|| sheet.totals(TOTALS, &totals))
}

fn row(flow: &Movement, place: usize, balance: i64, mchid: &str) -> Vec<String> {
    let side = if flow.amount < 0 { "支出" } else { "收入" };
    vec![
        beijing::spaced(flow.at),
        flow.number.clone(),
        format!("{mchid}{}{place:010}", &beijing::compact(flow.at)[..8]),
        flow.name.to_owned(),
        flow.kind.to_owned(),
        side.to_owned(),
        yuan(flow.amount.abs()),
        yuan(balance),
        "system".to_owned(),
        one_line(&flow.remark),
        flow.voucher.clone(),
    ]
}

fn basic(ledger: &Ledger, mchid: &str, sub_mchid: Option<&str>) -> Vec<Movement> {
    // A partner has no money of its merchants: their accounts are asked for one by one.
    let own = |trade: &Trade<'_>| trade.order.party.sub_mchid.as_deref() == sub_mchid;
    let trades = trades(ledger, mchid, sub_mchid);
    let mut flows: Vec<Movement> = trades
        .iter()
        .filter(|trade| own(trade))
        .flat_map(of_trade)
        .collect();
    let sharings = ledger.sharings.values();
    let sharings = sharings.filter(|sharing| sharing.party.mchid == mchid);
    let sharings: Vec<_> = sharings
        .filter(|sharing| sharing.party.sub_mchid.as_deref() == sub_mchid)
        .collect();
    flows.extend(sharings.iter().flat_map(|sharing| of_sharing(sharing)));
    let returns = ledger.sharing_returns.values();
    let returns =
        returns.filter(|back| back.party.mchid == mchid && back.party.sub_mchid.as_deref() == sub_mchid);
    flows.extend(returns.map(|back| Movement {
        at: back.at,
        number: back.return_id.clone(),
        name: "分账回退",
        kind: "分账",
        amount: back.amount,
        remark: back.description.clone(),
        voucher: back.out_return_no.clone(),
    }));
    flows
}

fn of_trade(trade: &Trade<'_>) -> Vec<Movement> {
    let transaction_id = trade.payment.transaction_id.clone();
    let (number, name, total, remark, voucher) = match trade.kind {
        EntryKind::Paid => (
            transaction_id,
            "交易",
            trade.order.total,
            trade.order.description.clone(),
            trade.order.out_trade_no.clone(),
        ),
        EntryKind::Refunded(refund) if refund.status == RefundStatus::Closed => return Vec::new(),
        EntryKind::Refunded(refund) => {
            let reason = refund.reason.clone().unwrap_or_default();
            (
                refund.refund_id.clone(),
                "退款",
                -refund.refund,
                reason,
                refund.out_refund_no.clone(),
            )
        }
        EntryKind::Revoked => (
            transaction_id,
            "退款",
            -trade.order.total,
            String::new(),
            trade.order.out_trade_no.clone(),
        ),
    };
    let money = Movement {
        at: trade.at,
        number,
        name,
        kind: name,
        amount: total,
        remark,
        voucher,
    };
    let fee = if total < 0 { fee(-total) } else { -fee(total) };
    let fee = Movement {
        name: if fee < 0 {
            "扣除交易手续费"
        } else {
            "退还交易手续费"
        },
        amount: fee,
        remark: String::new(),
        ..money.clone()
    };
    [money, fee].into_iter().filter(|flow| flow.amount != 0).collect()
}

fn of_sharing(sharing: &Sharing) -> Vec<Movement> {
    let own = sharing.party.sub_mchid.as_deref().unwrap_or(&sharing.party.mchid);
    let gone = sharing
        .shares
        .iter()
        .filter(|share| share.result == ShareResult::Success && share.account != own);
    gone.map(|share| Movement {
        at: share.finished.unwrap_or(sharing.created),
        number: share.detail_id.clone(),
        name: "分账",
        kind: "分账",
        amount: -share.amount,
        remark: share.description.clone(),
        voucher: sharing.out_order_no.clone(),
    })
    .collect()
}

fn operation(ledger: &Ledger, mchid: &str, sub_mchid: Option<&str>) -> Vec<Movement> {
    let transfers = ledger
        .transfers
        .values()
        .filter(|transfer| belongs(&transfer.party, mchid, sub_mchid));
    let arrived = transfers.filter(|transfer| transfer.state == TransferState::Success);
    let arrived = arrived.map(|transfer| Movement {
        at: transfer.updated,
        number: transfer.transfer_bill_no.clone(),
        name: "商家转账",
        kind: "转账",
        amount: -transfer.transfer_amount,
        remark: transfer.transfer_remark.clone(),
        voucher: transfer.out_bill_no.clone(),
    });
    let redpacks = ledger
        .redpacks
        .values()
        .filter(|redpack| belongs(&redpack.party, mchid, sub_mchid));
    let sent = redpacks.flat_map(|redpack| {
        let flow = |at, name, amount| Movement {
            at,
            number: redpack.send_listid.clone(),
            name,
            kind: "红包",
            amount,
            remark: redpack.remark.clone(),
            voucher: redpack.mch_billno.clone(),
        };
        let back = redpack.ended.filter(|_| redpack.status == RedpackStatus::Refund);
        let back = back.map(|at| flow(at, "现金红包退款", redpack.total_amount));
        [Some(flow(redpack.sent, "现金红包", -redpack.total_amount)), back]
            .into_iter()
            .flatten()
    });
    arrived.chain(sent).collect()
}
