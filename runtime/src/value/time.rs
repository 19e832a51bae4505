//! Points in time, as WeChat Pay writes them.

mod error;
pub mod form;
mod read;
mod write;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

pub use error::TimeError;
use jiff::SignedDuration;
use jiff::civil::DateTime;

/// How far Asia/Shanghai is ahead of UTC: always, as it has no daylight saving time.
const SHANGHAI: SignedDuration = SignedDuration::from_hours(8);

/// Where Unix seconds begin, in UTC.
const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// A time or a date: the text that travels, and what it means.
///
/// WeChat Pay writes times in several forms, and not always in the one that the
/// documentation shows. So the text stays as it came or was given, derefs to `str`,
/// and is read only when asked for. A text without an offset is taken for the
/// time of Asia/Shanghai (UTC+8), a date for the beginning of that day there.
///
/// | form | example | written by | seen in |
/// |---|---|---|---|
/// | RFC 3339 | `2018-06-08T10:34:56+08:00` | [`rfc3339`](Self::rfc3339) | most of v3 |
/// | with milliseconds | `2018-06-08T10:34:56.120+08:00` | [`rfc3339_millis`](Self::rfc3339_millis) | coupons of v3 |
/// | 14 digits | `20180608103456` | [`compact`](Self::compact) | most of v2, payscore |
/// | date and time | `2018-06-08 10:34:56` | [`date_time`](Self::date_time) | some of v2 |
/// | date | `2018-06-08` | [`date`](Self::date) | bills of v3, licences |
/// | 8 digits | `20180608` | [`compact_date`](Self::compact_date) | bills of v2 |
/// | Unix seconds | `1528425296` | [`unix`](Self::unix) | signatures |
///
/// All of them are read, and Unix milliseconds (13 digits), by [`to_unix`](Self::to_unix),
/// [`to_system_time`](Self::to_system_time) and [`to_date`](Self::to_date). The types of `chrono` and
/// `time` are made from a [`SystemTime`](std::time::SystemTime) and become one by `From`, those of `jiff` by `TryFrom`.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use wechatpay_openapi_runtime::Time;
///
/// let paid = Time::from("2018-06-08T10:34:56+08:00");
/// assert_eq!(paid.to_unix()?, 1_528_425_296);
///
/// // 格式 in a field's documentation names the function that fits it.
/// let in_half_an_hour = paid.to_system_time()? + Duration::from_secs(1800);
/// assert_eq!(Time::rfc3339(in_half_an_hour).as_str(), "2018-06-08T11:04:56+08:00");
/// assert_eq!(Time::compact(in_half_an_hour).as_str(), "20180608110456");
/// assert_eq!(Time::date_time(in_half_an_hour), "2018-06-08 11:04:56");
/// assert_eq!(Time::rfc3339_millis(in_half_an_hour), "2018-06-08T11:04:56.000+08:00");
/// assert_eq!(Time::unix(in_half_an_hour), "1528427096");
///
/// // The day of a bill.
/// assert_eq!(Time::date(in_half_an_hour), "2018-06-08");
/// assert_eq!(Time::compact_date(in_half_an_hour), "20180608");
/// assert_eq!(paid.to_date()?, (2018, 6, 8));
///
/// // What is no time is kept, too.
/// let until = Time::new("长期");
/// assert!(until.to_unix().is_err());
/// assert_eq!(until.into_inner(), "长期");
/// # Ok::<(), wechatpay_openapi_runtime::TimeError>(())
/// ```
///
/// Two are equal if their texts are; compare what they mean by `to_unix`.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
#[repr(transparent)]
pub struct Time(String);

impl Time {
    /// A text as it is to travel. It is not looked at.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text on the wire.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl Deref for Time {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Time {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for Time {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Time {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

macro_rules! from {
    ($($text:ty),*) => {$(
        impl From<$text> for Time {
            fn from(text: $text) -> Self {
                Self(text.into())
            }
        }
    )*};
}

from!(&str, &String, String, Box<str>, Cow<'_, str>);

impl From<Time> for String {
    fn from(time: Time) -> Self {
        time.0
    }
}

#[cfg(feature = "serde")]
impl serde_core::Serialize for Time {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde_core::Deserialize<'de> for Time {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
