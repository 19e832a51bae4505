//! What stands beside the tables of fields: example answers, error codes, limits.

use std::fmt::Write as _;

use super::description::escape;
use super::sample::cut;
use super::term::term;
use crate::dialect::im_table::http_answer;
use crate::ir::Version;
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

/// Rows that say the same are one; one without words says no more than one with some.
fn table(text: &mut String, header: &str, id: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    let mut written: Vec<&str> = Vec::new();
    for row in &rows {
        let is_less = rows.iter().any(|other| {
            other
                .strip_prefix(row.as_str())
                .is_some_and(|words| !words.is_empty())
        });
        if !is_less && !written.contains(&row.as_str()) {
            written.push(row);
        }
    }
    if written.is_empty() {
        return;
    }
    let rows = written.join("\n");
    let _ = writeln!(
        text,
        "| {header} {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{rows}\n\n{{.im-table #{id}}}\n"
    );
}

/// A row of error codes; what is no code cannot be told from any other answer.
fn error(error: &ErrorCode) -> Option<String> {
    if !ErrorCode::is_code(&error.code) {
        return None;
    }
    let remedy = error
        .remedy
        .map(|remedy| format!(" {{{REMEDY}={}}}", remedy.word()));
    let status = error.status.map(|status| status.to_string());
    Some(row(
        &format!("{}{}", error.code, remedy.unwrap_or_default()),
        &status.unwrap_or_default(),
        &error.meaning,
    ))
}

fn limit(limit: &Limit) -> String {
    row(&limit.calls.to_string(), &limit.seconds.to_string(), &limit.scope)
}

/// Of the words a term is kept, if they are one.
fn row(first: &str, second: &str, words: &str) -> String {
    let term = term(words.trim_end_matches('。')).map(escape).unwrap_or_default();
    let second = if second.is_empty() {
        String::new()
    } else {
        format!("{second} ")
    };
    format!("| {first} | {second}| {term}").trim_end().to_owned()
}
