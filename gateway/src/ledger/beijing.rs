//! Beijing time, in which WeChat Pay writes and counts its days.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

const OFFSET: Offset = Offset::constant(8);

/// The last second that a clock may show, in the year 9892: whatever follows from it has a date as well.
const LAST: i64 = 250_000_000_000;

/// That a clock may show this, in seconds since 1970-01-01 UTC.
///
/// # Errors
/// No calendar has it, or not what follows from it; the text says which times are.
pub fn dated(at: i64) -> Result<i64, String> {
    match at {
        0..=LAST => Ok(at),
        _ => Err(format!(
            "{at} is no time to go by: there are those of 1970 to {}, from 0 to {LAST} seconds",
            &day(LAST)[..4]
        )),
    }
}

/// Date and time there, of seconds since 1970-01-01 UTC; 1970 for what no calendar has.
fn civil(at: i64) -> DateTime {
    OFFSET.to_datetime(Timestamp::from_second(at).unwrap_or_default())
}

/// `2015-05-20T13:29:35+08:00`, as v3 writes a time.
#[must_use]
pub fn rfc3339(at: i64) -> String {
    civil(at).strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string()
}

/// `20150520132935`, as v2 writes a time.
#[must_use]
pub fn compact(at: i64) -> String {
    civil(at).strftime("%Y%m%d%H%M%S").to_string()
}

/// `2015-05-20 13:29:35`, as bills and some answers of v2 write it.
#[must_use]
pub fn spaced(at: i64) -> String {
    civil(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// `2015-05-20`, the day that a bill is asked for by.
#[must_use]
pub fn day(at: i64) -> String {
    civil(at).strftime("%Y-%m-%d").to_string()
}

/// Seconds since 1970-01-01 UTC of what v3 (`2015-05-20T13:29:35+08:00`) or v2 (`20150520132935`) writes.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp.as_second());
    }
    let civil = DateTime::strptime("%Y%m%d%H%M%S", text).ok()?;
    Some(OFFSET.to_timestamp(civil).ok()?.as_second())
}

#[cfg(test)]
mod tests {
    use super::{compact, dated, day, parse, rfc3339, spaced};

    #[test]
    fn a_clock_shows_what_has_a_date() {
        for (at, is_one) in [
            (0, true),
            (1_432_099_775, true),
            (250_000_000_000, true),
            (-1, false),
            (250_000_000_001, false),
            (253_402_300_799, false),
            (1_000_000_000_000_000_000, false),
            (i64::MIN, false),
        ] {
            assert_eq!(dated(at).is_ok(), is_one, "{at}: {:?}", dated(at));
        }
    }

    #[test]
    fn writes_and_reads_what_the_documentation_shows() {
        let at = 1_432_099_775;
        assert_eq!(rfc3339(at), "2015-05-20T13:29:35+08:00");
        assert_eq!(compact(at), "20150520132935");
        assert_eq!(spaced(at), "2015-05-20 13:29:35");
        assert_eq!(day(at), "2015-05-20");
        let cases = [
            ("2015-05-20T13:29:35+08:00", Some(at)),
            ("2015-05-20T05:29:35Z", Some(at)),
            ("2015-05-20T13:29:35.123+08:00", Some(at)),
            ("20150520132935", Some(at)),
            ("20150520", None),
            ("yesterday", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
