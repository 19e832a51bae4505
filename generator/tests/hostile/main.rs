//! Pages that nobody writes by hand: each ends in findings that name their
//! place, or does no harm. The threads of these tests have 2 MB of stack, so a
//! recursion without a limit ends them; a loop without one never ends.

mod cyclic;
mod foreign;
mod large;
mod nested;
mod official;
mod pages;
mod truncated;

use std::collections::BTreeSet;

use wechatpay_openapi_generator::diagnostic::{Code, Diagnostic, Severity};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::generate;

use crate::pages::{PATH, one};

/// A page, and a kind of finding that it must have; `None` if it is fine.
type Case = (&'static str, String, Option<Code>);

/// Fails unless each page has its finding, or no error at all.
#[track_caller]
fn expect(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (what, text, expected) in cases {
        let (codes, has_error) = judged(what, text);
        let is_right = match expected {
            Some(code) => codes.contains(code),
            None => !has_error,
        };
        if !is_right {
            wrong.push(format!("{what}: expected {expected:?}, found {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The kinds of findings of a page, and whether one of them is an error.
///
/// Fails if a finding has no place on the page, if the account of rows is
/// wrong, or if a crate was written in spite of an error.
#[track_caller]
fn judged(what: &str, text: &str) -> (BTreeSet<Code>, bool) {
    let generated = generate(&one(text), &Overrides::default());
    assert_eq!(generated.totals.gaps(), Vec::<String>::new(), "{what}");
    let found = &generated.diagnostics;
    // A finding of each kind may be there 50 times from reading, and from lowering.
    assert!(found.len() <= 100 * Code::ALL.len(), "{what}: {}", found.len());
    let lines: Vec<&str> = text.split('\n').collect();
    for one in found {
        assert_eq!(misplaced(one, &lines), None, "{what}: {one}");
    }
    let has_error = found.iter().any(|one| one.severity == Severity::Error);
    assert_eq!(generated.output.is_empty(), has_error, "{what}");
    (found.iter().map(|one| one.code).collect(), has_error)
}

/// What is wrong with the place of a finding.
fn misplaced(one: &Diagnostic, lines: &[&str]) -> Option<String> {
    let line = (one.line as usize).checked_sub(1).and_then(|at| lines.get(at));
    match line {
        _ if one.page != PATH => Some(format!("the page is {}", one.page)),
        None => Some(format!("the page has {} lines", lines.len())),
        Some(line) if one.col == 0 || one.col as usize > line.len() + 1 => {
            Some(format!("the line has {} columns", line.len()))
        }
        _ if one.message.is_empty() || one.help.is_empty() => Some("it says nothing".to_owned()),
        Some(_) => None,
    }
}
