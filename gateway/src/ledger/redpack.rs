//! Red packets.

use serde::{Deserialize, Serialize};

use super::{Content, Party};

/// A red packet (现金红包) of v2: money that a user takes, or that comes back after a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Redpack {
    /// Who sends it.
    pub party: Party,
    /// Whose application the user is known in.
    pub wxappid: String,
    /// The merchant's number.
    pub mch_billno: String,
    /// WeChat Pay's number.
    pub send_listid: String,
    /// Who may take it.
    pub re_openid: String,
    /// In 分.
    pub total_amount: i64,
    /// What the user reads.
    pub wishing: String,
    /// What it is about.
    pub act_name: String,
    /// More about it.
    pub remark: String,
    /// How far it is.
    pub status: RedpackStatus,
    /// When it was sent, in seconds since 1970-01-01 UTC.
    pub sent: i64,
    /// When it was taken, or came back.
    pub ended: Option<i64>,
    /// What was asked.
    pub content: Content,
}

/// 红包状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RedpackStatus {
    /// The user can take it.
    Sent,
    /// The user took it.
    Received,
    /// Nobody took it: it came back.
    Refund,
}

impl RedpackStatus {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "SENT",
            Self::Received => "RECEIVED",
            Self::Refund => "REFUND",
        }
    }
}
