//! Asking for a sharing's state (查询分账结果).

use super::view::sharing;
use crate::flow::refuse::required;
use crate::flow::whose::sender;
use crate::ledger::Ledger;
use crate::message::{Asked, Done, Refusal};

/// By the merchant's number, of the order that it names.
pub(super) fn query(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = sender(asked).key(required(asked, "out_order_no")?);
    let transaction_id = required(asked, "transaction_id")?;
    let found = ledger
        .sharings
        .get(&key)
        .filter(|sharing| sharing.transaction_id == transaction_id);
    Ok(sharing(found.ok_or_else(unknown)?).answer())
}

pub(super) fn unknown() -> Refusal {
    Refusal::new(404, "RESOURCE_NOT_EXISTS", "记录不存在")
}
