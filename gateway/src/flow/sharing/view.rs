//! A sharing as answers and notifications show it.

use serde_json::Value;

use crate::flow::fields::Fields;
use crate::ledger::{Share, Sharing, SharingReturn, beijing};
use crate::message::Notice;

/// All that is known of a sharing by now.
pub(super) fn sharing(sharing: &Sharing) -> Fields {
    let shares: Vec<Value> = sharing
        .shares
        .iter()
        .map(|of| share(of, sharing.created).into())
        .collect();
    let state = if sharing.is_finished {
        "FINISHED"
    } else {
        "PROCESSING"
    };
    Fields::new()
        .with_some("sub_mchid", sharing.party.sub_mchid.as_deref())
        .with("transaction_id", sharing.transaction_id.as_str())
        .with("out_order_no", sharing.out_order_no.as_str())
        .with("order_id", sharing.order_id.as_str())
        .with("state", state)
        .with("receivers", shares)
}

fn share(share: &Share, created: i64) -> Fields {
    Fields::new()
        .with("amount", share.amount)
        .with("description", share.description.as_str())
        .with("type", share.kind.as_str())
        .with("account", share.account.as_str())
        .with("result", share.result.as_str())
        .with_some("fail_reason", share.fail_reason.as_deref())
        .with("create_time", beijing::rfc3339(created))
        // It is documented as always there; before the end it is as good as the beginning.
        .with("finish_time", beijing::rfc3339(share.finished.unwrap_or(created)))
        .with("detail_id", share.detail_id.as_str())
}

/// What was given back.
pub(super) fn returned(back: &SharingReturn) -> Fields {
    Fields::new()
        .with_some("sub_mchid", back.party.sub_mchid.as_deref())
        .with("order_id", back.order_id.as_str())
        .with("out_order_no", back.out_order_no.as_str())
        .with("out_return_no", back.out_return_no.as_str())
        .with("return_id", back.return_id.as_str())
        .with("return_mchid", back.return_mchid.as_str())
        .with("amount", back.amount)
        .with("description", back.description.as_str())
        .with("result", "SUCCESS")
        .with("create_time", beijing::rfc3339(back.at))
        .with("finish_time", beijing::rfc3339(back.at))
}

/// What a merchant that shares is told, of a share or of one that it gives back, each with its own numbers.
pub(super) fn notice(
    sharing: &Sharing,
    share: &Share,
    amount: i64,
    (order_id, out_order_no): (&str, &str),
    at: i64,
) -> Notice {
    let (event, whose) = match &sharing.party.sub_mchid {
        None => (
            "profit_sharing",
            Fields::new().with("mchid", sharing.party.mchid.as_str()),
        ),
        Some(sub_mchid) => (
            "partner_profit_sharing",
            Fields::new()
                .with("sp_mchid", sharing.party.mchid.as_str())
                .with("sub_mchid", sub_mchid.as_str()),
        ),
    };
    let receiver = Fields::new()
        .with("type", share.kind.as_str())
        .with("account", share.account.as_str())
        .with("amount", amount)
        .with("description", share.description.as_str());
    let payload = whose
        .with("transaction_id", sharing.transaction_id.as_str())
        .with("order_id", order_id)
        .with("out_order_no", out_order_no)
        .with("receiver", receiver)
        .with("success_time", beijing::rfc3339(at));
    Notice {
        event: event.to_owned(),
        event_type: "TRANSACTION.SUCCESS".to_owned(),
        payload: payload.map(),
        // The receiver sets it on the merchant site: no request names one.
        notify_url: String::new(),
        after_secs: 0,
    }
}
