//! Assertions on what was asked: they pass, or say what was seen instead.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::entry::Entry;
use super::filter::{Filter, Kind};
use super::ring::Journal;
use super::subset;

/// What is expected: `{"operation": "POST /v3/refund/domestic/refunds", "times": 1, "fields": {"amount": {"refund": 100}}}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Which, as in a [`Filter`].
    pub operation: String,
    /// How often; exactly once unless it is said.
    #[serde(default)]
    pub times: Times,
    /// What its fields have among others, as they were understood.
    #[serde(default)]
    pub fields: Map<String, Value>,
    /// What became of it.
    #[serde(default)]
    pub verdict: Option<Kind>,
    /// What was answered.
    #[serde(default)]
    pub status: Option<u16>,
    /// After the exchange of this number.
    #[serde(default)]
    pub since: u64,
    /// How long to wait for it, in milliseconds of real time. What must not happen is waited for to the end.
    #[serde(default)]
    pub within_ms: u64,
}

/// How often: `2`, or `{"at_least": 1, "at_most": 3}`, either of which may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Times {
    /// So often.
    Exactly(usize),
    /// Between these.
    Between {
        /// Not less.
        #[serde(default)]
        at_least: usize,
        /// Not more.
        #[serde(default = "any")]
        at_most: usize,
    },
}

/// What came of an expectation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// Whether it holds.
    pub passed: bool,
    /// What was seen.
    pub reason: String,
    /// The numbers of the exchanges that are meant.
    pub numbers: Vec<u64>,
}

fn any() -> usize {
    usize::MAX
}

impl Default for Times {
    fn default() -> Self {
        Self::Exactly(1)
    }
}

impl Times {
    const fn bounds(self) -> (usize, usize) {
        match self {
            Self::Exactly(times) => (times, times),
            Self::Between { at_least, at_most } => (at_least, at_most),
        }
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bounds() {
            (1, 1) => f.write_str("once"),
            (least, most) if least == most => write!(f, "{least} times"),
            (least, usize::MAX) => write!(f, "at least {least} times"),
            (least, most) => write!(f, "{least} to {most} times"),
        }
    }
}

impl Expectation {
    /// Waits until it holds, or cannot hold any more, or the time is over.
    pub async fn check(&self, journal: &Journal) -> Expected {
        until_settled(self.times, self.within_ms, journal.pushed(), || {
            self.look(journal)
        })
        .await
    }

    /// As it stands now.
    #[must_use]
    pub fn look(&self, journal: &Journal) -> Expected {
        let filter = Filter {
            since: self.since,
            limit: Some(usize::MAX),
            ..Filter::default()
        };
        let seen = journal.find(&filter);
        let of_operation = Filter::operation(&self.operation);
        let candidates = seen.iter().filter(|entry| of_operation.holds(entry));
        let differ = candidates.map(|entry| (entry.number, self.difference(entry)));
        let asked = seen.iter().map(|entry| name(entry));
        Expected::of(
            &self.operation,
            self.times,
            "exchange",
            &differ.collect::<Vec<_>>(),
            asked,
        )
    }

    /// What of an exchange of the operation is not as expected.
    fn difference(&self, entry: &Entry) -> Option<String> {
        let only = Filter {
            verdict: self.verdict,
            ..Filter::default()
        };
        if !only.holds(entry) {
            let verdict = serde_json::to_value(Kind::of(&entry.verdict)).unwrap_or_default();
            return Some(format!("the verdict is {verdict}"));
        }
        let answered = entry.answer.as_ref().map(|answer| answer.status);
        if let Some(wanted) = self.status.filter(|wanted| answered != Some(*wanted)) {
            let seen = answered.map_or("none".to_owned(), |status| status.to_string());
            return Some(format!("the status is {seen}, {wanted} was expected"));
        }
        subset::difference(
            &Value::Object(self.fields.clone()),
            &Value::Object(entry.fields.clone()),
        )
    }
}

/// What an exchange is called.
fn name(entry: &Entry) -> String {
    let unknown = || format!("{} (unknown)", entry.line());
    entry.operation.clone().unwrap_or_else(unknown)
}

impl Expected {
    /// What was expected by its name and number of times; what of each candidate, by its number, is not as expected; and the
    /// names of all that there was.
    pub(crate) fn of(
        what: &str,
        times: Times,
        candidate: &str,
        differ: &[(u64, Option<String>)],
        all: impl Iterator<Item = String>,
    ) -> Self {
        let meant = differ.iter().filter(|(_, difference)| difference.is_none());
        let numbers: Vec<u64> = meant.map(|(number, _)| *number).collect();
        let (least, most) = times.bounds();
        let passed = (least..=most).contains(&numbers.len());
        let seen = Times::Exactly(numbers.len());
        let mut reason = format!("{what} was seen {seen}, expected {times}");
        let nearest = differ
            .iter()
            .rev()
            .find_map(|(number, difference)| Some((number, difference.as_ref()?)));
        match nearest {
            _ if passed => {}
            Some((number, difference)) if numbers.len() < least => {
                reason += &format!("; but in {candidate} {number} {difference}");
            }
            _ if numbers.is_empty() => reason += &instead(all),
            _ => reason += &format!("; it was in {numbers:?}"),
        }
        Self {
            passed,
            reason,
            numbers,
        }
    }
}

/// Looks, whenever something `changed`, until it holds, or cannot hold any more, or the time is over.
pub(crate) async fn until_settled<T>(
    times: Times,
    within_ms: u64,
    mut changed: watch::Receiver<T>,
    look: impl Fn() -> Expected,
) -> Expected {
    let end = Instant::now() + Duration::from_millis(within_ms);
    let (least, most) = times.bounds();
    loop {
        changed.mark_unchanged();
        let found = look();
        let count = found.numbers.len();
        // What may happen again and must not is looked at for the whole time.
        let is_settled = count > most || (count >= least && least > 0);
        if is_settled || timeout_at(end, changed.changed()).await.is_err() {
            return found;
        }
    }
}

/// What there was in the place of what was expected.
fn instead(all: impl Iterator<Item = String>) -> String {
    let mut counts = BTreeMap::<String, usize>::new();
    for name in all {
        *counts.entry(name).or_default() += 1;
    }
    if counts.is_empty() {
        return "; nothing was seen at all".to_owned();
    }
    let shown: Vec<String> = counts
        .iter()
        .take(10)
        .map(|(name, count)| format!("{name} ({count})"))
        .collect();
    format!("; seen was {}", shown.join(", "))
}
