//! Which exchanges are meant.

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Verdict};

/// Which exchanges are meant: all of these must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// `POST /v3/refund/domestic/refunds`, or the beginning of one and a `*`.
    pub operation: Option<String>,
    /// After the exchange of this number.
    pub since: u64,
    /// What became of it.
    pub verdict: Option<Kind>,
    /// Of this merchant number.
    pub mchid: Option<String>,
    /// Each of these words is somewhere in it, in any letter case: in verb and target, or in the body of request or answer.
    pub text: Option<String>,
    /// At most so many: the first after `since`, or without that the last; 100 unless it is said.
    pub limit: Option<usize>,
}

/// A verdict without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It passed.
    Accepted,
    /// It was refused.
    Refused,
    /// A fault stood in its place.
    Faulted,
    /// No operation.
    Unknown,
}

impl Filter {
    /// All of an operation, or of those that begin so.
    #[must_use]
    pub fn operation(operation: impl Into<String>) -> Self {
        Self {
            operation: Some(operation.into()),
            ..Self::default()
        }
    }

    /// Whether an exchange is meant.
    #[must_use]
    pub fn holds(&self, entry: &Entry) -> bool {
        entry.number > self.since
            && self
                .operation
                .as_deref()
                .is_none_or(|wanted| is_of(entry, wanted))
            && self.mchid.as_deref().is_none_or(|mchid| entry.mchid == mchid)
            && self.verdict.is_none_or(|kind| kind == Kind::of(&entry.verdict))
            && self.text.as_deref().is_none_or(|words| has(entry, words))
    }
}

fn has(entry: &Entry, words: &str) -> bool {
    let answer = entry.answer.as_ref();
    let answered = answer.map_or("", |answer| &answer.body.text);
    let line = format!("{} {}", entry.method, entry.target);
    let texts = [&*line, &*entry.body.text, answered].map(str::to_lowercase);
    let mut words = words.split_whitespace().map(str::to_lowercase);
    words.all(|word| texts.iter().any(|text| text.contains(&word)))
}

/// An exchange that is of no operation has its own verb and path.
fn is_of(entry: &Entry, wanted: &str) -> bool {
    let matches = |name: &str| match wanted.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == wanted,
    };
    match &entry.operation {
        Some(operation) => matches(operation),
        None => matches(&entry.line()),
    }
}

impl Kind {
    pub(super) fn of(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Accepted => Self::Accepted,
            Verdict::Refused { .. } => Self::Refused,
            Verdict::Faulted => Self::Faulted,
            Verdict::Unknown => Self::Unknown,
        }
    }
}
