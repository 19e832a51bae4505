//! Service orders of payscore.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Content, Party};

/// A service that is paid afterwards (支付分订单).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServiceOrder {
    /// Whose it is.
    pub party: Party,
    /// Whose application asked.
    pub appid: String,
    /// The service that WeChat Pay agreed to.
    pub service_id: String,
    /// The merchant's number.
    pub out_order_no: String,
    /// WeChat Pay's number.
    pub order_id: String,
    /// Opens the page on which the user confirms.
    pub package: String,
    /// How far it is.
    pub state: ServiceState,
    /// What it is about, as the merchant said last: payments, discounts, risk fund, times, places.
    pub about: Map<String, Value>,
    /// Who uses it.
    pub openid: String,
    /// Where it is told.
    pub notify_url: String,
    /// When it was begun, in seconds since 1970-01-01 UTC.
    pub created: i64,
    /// What is to be paid, in 分, once the service is over.
    pub total_amount: Option<i64>,
    /// When and by what it was paid.
    pub paid: Option<ServicePayment>,
    /// Whether the money is not to be had for now.
    pub is_overdue: bool,
    /// What was asked first.
    pub content: Content,
    /// What was asked when the service was over.
    pub completed: Option<Content>,
}

/// How a service was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePayment {
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// WeChat Pay's number, if the money went through it.
    pub transaction_id: Option<String>,
}

/// 服务订单状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// The user has to confirm.
    Created,
    /// The service goes on: `DOING`, `USER_CONFIRM`.
    Confirmed,
    /// The service is over, and to be paid: `DOING`, `MCH_COMPLETE`.
    Completed,
    /// Paid.
    Done,
    /// Cancelled.
    Revoked,
}

impl ServiceState {
    /// `state` as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Confirmed | Self::Completed => "DOING",
            Self::Done => "DONE",
            Self::Revoked => "REVOKED",
        }
    }

    /// `state_description`, which only `DOING` has.
    #[must_use]
    pub const fn description(self) -> Option<&'static str> {
        match self {
            Self::Confirmed => Some("USER_CONFIRM"),
            Self::Completed => Some("MCH_COMPLETE"),
            Self::Created | Self::Done | Self::Revoked => None,
        }
    }
}
