//! The time, from the system or from a test.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// How far the signed time of an answer or notification may be from ours, in seconds, either way.
pub const WINDOW_SECONDS: i64 = 300;

/// Where the client takes the time from, in seconds since 1970-01-01 UTC.
#[derive(Clone, Default)]
pub(crate) enum Clock {
    /// The operating system.
    #[default]
    System,
    /// What the builder was given.
    Custom(Arc<dyn Fn() -> i64 + Send + Sync>),
}

impl Clock {
    pub(crate) fn now(&self) -> i64 {
        match self {
            Self::System => system(),
            Self::Custom(now) => now(),
        }
    }
}

#[allow(clippy::disallowed_methods)] // the one place that may
fn system() -> i64 {
    // A clock before 1970 reads as 0 and then fails the time window, which says so.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "system clock",
            Self::Custom(_) => "custom clock",
        })
    }
}
