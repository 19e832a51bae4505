//! Complaints.

use serde::{Deserialize, Serialize};

/// A user's complaint about a merchant (消费者投诉).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Complaint {
    /// Which merchant it is about.
    pub complainted_mchid: String,
    /// WeChat Pay's number.
    pub complaint_id: String,
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// What the user says.
    pub complaint_detail: String,
    /// How far it is.
    pub complaint_state: ComplaintState,
    /// In plain text; encrypted when it is answered.
    pub payer_phone: Option<String>,
    /// Who complains.
    pub payer_openid: String,
    /// Under which the order is kept that it is about.
    pub order: String,
    /// Whether the user waits for an answer.
    pub incoming_user_response: bool,
    /// How often the user complained.
    pub user_complaint_times: i64,
    /// In a few words.
    pub problem_description: String,
    /// What kind of problem it is.
    pub problem_type: ProblemType,
    /// What the user wants back, in 分.
    pub apply_refund_amount: Option<i64>,
    /// What was said and done: the first of it, and the last of the rest.
    pub history: Vec<Negotiation>,
}

/// Something that was said or done about a complaint (协商历史).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Negotiation {
    /// WeChat Pay's number of it.
    pub log_id: String,
    /// Who.
    pub operator: String,
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// Such as `MERCHANT_RESPONSE`.
    pub operate_type: String,
    /// What.
    pub operate_details: String,
}

/// How much of a history is kept.
const HISTORY: usize = 100;

impl Complaint {
    /// Something was said or done. How it began stays; of the rest the oldest goes first.
    pub fn note(&mut self, negotiation: Negotiation) {
        self.history.push(negotiation);
        if self.history.len() > HISTORY {
            self.history.remove(1);
        }
    }
}

/// 问题类型
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProblemType {
    /// The user wants money back.
    Refund,
    /// What was bought does not work.
    ServiceNotWork,
    /// Something else.
    Others,
}

impl ProblemType {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refund => "REFUND",
            Self::ServiceNotWork => "SERVICE_NOT_WORK",
            Self::Others => "OTHERS",
        }
    }
}

/// 投诉单状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ComplaintState {
    /// The merchant has not answered.
    Pending,
    /// The merchant has answered.
    Processing,
    /// It is settled.
    Processed,
}

impl ComplaintState {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Processing => "PROCESSING",
            Self::Processed => "PROCESSED",
        }
    }
}
