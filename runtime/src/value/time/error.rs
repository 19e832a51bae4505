//! Why a text is no time.

use std::error::Error;
use std::fmt;

use super::Time;

/// The text of a [`Time`] is in none of the forms that are known.
///
/// It says which text, since no field that is encrypted on the wire is a `Time`.
#[derive(Debug, Clone)]
pub struct TimeError {
    text: Box<str>,
    source: Option<jiff::Error>,
}

/// The most of a text that an error shows, in characters.
const SHOWN: usize = 40;

impl TimeError {
    pub(super) fn of(time: &Time, source: Option<jiff::Error>) -> Self {
        let mut text: String = time.chars().take(SHOWN).collect();
        if text.len() < time.len() {
            text.push('…');
        }
        Self {
            text: text.into(),
            source,
        }
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no time or date in a form that WeChat Pay is known to write (2018-06-08T10:34:56+08:00, \
             20180608103456, 2018-06-08 10:34:56, 2018-06-08, 20180608, 1528425296): take the text by `as_str`",
            self.text
        )
    }
}

impl Error for TimeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
