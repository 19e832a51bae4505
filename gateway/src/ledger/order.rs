//! Orders.

use serde::{Deserialize, Serialize};

use super::{Content, Party};

/// An order, of v3 or v2: they share their numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Who is paid.
    pub party: Party,
    /// Whose application asked: the merchant's, or the partner's.
    pub appid: String,
    /// The application of the merchant that a partner acts for.
    pub sub_appid: Option<String>,
    /// The merchant's number.
    pub out_trade_no: String,
    /// How it is paid.
    pub trade_type: TradeType,
    /// How far it is.
    pub trade_state: TradeState,
    /// In 分 (hundredths of a yuan).
    pub total: i64,
    /// `CNY`.
    pub currency: String,
    /// What is bought.
    pub description: String,
    /// The merchant's own text, given back as it came.
    pub attach: Option<String>,
    /// The merchant's device.
    pub device_id: Option<String>,
    /// Where a payment is told.
    pub notify_url: String,
    /// Whether the money waits to be shared (分账).
    pub profit_sharing: bool,
    /// Who may pay, if the merchant said so.
    pub openid: Option<String>,
    /// The same user in the application of the merchant that a partner acts for.
    pub sub_openid: Option<String>,
    /// By which protocol it is told.
    pub protocol: Protocol,
    /// How it was signed (v2), if not by MD5: so is what is told of it.
    #[serde(default)]
    pub sign_type: Option<String>,
    /// Under which its combined order is kept, if it is part of one.
    pub combined: Option<String>,
    /// `prepay_id`; empty for one that is paid by a code.
    pub prepay_id: String,
    /// What the QR code of a native order has at its end.
    pub code: Option<String>,
    /// When it was placed, in seconds since 1970-01-01 UTC.
    pub created: i64,
    /// When its `prepay_id` and code were given anew, if they were.
    #[serde(default)]
    pub renewed: Option<i64>,
    /// When nobody may pay it any more.
    pub expires: i64,
    /// When it was closed or taken back.
    pub ended: Option<i64>,
    /// Of what is paid.
    pub payment: Option<Payment>,
    /// What was asked.
    pub content: Content,
}

/// How long a `prepay_id` and a `code_url` last, in seconds (有效期为2小时). Who places the order again is given new ones.
const PREPAY_SECS: i64 = 2 * 3600;
/// How long an `h5_url` lasts (有效期为5分钟).
const H5_SECS: i64 = 5 * 60;

impl Order {
    /// Whether what leads to the cashier does not any more.
    #[must_use]
    pub fn is_stale(&self, at: i64) -> bool {
        let lasts = match self.trade_type {
            TradeType::Mweb => H5_SECS,
            _ => PREPAY_SECS,
        };
        at > self.renewed.unwrap_or(self.created).saturating_add(lasts)
    }

    /// Whether this is a number that led to the cashier, and does not any more.
    #[must_use]
    pub fn has_lapsed(&self, number: &str, at: i64) -> bool {
        let is_present = number == self.prepay_id || self.code.as_deref() == Some(number);
        match is_present {
            true => self.is_stale(at),
            // One of those before, or else the merchant's or WeChat Pay's own, which last.
            false => {
                let paid = self
                    .payment
                    .as_ref()
                    .map(|payment| payment.transaction_id.as_str());
                number != self.out_trade_no && paid != Some(number)
            }
        }
    }

    /// One that nobody has paid and that is no part of another: placed at this time, to be paid until that one. The numbers
    /// that WeChat Pay gives, and whatever not every order has, are still empty.
    #[must_use]
    pub fn new(
        party: Party,
        out_trade_no: String,
        trade_type: TradeType,
        (created, expires): (i64, i64),
    ) -> Self {
        Self {
            party,
            appid: String::new(),
            sub_appid: None,
            out_trade_no,
            trade_type,
            trade_state: TradeState::Notpay,
            total: 0,
            currency: "CNY".to_owned(),
            description: String::new(),
            attach: None,
            device_id: None,
            notify_url: String::new(),
            profit_sharing: false,
            openid: None,
            sub_openid: None,
            protocol: Protocol::V3,
            sign_type: None,
            combined: None,
            prepay_id: String::new(),
            code: None,
            created,
            renewed: None,
            expires,
            ended: None,
            payment: None,
            content: Content::default(),
        }
    }

    /// Nobody can pay it any more, or the money is the user's again.
    pub fn end(&mut self, state: TradeState, at: i64) {
        if !self.trade_state.is_over() {
            self.ended = Some(at);
        }
        self.trade_state = state;
    }
}

/// How an order was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// WeChat Pay's number.
    pub transaction_id: String,
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// By whom.
    pub openid: String,
    /// With what, such as `OTHERS` or `CMB_DEBIT`.
    pub bank_type: String,
    /// What the user paid, in 分.
    pub payer_total: i64,
}

/// Which generation of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// JSON.
    V3,
    /// XML.
    V2,
}

/// 交易类型
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TradeType {
    /// In WeChat, and in mini programs.
    Jsapi,
    /// By a QR code that the user scans.
    Native,
    /// From another app.
    App,
    /// From a browser (H5).
    Mweb,
    /// By a code that the merchant scans (付款码).
    Micropay,
}

impl TradeType {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jsapi => "JSAPI",
            Self::Native => "NATIVE",
            Self::App => "APP",
            Self::Mweb => "MWEB",
            Self::Micropay => "MICROPAY",
        }
    }
}

/// 交易状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TradeState {
    /// Not paid yet.
    Notpay,
    /// The user has to type the password; only by code.
    Userpaying,
    /// Paid.
    Success,
    /// Something was given back.
    Refund,
    /// Nobody can pay it any more.
    Closed,
    /// Taken back by the merchant; only by code.
    Revoked,
    /// The user could not pay; only by code.
    Payerror,
}

impl TradeState {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notpay => "NOTPAY",
            Self::Userpaying => "USERPAYING",
            Self::Success => "SUCCESS",
            Self::Refund => "REFUND",
            Self::Closed => "CLOSED",
            Self::Revoked => "REVOKED",
            Self::Payerror => "PAYERROR",
        }
    }

    /// `trade_state_desc`.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Notpay => "订单未支付",
            Self::Userpaying => "需要用户输入支付密码",
            Self::Success => "支付成功",
            Self::Refund => "订单发生过退款，退款详情请查询退款单",
            Self::Closed => "订单已关闭",
            Self::Revoked => "订单已撤销",
            Self::Payerror => "支付失败",
        }
    }

    /// Whether it is over, and nothing more can happen to it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Revoked)
    }

    /// Whether somebody may still pay.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Notpay | Self::Userpaying)
    }
}
