//! Combined orders.

use serde::{Deserialize, Serialize};

use super::{Content, Party, TradeType};

/// Orders of several merchants that are paid at once (合单). Each of them is an [`Order`](super::Order) of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Combined {
    /// Who combined them.
    pub party: Party,
    /// Whose application asked.
    pub combine_appid: String,
    /// The merchant's number.
    pub combine_out_trade_no: String,
    /// How it is paid.
    pub trade_type: TradeType,
    /// Under which the orders are kept.
    pub orders: Vec<String>,
    /// The merchant's device.
    pub device_id: Option<String>,
    /// Where the payment is told.
    pub notify_url: String,
    /// Leads to the cashier.
    pub prepay_id: String,
    /// What the QR code of a native order has at its end.
    pub code: Option<String>,
    /// WeChat Pay's number, once it is paid.
    pub transaction_id: Option<String>,
    /// Who paid.
    pub openid: Option<String>,
    /// What was asked.
    pub content: Content,
}
