//! Times: what is written is read as the same, by us and by another library; any text is kept.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use wechatpay_openapi_runtime::Time;

use super::cases;

const DAY: i64 = 86_400;
const SHANGHAI: i64 = 8 * 3600;

/// The years 1 to 9999 in Shanghai, in seconds.
const YEARS: std::ops::Range<i64> = -62_135_596_800 - SHANGHAI..253_402_300_800 - SHANGHAI;

fn at(seconds: i64) -> SystemTime {
    let length = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 {
        UNIX_EPOCH - length
    } else {
        UNIX_EPOCH + length
    }
}

/// `[2018, 06, 08, 10, 34, 56]` by `httpdate`, which writes `Fri, 08 Jun 2018 10:34:56 GMT`.
fn theirs(seconds: i64) -> [String; 6] {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let text = httpdate::fmt_http_date(at(seconds));
    let month = MONTHS.find(&text[8..11]).unwrap() / 3 + 1;
    let part = |range: std::ops::Range<usize>| text[range].to_owned();
    [
        part(12..16),
        format!("{month:02}"),
        part(5..7),
        part(17..19),
        part(20..22),
        part(23..25),
    ]
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn what_is_written_is_read_as_the_same(seconds in YEARS, nanos in 0u32..1_000_000_000) {
        let when = at(seconds);
        let midnight = (seconds + SHANGHAI).div_euclid(DAY) * DAY - SHANGHAI;
        for time in [Time::rfc3339(when), Time::compact(when), Time::date_time(when)] {
            prop_assert_eq!(time.to_unix().unwrap(), seconds, "{}", time);
            prop_assert_eq!(time.to_system_time().unwrap(), when, "{}", time);
        }
        for time in [Time::date(when), Time::compact_date(when)] {
            prop_assert_eq!(time.to_unix().unwrap(), midnight, "{}", time);
            prop_assert_eq!(time.to_date().unwrap(), Time::rfc3339(when).to_date().unwrap(), "{}", time);
        }
        // What is finer than a form can show is cut off.
        let finer = at(seconds) + Duration::from_nanos(nanos.into());
        let millis = Duration::from_millis((nanos / 1_000_000).into());
        prop_assert_eq!(Time::rfc3339_millis(finer).to_system_time().unwrap(), when + millis);
    }

    #[test]
    fn another_library_writes_the_same(seconds in 0..YEARS.end) {
        let [year, month, day, hour, minute, second] = theirs(seconds + SHANGHAI);
        let time = Time::rfc3339(at(seconds));
        prop_assert_eq!(time.as_str(), format!("{year}-{month}-{day}T{hour}:{minute}:{second}+08:00"));
        let date = (year.parse().unwrap(), month.parse().unwrap(), day.parse().unwrap());
        prop_assert_eq!(time.to_date().unwrap(), date);
        let [year, month, day, hour, minute, second] = theirs(seconds);
        let utc = Time::new(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"));
        prop_assert_eq!(utc.to_unix().unwrap(), seconds);
        if (1_000_000_000..10_000_000_000).contains(&seconds) {
            prop_assert_eq!(Time::unix(at(seconds)).to_unix().unwrap(), seconds);
        }
    }

    #[test]
    fn offsets_are_counted(seconds in 0..YEARS.end - DAY, hours in -12i64..=14, minutes in 0i64..60) {
        let offset = hours * 3600 + hours.signum() * minutes * 60;
        let [year, month, day, hour, minute, second] = theirs((seconds + offset).max(0));
        prop_assume!(seconds + offset >= 0 && (hours != 0 || minutes == 0));
        let text = format!("{year}-{month}-{day}T{hour}:{minute}:{second}{hours:+03}:{minutes:02}");
        prop_assert_eq!(Time::new(text.as_str()).to_unix().unwrap(), seconds, "{}", text);
    }

    #[test]
    fn any_text_is_kept(text in prop_oneof![any::<String>(), "[0-9T:+Z.\\[\\]-]{0,32}", "[0-9]{8,14}"]) {
        let time = Time::new(text.as_str());
        if let Err(error) = time.to_unix() {
            prop_assert!(error.to_string().contains("as_str"));
        }
        let _ = (time.to_system_time(), time.to_date());
        prop_assert_eq!(time.into_inner(), text);
    }
}
