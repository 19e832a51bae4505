//! What WeChat Pay does where money flows: each operation changes the ledger as the documentation says.
//!
//! All is pure: [`answer`] and [`tick`] take the time from whoever calls, and give back what is to be told.

mod amount;
pub mod bills;
mod cashier;
mod combined;
mod complaints;
mod echo;
mod fields;
mod orders;
mod payscore;
mod refunds;
mod refuse;
mod seed;
mod sharing;
mod step;
mod transfers;
pub mod user;
mod v2;
mod whose;

use crate::ledger::{Happening, Ledger};
use crate::message::{Asked, Done, Notice};

pub use cashier::{Payable, payable, way_to_cashier};
pub use complaints::Grievance;
pub use payscore::overdue_service;
pub use refunds::end_refund;
pub use seed::{SeedOrder, seed_order};
pub use step::Step;
pub use transfers::fail_transfer;

/// Operations that belong together.
#[derive(Debug, Clone, Copy)]
pub struct Flow {
    /// What they are about.
    pub title: &'static str,
    /// The operations.
    pub steps: &'static [Step],
}

/// All that is modelled; everything else is answered from its documented example.
#[must_use]
pub fn modelled() -> &'static [Flow] {
    &[
        Flow {
            title: "订单",
            steps: orders::STEPS,
        },
        Flow {
            title: "合单",
            steps: combined::STEPS,
        },
        Flow {
            title: "退款",
            steps: refunds::STEPS,
        },
        Flow {
            title: "商家转账",
            steps: transfers::STEPS,
        },
        Flow {
            title: "分账",
            steps: sharing::STEPS,
        },
        Flow {
            title: "微信支付分",
            steps: payscore::STEPS,
        },
        Flow {
            title: "消费者投诉",
            steps: complaints::STEPS,
        },
        Flow {
            title: "账单",
            steps: bills::STEPS,
        },
        Flow {
            title: "签名与加解密测试",
            steps: echo::STEPS,
        },
        Flow {
            title: "订单与退款（v2）",
            steps: v2::STEPS,
        },
        Flow {
            title: "现金红包（v2）",
            steps: v2::REDPACK_STEPS,
        },
    ]
}

/// Does what is asked; `None` if its operation is not modelled.
///
/// What was due by then happens first, so that an answer never lags behind the clock; its notices come first too.
///
/// ```
/// use serde_json::json;
/// use wechatpay_gateway::flow::{answer, user};
/// use wechatpay_gateway::ledger::Ledger;
/// use wechatpay_gateway::message::{Asked, Caller, Outcome};
/// use wechatpay_openapi_runtime::{Method, Operation};
///
/// static NATIVE: Operation = Operation::v3(Method::POST, "/v3/pay/transactions/native");
/// let order = json!({
///     "appid": "wxd678efh567hg6787", "mchid": "1900000109", "description": "QQ公仔", "out_trade_no": "order-1",
///     "notify_url": "https://shop.example/notify", "amount": {"total": 100}
/// });
/// let asked = Asked {
///     operation: &NATIVE,
///     path: Default::default(),
///     fields: order.as_object().cloned().unwrap_or_default(),
///     caller: Caller::new("1900000109"),
///     at: 1_795_924_800,
/// };
///
/// let mut ledger = Ledger::new(1);
/// let done = answer(&mut ledger, &asked).unwrap();
/// assert!(matches!(done.outcome, Outcome::Fields(fields) if fields.contains_key("code_url")));
///
/// let notices = user::pay(&mut ledger, "order-1", asked.at + 30).unwrap();
/// assert_eq!(notices[0].event_type, "TRANSACTION.SUCCESS");
/// assert_eq!(notices[0].payload["success_time"], "2026-11-29T12:00:30+08:00");
/// ```
pub fn answer(ledger: &mut Ledger, asked: &Asked) -> Option<Done> {
    let step = step(asked)?;
    let mut notices = tick(ledger, asked.at);
    let mut done = (step.handler)(ledger, asked).unwrap_or_else(Done::from);
    notices.append(&mut done.notices);
    Some(Done { notices, ..done })
}

fn step(asked: &Asked) -> Option<&'static Step> {
    let mut steps = modelled().iter().flat_map(|flow| flow.steps);
    steps.find(|step| step.path == asked.operation.path && step.method == asked.operation.method)
}

/// What happens by itself until this time, in seconds since 1970-01-01 UTC, and what is told because of it.
///
/// [`Ledger::next_due`] says when to call it next.
pub fn tick(ledger: &mut Ledger, at: i64) -> Vec<Notice> {
    let mut notices = Vec::new();
    while ledger.next_due().is_some_and(|due| due <= at) {
        if let Some(due) = ledger.due.pop_first() {
            notices.extend(happen(ledger, due.happening, due.at));
        }
    }
    notices
}

fn happen(ledger: &mut Ledger, happening: Happening, at: i64) -> Vec<Notice> {
    match happening {
        Happening::OrderExpires(key) => {
            orders::expire(ledger, &key, at);
            Vec::new()
        }
        Happening::RefundArrives(key) => refunds::arrive(ledger, &key, at),
        Happening::TransferOverdue(key) => transfers::overdue(ledger, &key, at),
        Happening::TransferCancelled(key) => transfers::cancelled(ledger, &key, at),
        Happening::RedpackComesBack(key) => {
            v2::come_back(ledger, &key, at);
            Vec::new()
        }
        Happening::BillGoes(token) => {
            ledger.bills.remove(&token);
            Vec::new()
        }
        Happening::ServiceCollected(key) => payscore::collected(ledger, &key, at),
        Happening::SharingEnds(key) => sharing::carry_out(ledger, &key, at),
    }
}
