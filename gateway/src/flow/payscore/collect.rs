//! Collecting what a service costs: from the user again (催收扣款), or told to be paid elsewhere (同步服务订单信息).

use super::find::{find, key};
use super::view::{changed, numbers};
use crate::flow::refuse::{invalid, parameter, required};
use crate::ledger::{Happening, Ledger, ServicePayment, ServiceState, beijing};
use crate::message::{Asked, Done, Refusal};

/// How long that takes, in seconds.
const COLLECT_SECS: i64 = 5;

/// The money will be taken from the user.
pub(super) fn collect(ledger: &mut Ledger, asked: &Asked) {
    if let Some(out_order_no) = asked.text("out_order_no") {
        let collected = Happening::ServiceCollected(key(asked, out_order_no));
        ledger.plan(asked.at + COLLECT_SECS, collected);
    }
}

/// Tries again.
pub(super) fn pay(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let order = find(ledger, asked)?;
    if order.state != ServiceState::Completed {
        return Err(invalid("服务订单不是待支付"));
    }
    order.is_overdue = false;
    let done = numbers(order).answer();
    collect(ledger, asked);
    Ok(done)
}

/// The user paid in another way, at the time that the merchant says.
pub(super) fn sync(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let paid_time = asked
        .field("/detail/paid_time")
        .and_then(serde_json::Value::as_str);
    let paid_time = paid_time.and_then(beijing::parse);
    if required(asked, "type")? != "Order_Paid" {
        return Err(parameter(asked, "/type", "is Order_Paid or nothing"));
    }
    let at =
        paid_time.ok_or_else(|| parameter(asked, "/detail/paid_time", "is no time as yyyyMMddHHmmss"))?;
    let order = find(ledger, asked)?;
    if order.state != ServiceState::Completed {
        return Err(invalid("服务订单不是待支付"));
    }
    order.state = ServiceState::Done;
    let transaction_id = None;
    order.paid = Some(ServicePayment { at, transaction_id });
    Ok(changed(order).with("openid", order.openid.as_str()).answer())
}
