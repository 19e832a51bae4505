//! How a refund ends.

use super::query::unknown;
use super::view::notice;
use super::view_v2;
use crate::flow::refuse::invalid;
use crate::ledger::{Due, Happening, Ledger, Protocol, RefundStatus};
use crate::message::{Notice, Refusal};

/// A refund that is on its way arrives at the user.
pub(crate) fn arrive(ledger: &mut Ledger, key: &str, at: i64) -> Vec<Notice> {
    end(ledger, key, RefundStatus::Success, at).into_iter().collect()
}

/// Lets the refund of this `refund_id` or `out_refund_no` end in another way than by arriving: abnormal, closed, or at once.
///
/// # Errors
/// If there is none, or it has ended.
pub fn end_refund(
    ledger: &mut Ledger,
    number: &str,
    status: RefundStatus,
    at: i64,
) -> Result<Vec<Notice>, Refusal> {
    let of_merchant = || {
        ledger
            .refunds
            .values()
            .find(|refund| refund.out_refund_no == number)
    };
    let refund = ledger
        .refund_by_number(number)
        .or_else(of_merchant)
        .ok_or_else(unknown)?;
    let key = refund.party.key(&refund.out_refund_no);
    let notice = end(ledger, &key, status, at).ok_or_else(|| invalid("退款单不是处理中"))?;
    Ok(vec![notice])
}

/// Nothing is told of a refund that is not on its way.
fn end(ledger: &mut Ledger, key: &str, status: RefundStatus, at: i64) -> Option<Notice> {
    let refund = ledger.refunds.get_mut(key)?;
    if refund.status != RefundStatus::Processing || status == RefundStatus::Processing {
        return None;
    }
    refund.status = status;
    refund.success = (status == RefundStatus::Success).then_some(at);
    let notice = match refund.protocol {
        Protocol::V3 => notice(refund),
        Protocol::V2 => view_v2::notice(ledger.orders.get(&refund.order), refund),
    };
    let arrives = Due {
        at: refund.arrives,
        happening: Happening::RefundArrives(key.to_owned()),
    };
    ledger.due.remove(&arrives);
    Some(notice)
}
