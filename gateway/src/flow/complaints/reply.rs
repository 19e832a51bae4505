//! What a merchant does about a complaint: answers (提交回复), settles (反馈处理完成), says whether money goes back (更新退款审批结果).

use super::find::find;
use super::tell::{Deed, tell};
use crate::flow::refuse::{invalid, parameter, required};
use crate::ledger::{Complaint, ComplaintState, Ledger, ProblemType};
use crate::message::{Asked, Done, Outcome, Refusal};

/// Answers the user.
pub(super) fn respond(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let complaint = of_merchant(ledger, asked)?;
    if complaint.complaint_state == ComplaintState::Processed {
        return Err(invalid("投诉单已处理完成，不能回复"));
    }
    complaint.complaint_state = ComplaintState::Processing;
    complaint.incoming_user_response = false;
    let deed = Deed {
        operator: "商户",
        operate_type: "MERCHANT_RESPONSE",
        details: required(asked, "response_content")?,
        action_type: "MERCHANT_RESPONSE",
    };
    told(ledger, asked, &deed)
}

/// Settles it. Settling it again is the same answer.
pub(super) fn complete(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let complaint = of_merchant(ledger, asked)?;
    match complaint.complaint_state {
        ComplaintState::Processed => return Ok(Outcome::Empty.into()),
        ComplaintState::Pending => return Err(invalid("请先回复用户")),
        ComplaintState::Processing => complaint.complaint_state = ComplaintState::Processed,
    }
    let deed = Deed {
        operator: "商户",
        operate_type: "MERCHANT_CONFIRM_COMPLETE",
        details: "",
        action_type: "MERCHANT_CONFIRM_COMPLETE",
    };
    told(ledger, asked, &deed)
}

/// Says whether the money that the user wants goes back; a refund itself is asked for as any other.
pub(super) fn refund(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let complaint = find(ledger, asked)?;
    if complaint.problem_type != ProblemType::Refund || complaint.complaint_state == ComplaintState::Processed
    {
        return Err(invalid("投诉单不是待审批的退款申请"));
    }
    complaint.complaint_state = ComplaintState::Processing;
    let (operate_type, action_type) = match required(asked, "action")? {
        "APPROVE" => ("MERCHANT_APPROVE_REFUND", "MERCHANT_APPROVE_REFUND"),
        // As it is spelt.
        "REJECT" => ("MERCHANT_REFUSE_RERUND", "MERCHANT_REJECT_REFUND"),
        _ => return Err(parameter(asked, "/action", "is APPROVE or REJECT")),
    };
    let deed = Deed {
        operator: "商户",
        operate_type,
        details: asked
            .text("reject_reason")
            .or(asked.text("remark"))
            .unwrap_or_default(),
        action_type,
    };
    told(ledger, asked, &deed)
}

fn of_merchant<'ledger>(
    ledger: &'ledger mut Ledger,
    asked: &Asked,
) -> Result<&'ledger mut Complaint, Refusal> {
    let mchid = required(asked, "complainted_mchid")?;
    let complaint = find(ledger, asked)?;
    if complaint.complainted_mchid == mchid {
        Ok(complaint)
    } else {
        Err(parameter(
            asked,
            "/complainted_mchid",
            "is not the merchant that the complaint is about",
        ))
    }
}

fn told(ledger: &mut Ledger, asked: &Asked, deed: &Deed<'_>) -> Result<Done, Refusal> {
    let notices = tell(ledger, required(asked, "complaint_id")?, deed, asked.at);
    Ok(Done {
        outcome: Outcome::Empty,
        notices,
    })
}
