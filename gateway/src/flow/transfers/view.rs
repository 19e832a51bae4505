//! A transfer as answers and notifications show it.

use crate::flow::fields::Fields;
use crate::ledger::{Transfer, TransferState, beijing};
use crate::message::Notice;

/// The answer to whoever asked for it; that of a partner says nothing of the state.
pub(super) fn created(transfer: &Transfer) -> Fields {
    let waits = transfer.state == TransferState::WaitUserConfirm;
    let package_info = waits.then_some(transfer.package_info.as_str());
    let numbers = numbers(transfer).with("create_time", beijing::rfc3339(transfer.created));
    match transfer.party.sub_mchid {
        None => numbers
            .with("state", transfer.state.as_str())
            .with_some("fail_reason", transfer.fail_reason.as_deref())
            .with_some("package_info", package_info),
        Some(_) => numbers.with_some("package_info", package_info),
    }
}

/// The answer to whoever took it back.
pub(super) fn cancelled(transfer: &Transfer) -> Fields {
    numbers(transfer)
        .with("state", transfer.state.as_str())
        .with("update_time", beijing::rfc3339(transfer.updated))
}

/// All that is known of it by now.
pub(super) fn transfer(transfer: &Transfer) -> Fields {
    let mchid = if transfer.party.sub_mchid.is_some() {
        "mchid"
    } else {
        "mch_id"
    };
    numbers(transfer)
        .with(mchid, transfer.party.mchid.as_str())
        .with("appid", transfer.appid.as_str())
        .with("state", transfer.state.as_str())
        .with("transfer_amount", transfer.transfer_amount)
        .with("transfer_remark", transfer.transfer_remark.as_str())
        .with_some("fail_reason", transfer.fail_reason.as_deref())
        .with("openid", transfer.openid.as_str())
        .with_some("user_name", transfer.user_name.as_deref())
        .with("create_time", beijing::rfc3339(transfer.created))
        .with("update_time", beijing::rfc3339(transfer.updated))
}

fn numbers(transfer: &Transfer) -> Fields {
    Fields::new()
        .with_some("sub_mchid", transfer.party.sub_mchid.as_deref())
        .with("out_bill_no", transfer.out_bill_no.as_str())
        .with("transfer_bill_no", transfer.transfer_bill_no.as_str())
}

/// The notification that tells it.
pub(super) const EVENT: &str = "mchtransfer_bill_finished";

/// What is told when it is at its end.
pub(super) fn notice(transfer: &Transfer) -> Notice {
    let mchid = if transfer.party.sub_mchid.is_some() {
        "mchid"
    } else {
        "mch_id"
    };
    let payload = numbers(transfer)
        .with("state", transfer.state.as_str())
        .with(mchid, transfer.party.mchid.as_str())
        .with("transfer_amount", transfer.transfer_amount)
        .with("openid", transfer.openid.as_str())
        .with_some("fail_reason", transfer.fail_reason.as_deref())
        .with("create_time", beijing::rfc3339(transfer.created))
        .with("update_time", beijing::rfc3339(transfer.updated));
    Notice {
        event: EVENT.to_owned(),
        event_type: "MCHTRANSFER.BILL.FINISHED".to_owned(),
        payload: payload.map(),
        notify_url: transfer.notify_url.clone(),
        after_secs: 0,
    }
}
