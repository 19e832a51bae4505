//! Options that must have a certain form.

use std::cmp::Reverse;

use wechatpay_openapi_generator::diagnostic::Code;

/// A day, as it is written in `SOURCE.toml`.
pub(super) fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if lengths == [4, 2, 2] && digits {
        Ok(text.to_owned())
    } else {
        Err("expected a day such as 2026-08-22".to_owned())
    }
}

/// A name that fits into an attribute.
pub(super) fn mark(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !text.is_empty() && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "expected letters, digits, `-`, `_` and `.`, such as wechatpay-js, not `{text}`"
        ))
    }
}

/// What `lint --explain` is to explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Every code, in one line each.
    All,
    One(Code),
}

/// How many codes are offered in place of an unknown one.
const OFFERED: usize = 3;

/// A code, or `list`.
pub(super) fn topic(text: &str) -> Result<Topic, String> {
    if ["list", "all"].contains(&text.to_ascii_lowercase().as_str()) {
        return Ok(Topic::All);
    }
    text.parse().map(Topic::One).map_err(|_| {
        let mut refusal = "no finding has this code; `--explain list` shows all".to_owned();
        for (index, code) in near(text).into_iter().enumerate() {
            refusal.push_str(if index == 0 {
                "\n\n  near it: "
            } else {
                "\n           "
            });
            refusal.push_str(&format!("{code}  {}", code.title()));
        }
        refusal
    })
}

/// Codes that may have been meant: those whose title has the word, or those of a like number.
fn near(text: &str) -> Vec<Code> {
    let word = text.to_lowercase();
    let digits = word.trim_start_matches("im");
    let Ok(number) = digits.parse::<isize>() else {
        let titled = |code: &&Code| word.len() > 2 && code.title().to_lowercase().contains(&word);
        return Code::ALL.iter().filter(titled).take(OFFERED).copied().collect();
    };
    let meant = format!("IM{digits:0>3}");
    let mut all = Code::ALL.to_vec();
    all.sort_by_cached_key(|code| {
        let edits = strsim::damerau_levenshtein(&meant, code.id());
        (edits, number.abs_diff(*code as isize), Reverse(*code))
    });
    all.truncate(OFFERED);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day() {
        assert_eq!(day("2026-08-22").as_deref(), Ok("2026-08-22"));
        for text in ["", "2026", "22-08-2026", "2026-8-2", "2026-08-2x"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_mark_fits_into_an_attribute() {
        assert_eq!(mark("wechatpay-js_2.0").as_deref(), Ok("wechatpay-js_2.0"));
        for text in ["", "a b", "a}", "文档"] {
            assert!(mark(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_may_have_been_meant() {
        let cases = [
            ("IM071", "IM061 IM051 IM041"),
            ("im102", "IM012 IM002 IM062"),
            ("999", "IM059 IM049 IM039"),
            ("Indent", "IM011"),
            ("override", "IM028 IM029 IM039"),
            ("im", ""),
            ("E0012", ""),
            ("灯", ""),
        ];
        for (text, expected) in cases {
            let near: Vec<_> = near(text).into_iter().map(Code::id).collect();
            assert_eq!(near.join(" "), expected, "{text}");
        }
    }
}
