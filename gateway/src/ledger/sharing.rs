//! Profit sharing.

use serde::{Deserialize, Serialize};

use super::{Content, Party};

/// Somebody that a merchant may share with (分账接收方).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// `MERCHANT_ID`, `PERSONAL_OPENID` or `PERSONAL_SUB_OPENID`.
    pub kind: String,
    /// A merchant's number or an openid.
    pub account: String,
    /// In plain text.
    pub name: Option<String>,
    /// Such as `STORE`.
    pub relation_type: String,
    /// What the relation is called, if it is `CUSTOM`.
    pub custom_relation: Option<String>,
    /// Since when, in seconds since 1970-01-01 UTC.
    #[serde(default)]
    pub added: i64,
}

impl Receiver {
    /// Under which the ledger keeps a receiver of this party.
    #[must_use]
    pub fn key(party: &Party, kind: &str, account: &str) -> String {
        party.key(&format!("{kind}:{account}"))
    }
}

/// A request to share what an order brought (分账单), or to keep the rest of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sharing {
    /// Whose order it is.
    pub party: Party,
    /// The order's number at WeChat Pay.
    pub transaction_id: String,
    /// The merchant's number.
    pub out_order_no: String,
    /// WeChat Pay's number.
    pub order_id: String,
    /// Whether all shares are at their end.
    pub is_finished: bool,
    /// Who gets what.
    pub shares: Vec<Share>,
    /// Whether what is left is the merchant's from then on.
    pub unfreezes: bool,
    /// In seconds since 1970-01-01 UTC.
    pub created: i64,
    /// What was asked.
    pub content: Content,
}

/// What one receiver gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// `MERCHANT_ID`, `PERSONAL_OPENID` or `PERSONAL_SUB_OPENID`.
    pub kind: String,
    /// A merchant's number or an openid.
    pub account: String,
    /// In 分.
    pub amount: i64,
    /// What for.
    pub description: String,
    /// How far it is.
    pub result: ShareResult,
    /// Why it was closed.
    pub fail_reason: Option<String>,
    /// When it came to its end, in seconds since 1970-01-01 UTC.
    pub finished: Option<i64>,
    /// WeChat Pay's number of it.
    pub detail_id: String,
}

impl Share {
    /// One that is on its way.
    #[must_use]
    pub const fn pending(kind: String, account: String, amount: i64, description: String) -> Self {
        Self {
            kind,
            account,
            amount,
            description,
            result: ShareResult::Pending,
            fail_reason: None,
            finished: None,
            detail_id: String::new(),
        }
    }
}

/// 分账结果
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ShareResult {
    /// On its way.
    Pending,
    /// Arrived.
    Success,
    /// Given up; the money is the merchant's.
    Closed,
}

impl ShareResult {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Success => "SUCCESS",
            Self::Closed => "CLOSED",
        }
    }
}

/// A share that a receiver gives back (分账回退).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharingReturn {
    /// Whose order it is.
    pub party: Party,
    /// Under which the sharing is kept.
    pub sharing: String,
    /// The sharing's number at WeChat Pay.
    pub order_id: String,
    /// The merchant's number of the sharing.
    pub out_order_no: String,
    /// The merchant's number of the return.
    pub out_return_no: String,
    /// WeChat Pay's number of the return.
    pub return_id: String,
    /// Who gives back.
    pub return_mchid: String,
    /// In 分.
    pub amount: i64,
    /// What for.
    pub description: String,
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// What was asked.
    pub content: Content,
}
