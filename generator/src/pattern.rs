//! Regular expressions that are written here, not given.

use regex::Regex;

/// One that tests have tried.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern that tests have tried")
}
