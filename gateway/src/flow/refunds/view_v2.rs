//! A refund as answers and notifications of v2 show it.

use crate::flow::fields::Fields;
use crate::ledger::{Order, Refund, RefundStatus, beijing};
use crate::message::Notice;

/// Its answer, after what all answers begin with.
pub(crate) fn refund(told: Fields, refund: &Refund) -> Fields {
    told.with("transaction_id", refund.transaction_id.as_str())
        .with("out_trade_no", refund.out_trade_no.as_str())
        .with("out_refund_no", refund.out_refund_no.as_str())
        .with("refund_id", refund.refund_id.as_str())
        .with("refund_fee", refund.refund)
        .with("total_fee", refund.total)
        .with("fee_type", refund.currency.as_str())
        .with("cash_fee", refund.total)
        .with("cash_refund_fee", refund.refund)
        .with("coupon_refund_fee", 0)
        .with("coupon_refund_count", 0)
}

/// What a query tells of it as the one of this place.
pub(crate) fn numbered(told: Fields, place: usize, refund: &Refund) -> Fields {
    let name = |name: &str| format!("{name}_{place}");
    told.with(&name("out_refund_no"), refund.out_refund_no.as_str())
        .with(&name("refund_id"), refund.refund_id.as_str())
        .with(&name("refund_channel"), refund.channel.as_str())
        .with(&name("refund_fee"), refund.refund)
        .with(&name("cash_refund_fee"), refund.refund)
        .with(&name("refund_status"), status(refund.status))
        .with(&name("refund_account"), account(refund))
        .with(&name("refund_recv_accout"), refund.user_received_account.as_str())
        .with_some(&name("refund_success_time"), refund.success.map(beijing::spaced))
}

/// What is told when a refund is at its end. What is in `req_info` is encrypted.
pub(super) fn notice(order: Option<&Order>, refund: &Refund) -> Notice {
    let req_info = Fields::new()
        .with("transaction_id", refund.transaction_id.as_str())
        .with("out_trade_no", refund.out_trade_no.as_str())
        .with("refund_id", refund.refund_id.as_str())
        .with("out_refund_no", refund.out_refund_no.as_str())
        .with("total_fee", refund.total)
        .with("settlement_total_fee", refund.total)
        .with("refund_fee", refund.refund)
        .with("settlement_refund_fee", refund.refund)
        .with("refund_status", status(refund.status))
        .with_some("success_time", refund.success.map(beijing::spaced))
        .with("refund_recv_accout", refund.user_received_account.as_str())
        .with("refund_account", account(refund))
        .with("refund_request_source", "API")
        .with("cash_refund_fee", refund.refund);
    let payload = Fields::new()
        .with("return_code", "SUCCESS")
        .with(
            "appid",
            order.map(|order| order.appid.as_str()).unwrap_or_default(),
        )
        .with("mch_id", refund.party.mchid.as_str())
        .with_some("sub_appid", order.and_then(|order| order.sub_appid.as_deref()))
        .with_some("sub_mch_id", refund.party.sub_mchid.as_deref())
        .with("req_info", req_info);
    Notice {
        event: "refund_processed".to_owned(),
        event_type: String::new(),
        payload: payload.map(),
        notify_url: refund.notify_url.clone(),
        after_secs: 0,
    }
}

const fn status(status: RefundStatus) -> &'static str {
    match status {
        RefundStatus::Processing => "PROCESSING",
        RefundStatus::Success => "SUCCESS",
        RefundStatus::Closed => "REFUNDCLOSE",
        RefundStatus::Abnormal => "CHANGE",
    }
}

fn account(refund: &Refund) -> &'static str {
    match refund.funds_account.as_str() {
        "UNSETTLED" => "REFUND_SOURCE_UNSETTLED_FUNDS",
        _ => "REFUND_SOURCE_RECHARGE_FUNDS",
    }
}
