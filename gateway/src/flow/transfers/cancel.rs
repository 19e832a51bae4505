//! Taking a transfer back (撤销转账).

use super::query::unknown;
use super::view::cancelled;
use crate::flow::refuse::{invalid, required};
use crate::flow::whose::sender;
use crate::ledger::{Happening, Ledger, TransferState};
use crate::message::{Asked, Done, Refusal};

/// How long that takes, in seconds.
const CANCEL_SECS: i64 = 3;

/// Takes it back while the user has not confirmed. Asking again is the same answer.
pub(super) fn cancel(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = sender(asked).key(required(asked, "out_bill_no")?);
    let transfer = ledger.transfers.get_mut(&key).ok_or_else(unknown)?;
    let begins = match transfer.state {
        TransferState::WaitUserConfirm => true,
        TransferState::Canceling | TransferState::Cancelled => false,
        _ => return Err(invalid("转账单已完成，不能撤销")),
    };
    if begins {
        transfer.state = TransferState::Canceling;
        transfer.updated = asked.at;
    }
    let done = cancelled(transfer).answer();
    if begins {
        ledger.plan(asked.at + CANCEL_SECS, Happening::TransferCancelled(key));
    }
    Ok(done)
}
