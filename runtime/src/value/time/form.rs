//! The forms in which fields' times travel, as types.

use std::time::SystemTime;

use super::Time;

/// As the caller wrote it: the documentation shows no form.
#[derive(Debug)]
pub enum AsGiven {}

/// A form that the documentation shows.
pub trait Form {
    /// A moment in this form.
    fn write(time: SystemTime) -> Time;
}

macro_rules! forms {
    ($($(#[doc = $doc:literal])* $form:ident = $write:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub enum $form {}

        impl Form for $form {
            fn write(time: SystemTime) -> Time {
                Time::$write(time)
            }
        }
    )*};
}

forms! {
    /// `2018-06-08T10:34:56+08:00`
    Rfc3339 = rfc3339;
    /// `2018-06-08T10:34:56.120+08:00`
    Rfc3339Millis = rfc3339_millis;
    /// `20180608103456`
    Compact = compact;
    /// `2018-06-08 10:34:56`
    DateTime = date_time;
    /// `2018-06-08`
    Date = date;
    /// `20180608`
    CompactDate = compact_date;
    /// `1528425296`
    Unix = unix;
}
