//! A user complains, and goes on complaining.

use serde::{Deserialize, Serialize};

use super::tell::{Deed, tell};
use crate::flow::refuse::invalid;
use crate::ledger::{Complaint, ComplaintState, Ledger, ProblemType};
use crate::message::{Notice, Refusal};

/// What a user complains about.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grievance {
    /// The paid order, by its `transaction_id` or `out_trade_no`.
    pub order: String,
    /// What the user says.
    #[serde(default = "detail")]
    pub complaint_detail: String,
    /// In a few words.
    #[serde(default = "description")]
    pub problem_description: String,
    /// `REFUND`, `SERVICE_NOT_WORK` or `OTHERS`.
    #[serde(default = "problem")]
    pub problem_type: ProblemType,
    /// What the user wants back, in 分.
    pub apply_refund_amount: Option<i64>,
    /// The user's telephone, in plain text.
    pub payer_phone: Option<String>,
}

fn detail() -> String {
    "反馈一个重复扣费的问题".to_owned()
}

fn description() -> String {
    "不满意商家服务".to_owned()
}

const fn problem() -> ProblemType {
    ProblemType::Others
}

/// A new complaint; its `complaint_id`, and what is told.
pub(crate) fn raise(
    ledger: &mut Ledger,
    grievance: Grievance,
    at: i64,
) -> Result<(String, Vec<Notice>), Refusal> {
    let of_merchant = || {
        ledger
            .orders
            .values()
            .find(|order| order.out_trade_no == grievance.order)
    };
    let order = ledger.order_by_number(&grievance.order).or_else(of_merchant);
    let order = order.ok_or_else(|| invalid("订单不存在"))?;
    let payment = order
        .payment
        .as_ref()
        .ok_or_else(|| invalid("订单未支付，用户不能投诉"))?;
    let party = &order.party;
    let mut complaint = Complaint {
        complainted_mchid: party.sub_mchid.clone().unwrap_or_else(|| party.mchid.clone()),
        complaint_id: String::new(),
        at,
        complaint_detail: grievance.complaint_detail,
        complaint_state: ComplaintState::Pending,
        payer_phone: grievance.payer_phone,
        payer_openid: payment.openid.clone(),
        order: party.key(&order.out_trade_no),
        incoming_user_response: true,
        user_complaint_times: 1,
        problem_description: grievance.problem_description,
        problem_type: grievance.problem_type,
        apply_refund_amount: grievance.apply_refund_amount,
        history: Vec::new(),
    };
    let complaint_id = ledger.ids.dated("2002018", at, 12);
    complaint.complaint_id.clone_from(&complaint_id);
    let details = complaint.complaint_detail.clone();
    ledger.complaints.insert(complaint_id.clone(), complaint);
    let deed = Deed {
        operator: "投诉人",
        operate_type: "USER_CREATE_COMPLAINT",
        details: &details,
        action_type: "CREATE_COMPLAINT",
    };
    let notices = tell(ledger, &complaint_id, &deed, at);
    Ok((complaint_id, notices))
}

/// The user says more; of a settled complaint that is one more.
pub(crate) fn go_on(
    ledger: &mut Ledger,
    complaint_id: &str,
    details: &str,
    at: i64,
) -> Result<Vec<Notice>, Refusal> {
    let complaint = ledger
        .complaints
        .get_mut(complaint_id)
        .ok_or_else(|| invalid("投诉单不存在"))?;
    complaint.incoming_user_response = true;
    let (operate_type, action_type) = if complaint.complaint_state == ComplaintState::Processed {
        complaint.complaint_state = ComplaintState::Pending;
        complaint.user_complaint_times += 1;
        ("USER_CONTINUE_COMPLAINT", "CONTINUE_COMPLAINT")
    } else {
        ("USER_RESPONSE", "USER_RESPONSE")
    };
    let deed = Deed {
        operator: "投诉人",
        operate_type,
        details,
        action_type,
    };
    Ok(tell(ledger, complaint_id, &deed, at))
}
