//! One notification on its way to one address, with everything that was tried.

use serde::{Deserialize, Serialize};

use super::verdict::ReplyVerdict;
use crate::message::Notice;
use crate::text::Text;

/// A notification, where it goes, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Counted from 1: what the control API calls it.
    pub number: u64,
    /// `id` of the envelope (v3), the same in each attempt; a duplicate has that of the first.
    pub id: String,
    /// When the event happened, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// What is sent.
    pub notice: Notice,
    /// The number of the exchange in the journal that caused it.
    pub caused_by: Option<u64>,
    /// Whether another delivery brings the same notification.
    pub is_duplicate: bool,
    /// Where it stands.
    pub state: State,
    /// What was tried, the first attempt first.
    pub attempts: Vec<Attempt>,
}

/// Where a delivery stands. Times are in milliseconds since 1970-01-01 UTC by the gateway's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    /// The next attempt is due then.
    Waiting {
        /// When.
        at: i64,
    },
    /// An attempt that was due then is under way.
    Sending {
        /// When it was due.
        due: i64,
        /// Which attempt of all.
        turn: u64,
    },
    /// Received.
    Delivered,
    /// Not sent any more.
    GivenUp {
        /// Why.
        reason: Text,
    },
}

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it was sent, in milliseconds by the gateway's clock.
    pub at: i64,
    /// How long the reply took, in milliseconds of real time.
    pub took: u64,
    /// `Wechatpay-Serial`: which key signed; empty in v2.
    pub serial: String,
    /// What was wrong with it on purpose, if anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoilt: Option<Text>,
    /// What it was on the wire; of the last attempt alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Wire>,
    /// HTTP status of the reply; `None` if none came.
    pub status: Option<u16>,
    /// Its body, cut.
    pub reply: String,
    /// What WeChat Pay makes of it.
    pub verdict: ReplyVerdict,
}

/// A notification as it was on the wire: what a program verifies that refuses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wire {
    /// Name and value, in the order in which they were sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// What the signature is checked over (v3): time, nonce and body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<String>,
}

impl Delivery {
    /// Whether an attempt is still to come or under way.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting { .. } | State::Sending { .. })
    }

    /// In a few words, for a list.
    #[must_use]
    pub fn summary(&self) -> Text {
        let count = self.attempts.len();
        let attempts = match count {
            1 => "1 attempt".to_owned(),
            count => format!("{count} attempts"),
        };
        let last = self.attempts.last().map(|last| &last.verdict.reason);
        let Text { zh, en } = last.cloned().unwrap_or_default();
        match &self.state {
            State::Waiting { .. } if count == 0 => Text::new("尚未发送", "not sent yet"),
            State::Waiting { .. } => Text::new(
                format!("已发送 {count} 次，将再次发送：{zh}"),
                format!("comes again after {attempts}: {en}"),
            ),
            State::Sending { .. } => Text::new("正在发送", "is being sent"),
            State::Delivered => Text::new(
                format!("已接收，共发送 {count} 次：{zh}"),
                format!("received after {attempts}: {en}"),
            ),
            State::GivenUp {
                reason: Text { zh, en },
            } => Text::new(
                format!("不再发送，共发送 {count} 次：{zh}"),
                format!("given up after {attempts}: {en}"),
            ),
        }
    }
}
