//! Whether a request must have a field: by its mark, and by what the words make of it.

use std::sync::LazyLock;

use regex::Regex;

use crate::page::{Attr, CHOICES, CONFIRMED, ONE_OF, REQUIRED};
use crate::pattern::pattern;

/// What the column says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    Required,
    Optional,
    /// One of several: `二选一`.
    Choice(String),
    /// In some cases.
    Conditional,
    /// Nothing: the column or the cell is missing.
    Unsaid,
    Unknown,
}

/// Reads the cell of the column 必填.
pub(super) fn mark(cell: &str) -> Mark {
    let text = cell.trim();
    match text {
        "true" | "是" | "必填" | "必传" | "Y" | "TRUE" | "True" => Mark::Required,
        "false" | "否" | "选填" | "非必填" | "N" | "FALSE" | "False" => Mark::Optional,
        "" | "-" | "--" => Mark::Unsaid,
        _ if text.contains("选一") => Mark::Choice(text.chars().take(3).collect()),
        _ if text.contains("条件") || text.contains("选填") || text.contains("必填") => {
            Mark::Conditional
        }
        _ => Mark::Unknown,
    }
}

/// A member of a group in words: `transaction_id和out_trade_no必须二选一`.
static CHOICE: LazyLock<Regex> = LazyLock::new(|| pattern("[二三四两]选一|至少[传填]一|任[选填]其?一"));
/// `其他银行时与bank_name二选一`: a choice that not everybody has.
static IN_SOME_CASE: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:时[，,与和]?|如[为果]|若|无需填写|其[他它余]).*选一"));
/// A name.
static NAME: LazyLock<Regex> = LazyLock::new(|| pattern("[a-z][a-z0-9_]{2,}"));
/// `sub_appid传入时必填`
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:时|场景下?|情况下?|时则)[，,]?(?:此参数|该字段|此字段|本字段|该参数)?(?:为)?(?:必填|必传|必须)",
    )
});

/// What decides about one of several siblings.
pub(super) struct Sibling<'r> {
    pub name: &'r str,
    pub term: &'r str,
    pub mark: &'r Mark,
    pub text: &'r str,
}

/// What was decided: attributes of the name's cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Optional,
    Required {
        confirmed: bool,
    },
    /// Of the group of that number; alone in it, it is the trace of a row that was lost.
    OneOf {
        group: u8,
        confirmed: bool,
        is_lone: bool,
        /// How many the mark speaks of, if more than are there.
        lost: Option<u8>,
    },
}

impl Decision {
    pub(super) fn attrs(self) -> Vec<Attr> {
        let flag = |name: &str| Attr {
            name: name.to_owned(),
            value: None,
        };
        let confirm = |is: bool| is.then(|| flag(CONFIRMED));
        match self {
            Self::Optional => Vec::new(),
            Self::Required { confirmed } => [flag(REQUIRED)].into_iter().chain(confirm(confirmed)).collect(),
            Self::OneOf {
                group,
                confirmed,
                lost,
                ..
            } => {
                let one_of = Attr::new(ONE_OF, &group.to_string());
                let choices = lost.map(|count| Attr::new(CHOICES, &count.to_string()));
                [one_of]
                    .into_iter()
                    .chain(confirm(confirmed))
                    .chain(choices)
                    .collect()
            }
        }
    }
}

/// Decides about all fields of one object, which influence each other.
pub(super) fn decide(siblings: &[Sibling<'_>]) -> Vec<Decision> {
    let mut decisions: Vec<Decision> = siblings.iter().map(alone).collect();
    let mut group = 0_u8;
    let mut at = 0;
    while at < siblings.len() {
        if matches!(decisions[at], Decision::OneOf { .. }) {
            at += 1;
            continue;
        }
        let members = match siblings[at].mark {
            Mark::Choice(mark) => contiguous(siblings, at, mark),
            _ => named(siblings, at),
        };
        let is_grouped = |one: &usize| matches!(decisions[*one], Decision::OneOf { .. });
        if members.is_empty() || members.iter().any(is_grouped) {
            at += 1;
            continue;
        }
        group = group.saturating_add(1);
        let is_lone = members.len() == 1;
        let in_some_case = members
            .iter()
            .any(|&one| IN_SOME_CASE.is_match(words(&siblings[one])));
        let lost = choices(siblings[at].mark).filter(|&count| members.len() < usize::from(count));
        for &member in &members {
            decisions[member] = Decision::OneOf {
                group,
                confirmed: !is_lone && !in_some_case && lost.is_none(),
                is_lone,
                lost,
            };
        }
        at += 1;
    }
    decisions
}

fn alone(said: &Sibling<'_>) -> Decision {
    match said.mark {
        Mark::Required => Decision::Required {
            confirmed: !CONDITION.is_match(said.text),
        },
        Mark::Optional | Mark::Choice(_) | Mark::Conditional | Mark::Unsaid | Mark::Unknown => {
            Decision::Optional
        }
    }
}

/// How many fields a mark speaks of: `四选一`.
fn choices(mark: &Mark) -> Option<u8> {
    let Mark::Choice(mark) = mark else { return None };
    match mark.chars().next()? {
        '二' | '两' | '2' => Some(2),
        '三' | '3' => Some(3),
        '四' | '4' => Some(4),
        _ => None,
    }
}

/// Rows below each other with the same mark.
fn contiguous(siblings: &[Sibling<'_>], from: usize, mark: &str) -> Vec<usize> {
    let same = |one: &Sibling<'_>| matches!(one.mark, Mark::Choice(other) if other == mark);
    let end = siblings[from..]
        .iter()
        .position(|one| !same(one))
        .unwrap_or(siblings.len() - from);
    (from..from + end).collect()
}

/// Whether words name a field by its term, and not by a longer one that has it inside.
fn by_term(siblings: &[Sibling<'_>], one: &Sibling<'_>, choice: &str) -> bool {
    let is_longer = |other: &Sibling<'_>| {
        other.term.len() > one.term.len() && other.term.contains(one.term) && choice.contains(other.term)
    };
    // No object of the site has as many fields.
    siblings.len() < 300
        && one.term.chars().count() > 2
        && choice.contains(one.term)
        && !siblings.iter().any(is_longer)
}

/// The line of a row that says that it is one of several, without the term; empty if none does.
fn words<'r>(said: &Sibling<'r>) -> &'r str {
    let line = said
        .text
        .lines()
        .find(|line| CHOICE.is_match(line))
        .unwrap_or_default();
    line.split_once('】').map_or(line, |(_, rest)| rest)
}

