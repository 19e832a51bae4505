//! Transfers to users.

use serde::{Deserialize, Serialize};

use super::{Content, Party};

/// Money that a merchant sends to a user, who has to confirm it (商家转账).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// Who sends it.
    pub party: Party,
    /// Whose application the user is known in.
    pub appid: String,
    /// The merchant's number.
    pub out_bill_no: String,
    /// WeChat Pay's number.
    pub transfer_bill_no: String,
    /// Who gets it.
    pub openid: String,
    /// The user's name, if the merchant gave it to be compared.
    pub user_name: Option<String>,
    /// In 分.
    pub transfer_amount: i64,
    /// What the user reads.
    pub transfer_remark: String,
    /// How far it is.
    pub state: TransferState,
    /// Why it failed.
    pub fail_reason: Option<String>,
    /// Opens the page on which the user confirms.
    pub package_info: String,
    /// In seconds since 1970-01-01 UTC.
    pub created: i64,
    /// When its state changed last.
    pub updated: i64,
    /// Where its end is told.
    pub notify_url: String,
    /// What was asked.
    pub content: Content,
}

/// 单据状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TransferState {
    /// The user has to confirm.
    WaitUserConfirm,
    /// The user has it.
    Success,
    /// It did not work, or the user did not confirm in time.
    Fail,
    /// The merchant takes it back.
    Canceling,
    /// The merchant took it back.
    Cancelled,
}

impl TransferState {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WaitUserConfirm => "WAIT_USER_CONFIRM",
            Self::Success => "SUCCESS",
            Self::Fail => "FAIL",
            Self::Canceling => "CANCELING",
            Self::Cancelled => "CANCELLED",
        }
    }
}
