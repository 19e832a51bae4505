//! A complaint as answers show it.

use serde_json::Value;

use crate::flow::fields::Fields;
use crate::ledger::{Complaint, Ledger, Negotiation, beijing};

/// As a list shows it.
pub(super) fn listed(ledger: &Ledger, complaint: &Complaint) -> Fields {
    let order = ledger.orders.get(&complaint.order);
    let payment = order.and_then(|order| order.payment.as_ref());
    let order_info = order.zip(payment).map(|(order, payment)| {
        let info = Fields::new()
            .with("transaction_id", payment.transaction_id.as_str())
            .with("out_trade_no", order.out_trade_no.as_str())
            .with("amount", order.total);
        vec![Value::from(info)]
    });
    let is_refunded = order.is_some_and(|order| ledger.refunded(&complaint.order) >= order.total);
    Fields::new()
        .with("complaint_id", complaint.complaint_id.as_str())
        .with("complaint_time", beijing::rfc3339(complaint.at))
        .with("complaint_detail", complaint.complaint_detail.as_str())
        .with("complaint_state", complaint.complaint_state.as_str())
        .with("complainted_mchid", complaint.complainted_mchid.as_str())
        .with_some("payer_phone", complaint.payer_phone.as_deref())
        .with_some("complaint_order_info", order_info)
        .with("complaint_full_refunded", is_refunded)
        .with("incoming_user_response", complaint.incoming_user_response)
        .with("user_complaint_times", complaint.user_complaint_times)
        .with("problem_description", complaint.problem_description.as_str())
        .with("problem_type", complaint.problem_type.as_str())
        .with_some("apply_refund_amount", complaint.apply_refund_amount)
        .with("in_platform_service", false)
        .with("need_immediate_service", false)
}

/// As it is shown alone.
pub(super) fn detailed(ledger: &Ledger, complaint: &Complaint) -> Fields {
    listed(ledger, complaint).with("payer_openid", complaint.payer_openid.as_str())
}

/// What was said or done.
pub(super) fn negotiation(of: &Negotiation) -> Fields {
    Fields::new()
        .with("log_id", of.log_id.as_str())
        .with("operator", of.operator.as_str())
        .with("operate_time", beijing::rfc3339(of.at))
        .with("operate_type", of.operate_type.as_str())
        .with("operate_details", of.operate_details.as_str())
}
