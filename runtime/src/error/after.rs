//! `Retry-After`, and other dates of HTTP.

use std::time::{Duration, UNIX_EPOCH};

/// How long to wait: seconds, or a date, which is compared with `now` (seconds since 1970-01-01 UTC).
///
/// What cannot be read says nothing.
pub(super) fn retry_after(text: &str, now: i64) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let seconds = date(text)?.saturating_sub(now).max(0);
    Some(Duration::from_secs(seconds.unsigned_abs()))
}

/// An HTTP date in seconds since 1970-01-01 UTC.
pub(super) fn date(text: &str) -> Option<i64> {
    let time = httpdate::parse_http_date(text.trim()).ok()?;
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_or_a_date_or_nothing() {
        let cases = [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("Tue, 14 Nov 2023 22:13:50 GMT", Some(30)),
            ("Tuesday, 14-Nov-23 22:13:50 GMT", Some(30)),
            ("Tue Nov 14 22:13:50 2023", Some(30)),
            ("Tue, 14 Nov 2023 22:00:00 GMT", Some(0)),
            ("99999999999999999999", Some(u64::MAX)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ];
        for (text, seconds) in cases {
            let expected = seconds.map(Duration::from_secs);
            assert_eq!(retry_after(text, 1_700_000_000), expected, "{text}");
        }
    }
}
