//! What stands beside the tables of fields: example answers, error codes, limits.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::description::escape;
use super::sample::cut;
use crate::dialect::im_table::http_answer;
use crate::ir::Version;
use crate::lower::meaning;
use crate::page::{Answer, ErrorCode, Facts, Limit, REMEDY};

/// Writes them in the order in which they stand below the answer's table.
pub(super) fn write(text: &mut String, facts: &Facts, version: Version) {
    for answer in &facts.answers {
        let answer = Answer {
            body: cut(&answer.body),
            ..answer.clone()
        };
        let _ = writeln!(text, "{}\n", http_answer::render(&answer, version));
    }
    table(
        text,
        "错误码 | 状态码",
        "errors",
        facts.errors.iter().filter_map(error),
    );
    table(text, "次数 | 秒数", "limits", facts.limits.iter().map(limit));
}

/// A row: what it is about, and the term, empty if the words are none.
type TermRow = (String, String);

/// Rows that say the same are one; one without words says no more than one with some.
fn table(text: &mut String, header: &str, id: &str, rows: impl Iterator<Item = TermRow>) {
    let rows: Vec<TermRow> = rows.collect();
    let explained: BTreeSet<&str> = rows
        .iter()
        .filter(|(_, term)| !term.is_empty())
        .map(|(about, _)| &**about)
        .collect();
    let mut written = BTreeSet::new();
    let mut lines = String::new();
    for row in &rows {
        let (about, term) = row;
        let is_less = term.is_empty() && explained.contains(&**about);
        if !is_less && written.insert(row) {
            let _ = writeln!(lines, "{}", format!("| {about}| {term}").trim_end());
        }
    }
    if !lines.is_empty() {
        let head = format!("| {header} {{.type}} | 描述 {{.desc}}\n| --- | --- | ---");
        let _ = writeln!(text, "{head}\n{lines}\n{{.im-table #{id}}}\n");
    }
}

/// A row of error codes; what is no code cannot be told from any other answer.
fn error(error: &ErrorCode) -> Option<TermRow> {
    if !ErrorCode::is_code(&error.code) {
        return None;
    }
    let remedy = error
        .remedy
        .map(|remedy| format!(" {{{REMEDY}={}}}", remedy.word()));
    let status = error.status.map(|status| format!("{status} "));
    let (remedy, status) = (remedy.unwrap_or_default(), status.unwrap_or_default());
    Some((
        format!("{}{remedy} | {status}", error.code),
        words(&error.meaning),
    ))
}

fn limit(limit: &Limit) -> TermRow {
    (
        format!("{} | {} ", limit.calls, limit.seconds),
        words(&limit.scope),
    )
}

/// Of the words the meaning is kept, if they say one shortly.
fn words(text: &str) -> String {
    meaning(text).map(escape).unwrap_or_default()
}
