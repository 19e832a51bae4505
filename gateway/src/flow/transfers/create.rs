//! Asking for a transfer (发起转账).

use super::view::created;
use crate::flow::amount::amount;
use crate::flow::refuse::{other_content, parameter, required};
use crate::flow::whose::sender;
use crate::ledger::{Content, Happening, Ledger, Transfer, TransferState};
use crate::message::{Asked, Done, Refusal};

/// How long the user may take to confirm, in seconds.
const CONFIRM_SECS: i64 = 86_400;
/// From this amount on the user's name is needed, in 分.
const NAME_FROM: i64 = 200_000;

/// Waits for the user, or repeats the answer that a transfer of the same words had.
pub(super) fn create(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = sender(asked).key(required(asked, "out_bill_no")?);
    if let Some(before) = ledger.transfers.get(&key) {
        return if before.content == Content::of(asked) {
            Ok(created(before).answer())
        } else {
            Err(other_content())
        };
    }
    let mut transfer = drawn(asked)?;
    transfer.transfer_bill_no = ledger.ids.dated("133000007110099999118", asked.at, 11);
    transfer.package_info = format!("{}==", ledger.ids.letters(62));
    ledger.plan(asked.at + CONFIRM_SECS, Happening::TransferOverdue(key));
    let done = created(&transfer).answer();
    ledger.keep_transfer(transfer);
    Ok(done)
}

fn drawn(asked: &Asked) -> Result<Transfer, Refusal> {
    let text = |name: &str| asked.text(name).map(str::to_owned);
    let transfer_amount = amount(asked, "/transfer_amount")?;
    if transfer_amount >= NAME_FROM && text("user_name").is_none() {
        return Err(parameter(asked, "/user_name", "is required from 2,000 yuan on"));
    }
    Ok(Transfer {
        party: sender(asked),
        appid: text("appid").unwrap_or_default(),
        out_bill_no: required(asked, "out_bill_no")?.to_owned(),
        transfer_bill_no: String::new(),
        openid: required(asked, "openid")?.to_owned(),
        user_name: text("user_name"),
        transfer_amount,
        transfer_remark: text("transfer_remark").unwrap_or_default(),
        state: TransferState::WaitUserConfirm,
        fail_reason: None,
        package_info: String::new(),
        created: asked.at,
        updated: asked.at,
        notify_url: text("notify_url").unwrap_or_default(),
        content: Content::of(asked),
    })
}
