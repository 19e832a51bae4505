//! Asking for a transfer's state (查询转账单).

use super::view::transfer;
use crate::flow::refuse::required;
use crate::flow::whose::sender;
use crate::ledger::Ledger;
use crate::message::{Asked, Done, Refusal};

/// By the merchant's number.
pub(super) fn by_out_bill_no(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = sender(asked).key(required(asked, "out_bill_no")?);
    let found = ledger.transfers.get(&key).ok_or_else(unknown)?;
    Ok(transfer(found).answer())
}

/// By WeChat Pay's number.
pub(super) fn by_transfer_bill_no(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let found = ledger.transfer_by_number(required(asked, "transfer_bill_no")?);
    let found = found
        .filter(|transfer| transfer.party == sender(asked))
        .ok_or_else(unknown)?;
    Ok(transfer(found).answer())
}

pub(super) fn unknown() -> Refusal {
    Refusal::new(404, "NOT_FOUND", "转账单不存在")
}
