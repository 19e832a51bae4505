//! Asking for a refund's state (查询单笔退款).

use super::view::refund;
use crate::flow::refuse::required;
use crate::flow::whose::sender;
use crate::ledger::Ledger;
use crate::message::{Asked, Done, Outcome, Refusal};

/// By the merchant's number.
pub(super) fn by_out_refund_no(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = sender(asked).key(required(asked, "out_refund_no")?);
    let found = ledger.refunds.get(&key).ok_or_else(unknown)?;
    Ok(Outcome::Fields(refund(found)).into())
}

pub(super) fn unknown() -> Refusal {
    Refusal::new(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
}