/// Siblings that the words of a row name as alternatives to it, by name or by term. Words count more than the
/// mark: of two that exclude each other neither can be needed always.
fn named(siblings: &[Sibling<'_>], at: usize) -> Vec<usize> {
    let own = &siblings[at];
    let choice = words(own);
    if choice.is_empty() {
        return Vec::new();
    }
    let in_some_case = IN_SOME_CASE.is_match(choice);
    let names: Vec<&str> = NAME
        .find_iter(choice)
        .take(10)
        .map(|found| found.as_str())
        .collect();
    let is_named = |one: &Sibling<'_>| {
        let by_term = names.is_empty() && by_term(siblings, one, choice);
        (names.contains(&one.name) || by_term) && !(in_some_case && matches!(one.mark, Mark::Required))
    };
    let mut members: Vec<usize> = (0..siblings.len())
        .filter(|&one| one == at || is_named(&siblings[one]))
        .collect();
    if members.len() < 2 && names.is_empty() {
        // Nobody is named: who says the same next to it.
        let says = |one: &Sibling<'_>| !matches!(one.mark, Mark::Required) && CHOICE.is_match(one.text);
        let end = siblings[at..]
            .iter()
            .position(|one| !says(one))
            .unwrap_or(siblings.len() - at);
        members = (at..at + end).collect();
    }
    if members.len() > 1 { members } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_conditions() {
        // rows `name mark text`, decisions
        let cases = [
            ("a true 甲;b false 乙", "! -"),
            ("a 是 甲;b 否 乙;c 条件选填 丙", "! - -"),
            ("a 二选一 甲;b 二选一 乙;c true 丙", "1 1 !"),
            ("a 二选一 甲;b true 乙;c 二选一 丙", "1?2 ! 2?2"),
            // Two of four are lost: what is left of a group is not the group.
            ("a 四选一 甲;b 四选一 乙;c 二选一 丙;d 二选一 丁", "1?4 1?4 2 2"),
            ("a 三选一 甲;b 三选一 乙;c 三选一 丙", "1 1 1"),
            ("lamp_id false lamp_id和lamp_no必须二选一;lamp_no false 乙", "1 1"),
            ("lamp_id true lamp_id和lamp_no必须二选一;lamp_no false 乙", "1 1"),
            ("lamp_id false 与lamp_no的名二选一;lamp_no false 乙", "1 1"),
            ("lamp_id false 二选一;lamp_no false 二选一", "1 1"),
            ("lamp_id false 二选一", "-"),
            ("lamp_id false 亮时与lamp_no二选一;lamp_no false 乙", "1? 1?"),
            (
                "lamp_id false 17种灯无需填写，其他与lamp_no二选一;lamp_no false 乙",
                "1? 1?",
            ),
            ("lamp_id false 亮时与lamp_no二选一;lamp_no true 乙", "- !"),
            ("lamp_id true color传入时必填;color false 色", "!? -"),
        ];
        for (rows, expected) in cases {
            let parts: Vec<Vec<&str>> = rows.split(';').map(|row| row.split(' ').collect()).collect();
            let marks: Vec<Mark> = parts.iter().map(|row| mark(row[1])).collect();
            let siblings: Vec<Sibling<'_>> = parts
                .iter()
                .zip(&marks)
                .map(|(row, mark)| Sibling {
                    name: row[0],
                    term: row[0],
                    mark,
                    text: row[2],
                })
                .collect();
            let show = |one: &Decision| match one {
                Decision::Optional => "-".to_owned(),
                Decision::Required { confirmed } => format!("!{}", if *confirmed { "" } else { "?" }),
                Decision::OneOf {
                    group,
                    confirmed,
                    lost,
                    ..
                } => {
                    let lost = lost.map(|count| count.to_string()).unwrap_or_default();
                    format!("{group}{}{lost}", if *confirmed { "" } else { "?" })
                }
            };
            let seen: Vec<String> = decide(&siblings).iter().map(show).collect();
            assert_eq!(seen.join(" "), expected, "{rows}");
        }
    }
}
