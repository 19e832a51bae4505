//! What a text means.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::SignedDuration;
use jiff::civil::{self, Date, DateTime};
use jiff::fmt::temporal::{Pieces, PiecesOffset};

use super::{EPOCH, SHANGHAI, Time, TimeError};

impl Time {
    /// Seconds since 1970-01-01 UTC; a fraction of a second is cut off.
    ///
    /// # Errors
    /// [`TimeError`] if the text is in none of the known forms, such as `长期`. The text itself is
    /// [`as_str`](Self::as_str).
    pub fn to_unix(&self) -> Result<i64, TimeError> {
        Ok(self.instant()?.as_secs())
    }

    /// The same as a time of the standard library, its fraction of a second included.
    ///
    /// # Errors
    /// As for [`to_unix`](Self::to_unix).
    pub fn to_system_time(&self) -> Result<SystemTime, TimeError> {
        let since = self.instant()?;
        let length = since.unsigned_abs();
        let time = if since.is_negative() {
            UNIX_EPOCH.checked_sub(length)
        } else {
            UNIX_EPOCH.checked_add(length)
        };
        time.ok_or_else(|| TimeError::of(self, None))
    }

    /// Year, month and day in Asia/Shanghai.
    ///
    /// # Errors
    /// As for [`to_unix`](Self::to_unix).
    pub fn to_date(&self) -> Result<(u16, u8, u8), TimeError> {
        let there = EPOCH.checked_add(self.instant()? + SHANGHAI);
        let date = there.map_err(|error| TimeError::of(self, Some(error)))?.date();
        let parts = (
            date.year().try_into(),
            date.month().try_into(),
            date.day().try_into(),
        );
        match parts {
            (Ok(year), Ok(month), Ok(day)) => Ok((year, month, day)),
            _ => Err(TimeError::of(self, None)),
        }
    }

    /// How long after 1970 it is.
    fn instant(&self) -> Result<SignedDuration, TimeError> {
        instant(&self.0).map_err(|source| TimeError::of(self, source))
    }
}

/// What is wrong, if the parser says it.
type Wrong = Option<jiff::Error>;

fn instant(text: &str) -> Result<SignedDuration, Wrong> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text);
    }
    let pieces = Pieces::parse(text).map_err(Some)?;
    // A time zone by name: nobody writes it, and no database of zones is there to check it.
    if pieces.time_zone_annotation().is_some() {
        return Err(None);
    }
    let ahead = match pieces.offset() {
        Some(PiecesOffset::Numeric(offset)) => SignedDuration::from_secs(offset.offset().seconds().into()),
        Some(_) => SignedDuration::ZERO,
        None => SHANGHAI,
    };
    let time = pieces.time().unwrap_or(civil::Time::midnight());
    Ok(since_epoch(pieces.date().to_datetime(time), ahead))
}

/// Digits alone: how many there are tells what they mean.
fn digits(text: &str) -> Result<SignedDuration, Wrong> {
    let number = || text.parse::<i64>().map_err(|_| None);
    let civil = match text.len() {
        8 => Date::strptime("%Y%m%d", text).map(|date| date.to_datetime(civil::Time::midnight())),
        10 => return Ok(SignedDuration::from_secs(number()?)),
        13 => return Ok(SignedDuration::from_millis(number()?)),
        14 => DateTime::strptime("%Y%m%d%H%M%S", text),
        _ => return Err(None),
    };
    civil.map(|civil| since_epoch(civil, SHANGHAI)).map_err(Some)
}

/// Of a clock that is so far ahead of UTC. `jiff::Timestamp` would not have the last day of the year
/// 9999, which stands for ever.
fn since_epoch(civil: DateTime, ahead: SignedDuration) -> SignedDuration {
    civil.duration_since(EPOCH) - ahead
}
