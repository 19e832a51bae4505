//! Of which days there are bills.

use crate::ledger::beijing;

const DAY: i64 = 86_400;
/// A bill can be fetched from this hour of the next day on.
const READY: i64 = 10 * 3600;
/// And for about three months.
const KEPT_DAYS: i64 = 92;

/// Whether there is a bill of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Period {
    /// `2015-05-20`.
    Ready(String),
    /// Not yet.
    Creating,
    /// No more.
    Gone,
    /// It is no day.
    Unreadable,
}

/// Of a day as it is written in v3 (`2015-05-20`) or v2 (`20150520`), at this time in seconds since 1970-01-01 UTC.
pub(super) fn period(bill_date: &str, at: i64) -> Period {
    let digits = bill_date.replace('-', "");
    let Some(begin) = beijing::parse(&format!("{digits}000000")) else {
        return Period::Unreadable;
    };
    if at < begin + DAY + READY {
        Period::Creating
    } else if at > begin + KEPT_DAYS * DAY {
        Period::Gone
    } else {
        Period::Ready(beijing::day(begin))
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, period};
    use crate::ledger::beijing::parse;

    #[test]
    fn knows_when_there_is_a_bill() {
        let ready = || Period::Ready("2026-11-29".to_owned());
        let cases = [
            ("2026-11-29", "2026-11-29T23:00:00+08:00", Period::Creating),
            ("2026-11-29", "2026-11-30T09:59:59+08:00", Period::Creating),
            ("2026-11-29", "2026-11-30T10:00:00+08:00", ready()),
            ("20261129", "2026-12-30T10:00:00+08:00", ready()),
            ("2026-11-29", "2027-03-02T10:00:00+08:00", Period::Gone),
            ("2026-13-29", "2026-11-30T10:00:00+08:00", Period::Unreadable),
            ("yesterday", "2026-11-30T10:00:00+08:00", Period::Unreadable),
        ];
        for (bill_date, at, expected) in cases {
            assert_eq!(
                period(bill_date, parse(at).unwrap()),
                expected,
                "{bill_date} at {at}"
            );
        }
    }
}
