//! A refund as answers and notifications of v3 show it.

use serde_json::{Map, Value};

use crate::flow::fields::Fields;
use crate::ledger::{Refund, beijing};
use crate::message::Notice;

/// All that is known of a refund by now.
pub(super) fn refund(refund: &Refund) -> Map<String, Value> {
    let amount = amount(refund)
        .with_some("from", refund.from.clone())
        .with("settlement_refund", refund.refund)
        .with("settlement_total", refund.total)
        .with("discount_refund", 0)
        .with("currency", refund.currency.as_str());
    Fields::new()
        .with("refund_id", refund.refund_id.as_str())
        .with("out_refund_no", refund.out_refund_no.as_str())
        .with("transaction_id", refund.transaction_id.as_str())
        .with("out_trade_no", refund.out_trade_no.as_str())
        .with("channel", refund.channel.as_str())
        .with("user_received_account", refund.user_received_account.as_str())
        .with_some("success_time", refund.success.map(beijing::rfc3339))
        .with("create_time", beijing::rfc3339(refund.created))
        .with("status", refund.status.as_str())
        .with("funds_account", refund.funds_account.as_str())
        .with("amount", amount)
        .map()
}

fn amount(refund: &Refund) -> Fields {
    Fields::new()
        .with("total", refund.total)
        .with("refund", refund.refund)
        .with("payer_total", refund.total)
        .with("payer_refund", refund.refund)
}

/// What is told when a refund is at its end.
pub(super) fn notice(refund: &Refund) -> Notice {
    let status = refund.status.as_str();
    let (of, whose) = match &refund.party.sub_mchid {
        None => ("", Fields::new().with("mchid", refund.party.mchid.as_str())),
        Some(sub_mchid) => (
            "partner_",
            Fields::new()
                .with("sp_mchid", refund.party.mchid.as_str())
                .with("sub_mchid", sub_mchid.as_str()),
        ),
    };
    let payload = whose
        .with("out_trade_no", refund.out_trade_no.as_str())
        .with("transaction_id", refund.transaction_id.as_str())
        .with("out_refund_no", refund.out_refund_no.as_str())
        .with("refund_id", refund.refund_id.as_str())
        .with("refund_status", status)
        .with_some("success_time", refund.success.map(beijing::rfc3339))
        .with("user_received_account", refund.user_received_account.as_str())
        .with("amount", amount(refund));
    Notice {
        event: format!("{of}refund_{}", status.to_ascii_lowercase()),
        event_type: format!("REFUND.{status}"),
        payload: payload.map(),
        notify_url: refund.notify_url.clone(),
        after_secs: 0,
    }
}
