//! A rule: what goes wrong, with what, and how often.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::kind::Fault;
use crate::catalogue::{known_event, known_operation};

/// What a rule is about, as text: `*` is every operation, `POST /v3/refund/domestic/refunds` is one, and a `*` at the end
/// (`POST /v3/pay/*`) is all that begin so; `notify:*` is every notification and `notify:refund_success` is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Target(String);

impl Target {
    /// Of this text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// What a request is called: `POST /v3/refund/domestic/refunds`.
    #[must_use]
    pub fn operation(operation: &wechatpay_openapi_runtime::Operation) -> Self {
        Self(operation.to_string())
    }

    /// What a notification is called, by its module's name.
    #[must_use]
    pub fn notification(event: &str) -> Self {
        Self(format!("{NOTIFICATION}{event}"))
    }

    /// Whether it is about notifications.
    #[must_use]
    pub fn is_notification(&self) -> bool {
        self.0.starts_with(NOTIFICATION)
    }

    /// That it is about something that there is.
    ///
    /// # Errors
    /// There is none of this name; the nearest are said.
    pub(super) fn known(&self) -> Result<(), String> {
        match self.0.strip_prefix(NOTIFICATION) {
            Some(event) => known_event(event, false),
            None => known_operation(&self.0),
        }
    }

    /// Whether this, of a rule, means that, of a request or a notification.
    #[must_use]
    pub fn means(&self, that: &Self) -> bool {
        let begins = self
            .0
            .strip_suffix('*')
            .is_some_and(|start| that.0.starts_with(start));
        let same_world = self.is_notification() == that.is_notification();
        same_world && (begins || self.0 == that.0)
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const NOTIFICATION: &str = "notify:";

impl Default for Target {
    fn default() -> Self {
        Self("*".to_owned())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How often: `{"next": 2}`, `{"probability": 0.1}`, or `"always"`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The next so many times.
    Next(u32),
    /// Each time with this probability, drawn from the seed of all faults.
    Probability(f64),
    /// Each time.
    Always,
}

impl Default for When {
    fn default() -> Self {
        Self::Next(1)
    }
}

/// A rule that is to be added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRule {
    /// With what; every operation unless it is said.
    #[serde(default)]
    pub of: Target,
    /// What goes wrong.
    pub fault: Fault,
    /// How often; once unless it is said.
    #[serde(default)]
    pub when: When,
    /// Only with the requests of this merchant number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mchid: Option<String>,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Counted from 1.
    pub number: u64,
    /// With what.
    pub of: Target,
    /// What goes wrong.
    pub fault: Fault,
    /// How often; `next` counts down.
    pub when: When,
    /// Only with the requests of this merchant number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mchid: Option<String>,
    /// How often it was applied.
    pub applied: u64,
    /// Where its draws have come to.
    draw: u64,
}

impl Rule {
    pub(super) fn new(number: u64, wanted: NewRule, draw: u64) -> Self {
        Self {
            number,
            of: wanted.of,
            fault: wanted.fault,
            when: wanted.when,
            mchid: wanted.mchid,
            applied: 0,
            draw,
        }
    }

    /// Whether it can still apply.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.when != When::Next(0)
    }

    /// Whether it is about this request or notification of this merchant.
    pub(super) fn means(&self, of: &Target, mchid: &str) -> bool {
        self.of.means(of) && self.mchid.as_deref().is_none_or(|only| only == mchid)
    }

    /// Applies it once, if it is its turn.
    pub(super) fn apply(&mut self) -> bool {
        let applies = match &mut self.when {
            When::Next(left) => {
                let is_left = *left > 0;
                *left = left.saturating_sub(1);
                is_left
            }
            When::Probability(probability) => {
                let mut draws = fastrand::Rng::with_seed(self.draw);
                let draw = draws.f64();
                self.draw = draws.get_seed();
                draw < *probability
            }
            When::Always => true,
        };
        self.applied += u64::from(applies);
        applies
    }
}
