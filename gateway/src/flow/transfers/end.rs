//! How a transfer ends.

use wechatpay_openapi::catalogue::notifications;
use wechatpay_openapi::testing::{TableView, ValueKind};

use super::query::unknown;
use super::view::{EVENT, notice};
use crate::flow::refuse::invalid;
use crate::ledger::{Ledger, TransferState};
use crate::message::{Notice, Refusal};

/// The user confirms the transfer of this `transfer_bill_no`, `package_info` or `out_bill_no`.
pub(crate) fn confirm(ledger: &mut Ledger, number: &str, at: i64) -> Result<Vec<Notice>, Refusal> {
    let key = waiting(ledger, number)?;
    Ok(end(ledger, &key, TransferState::Success, None, at))
}

/// Lets the transfer of this `transfer_bill_no` or `out_bill_no` fail for a documented reason, such as `ACCOUNT_FROZEN`.
///
/// # Errors
/// If there is none, it does not wait for the user, or the reason is not documented.
pub fn fail_transfer(
    ledger: &mut Ledger,
    number: &str,
    fail_reason: &str,
    at: i64,
) -> Result<Vec<Notice>, Refusal> {
    let key = waiting(ledger, number)?;
    let documented = reasons();
    if !documented.contains(&fail_reason) {
        let message = format!(
            "fail_reason {fail_reason:?} is not documented: there are {}",
            documented.join(", ")
        );
        return Err(invalid(&message));
    }
    Ok(end(ledger, &key, TransferState::Fail, Some(fail_reason), at))
}

/// The reasons that the page of the notification has.
fn reasons() -> &'static [&'static str] {
    let told = notifications().find(|event| event.name == EVENT);
    let field = told.and_then(|event| TableView::of(event.table).field("fail_reason"));
    match field.map(|field| field.kind()) {
        Some(ValueKind::Enum(reasons)) => reasons,
        _ => &[],
    }
}

/// The user did not confirm in time.
pub(crate) fn overdue(ledger: &mut Ledger, key: &str, at: i64) -> Vec<Notice> {
    match ledger.transfers.get(key).map(|transfer| transfer.state) {
        Some(TransferState::WaitUserConfirm) => {
            end(ledger, key, TransferState::Fail, Some("OVERDUE_CLOSE"), at)
        }
        _ => Vec::new(),
    }
}

/// The merchant has it back.
pub(crate) fn cancelled(ledger: &mut Ledger, key: &str, at: i64) -> Vec<Notice> {
    end(ledger, key, TransferState::Cancelled, Some("MCH_CANCEL"), at)
}

fn waiting(ledger: &Ledger, number: &str) -> Result<String, Refusal> {
    let of_merchant = || {
        ledger
            .transfers
            .values()
            .find(|transfer| transfer.out_bill_no == number)
    };
    let transfer = ledger
        .transfer_by_number(number)
        .or_else(of_merchant)
        .ok_or_else(unknown)?;
    match transfer.state {
        TransferState::WaitUserConfirm => Ok(transfer.party.key(&transfer.out_bill_no)),
        state => Err(invalid(&format!(
            "转账单状态是{}，不在等待用户确认",
            state.as_str()
        ))),
    }
}

fn end(
    ledger: &mut Ledger,
    key: &str,
    state: TransferState,
    fail_reason: Option<&str>,
    at: i64,
) -> Vec<Notice> {
    let Some(transfer) = ledger.transfers.get_mut(key) else {
        return Vec::new();
    };
    transfer.state = state;
    transfer.fail_reason = fail_reason.map(str::to_owned);
    transfer.updated = at;
    vec![notice(transfer)]
}
