//! Times as text.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::{EPOCH, SHANGHAI, Time};

/// Each form that the documentation has. A time outside of the years 0 to 9999 is written as the
/// nearest inside.
impl Time {
    /// RFC 3339 in UTC+8: `2018-06-08T10:34:56+08:00`.
    pub fn rfc3339(at: impl Into<SystemTime>) -> Self {
        written(at.into(), "%Y-%m-%dT%H:%M:%S+08:00")
    }

    /// The same with milliseconds: `2018-06-08T10:34:56.120+08:00`.
    pub fn rfc3339_millis(at: impl Into<SystemTime>) -> Self {
        written(at.into(), "%Y-%m-%dT%H:%M:%S.%3f+08:00")
    }

    /// 14 digits in UTC+8, `yyyyMMddHHmmss`: `20180608103456`.
    pub fn compact(at: impl Into<SystemTime>) -> Self {
        written(at.into(), "%Y%m%d%H%M%S")
    }

    /// Date and time in UTC+8, `yyyy-MM-dd HH:mm:ss`: `2018-06-08 10:34:56`.
    pub fn date_time(at: impl Into<SystemTime>) -> Self {
        written(at.into(), "%Y-%m-%d %H:%M:%S")
    }

    /// The day that it is in UTC+8, `yyyy-MM-dd`: `2018-06-08`.
    pub fn date(at: impl Into<SystemTime>) -> Self {
        written(at.into(), "%Y-%m-%d")
    }

    /// The day that it is in UTC+8, `yyyyMMdd`: `20180608`.
    pub fn compact_date(at: impl Into<SystemTime>) -> Self {
        written(at.into(), "%Y%m%d")
    }

    /// Seconds since 1970-01-01 UTC: `1528425296`.
    pub fn unix(at: impl Into<SystemTime>) -> Self {
        Self(since_epoch(at.into()).as_secs().to_string())
    }
}

fn since_epoch(at: SystemTime) -> SignedDuration {
    let edge = if at < UNIX_EPOCH {
        SignedDuration::MIN
    } else {
        SignedDuration::MAX
    };
    SignedDuration::system_until(UNIX_EPOCH, at).unwrap_or(edge)
}

fn written(at: SystemTime, form: &str) -> Time {
    let first = DateTime::constant(0, 1, 1, 0, 0, 0, 0);
    let there = EPOCH.saturating_add(since_epoch(at).saturating_add(SHANGHAI));
    Time(there.max(first).strftime(form).to_string())
}
