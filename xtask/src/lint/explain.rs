//! `cargo xtask lint --explain`: what a code means.

use std::cmp::Reverse;

use serde_json::json;
use wechatpay_openapi_generator::diagnostic::Code;

use crate::report::Format;
use crate::{report, terminal};

/// What is to be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Every code, in one line each.
    All,
    One(Code),
}

/// How many codes are offered in place of an unknown one.
const OFFERED: usize = 3;

/// Reads the option's value.
pub(crate) fn topic(text: &str) -> Result<Topic, String> {
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

pub(super) fn run(topic: Topic, format: Format) {
    let codes = match &topic {
        Topic::All => Code::ALL,
        Topic::One(code) => std::slice::from_ref(code),
    };
    for &code in codes {
        let (id, severity) = (code.id(), report::word(code.severity()));
        let text = match (format, topic) {
            (Format::Json, _) => json!({
                "code": id, "severity": severity, "title": code.title(),
                "help": code.help(), "explanation": code.explanation(),
            })
            .to_string(),
            (_, Topic::All) => format!("{} {severity:<7}  {}", terminal::named(id), code.title()),
            (_, Topic::One(_)) => {
                let heading = terminal::named(&format!("{severity}[{id}]"));
                format!("{heading}: {}\n\n{}", code.title(), code.explanation().trim_end())
            }
        };
        terminal::result(&text);
    }
    if topic == Topic::All && format != Format::Json {
        terminal::remark("`cargo xtask lint --explain IM012` explains one of them");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
