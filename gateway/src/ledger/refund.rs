//! Refunds.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Content, Party, Protocol};

/// Money that goes back to the user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refund {
    /// Whose order it is of.
    pub party: Party,
    /// Under which that order is kept.
    pub order: String,
    /// The order's number at WeChat Pay.
    pub transaction_id: String,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// WeChat Pay's number of the refund.
    pub refund_id: String,
    /// What goes back, in 分.
    pub refund: i64,
    /// What was paid, in 分.
    pub total: i64,
    /// `CNY`.
    pub currency: String,
    /// From which accounts, if the merchant said so.
    pub from: Option<Value>,
    /// How far it is.
    pub status: RefundStatus,
    /// On which way it goes back: `ORIGINAL`, or another one after that failed.
    pub channel: String,
    /// Where it arrives.
    pub user_received_account: String,
    /// From which money: `UNSETTLED` on the day of the payment, `AVAILABLE` later.
    pub funds_account: String,
    /// When it was asked for, in seconds since 1970-01-01 UTC.
    pub created: i64,
    /// When it will arrive, while it is on its way.
    pub arrives: i64,
    /// When it arrived.
    pub success: Option<i64>,
    /// Why, as the merchant says.
    pub reason: Option<String>,
    /// Which merchant of a platform pays for it, if the platform said so.
    pub refund_account: Option<String>,
    /// Where its end is told.
    pub notify_url: String,
    /// By which protocol.
    pub protocol: Protocol,
    /// What was asked.
    pub content: Content,
}

/// 退款状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RefundStatus {
    /// On its way.
    Processing,
    /// Arrived.
    Success,
    /// Given up.
    Closed,
    /// It cannot arrive: the user's card is cancelled, say.
    Abnormal,
}

impl RefundStatus {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "PROCESSING",
            Self::Success => "SUCCESS",
            Self::Closed => "CLOSED",
            Self::Abnormal => "ABNORMAL",
        }
    }

    /// Whether its money is the user's, or will be.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Closed)
    }
}
