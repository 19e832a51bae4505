//! One notification on its way to one address, with everything that was tried.

use serde::{Deserialize, Serialize};

use super::verdict::Verdict;
use crate::message::Notice;

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
        reason: String,
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
    /// What was wrong with it on purpose; empty if nothing was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub spoilt: String,
    /// HTTP status of the reply; `None` if none came.
    pub status: Option<u16>,
    /// Its body, cut.
    pub reply: String,
    /// What WeChat Pay makes of it.
    pub verdict: Verdict,
}

impl Delivery {
    /// Whether an attempt is still to come or under way.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting { .. } | State::Sending { .. })
    }

    /// In a few words, for a list.
    #[must_use]
    pub fn summary(&self) -> String {
        let attempts = match self.attempts.len() {
            1 => "1 attempt".to_owned(),
            count => format!("{count} attempts"),
        };
        let last = self
            .attempts
            .last()
            .map_or("", |last| last.verdict.reason.as_str());
        match &self.state {
            State::Waiting { .. } if self.attempts.is_empty() => "not sent yet".to_owned(),
            State::Waiting { .. } => format!("comes again after {attempts}: {last}"),
            State::Sending { .. } => "is being sent".to_owned(),
            State::Delivered => format!("received after {attempts}: {last}"),
            State::GivenUp { reason } => format!("given up after {attempts}: {reason}"),
        }
    }
}
