//! What stands beside the tables of fields: example answers, error codes, limits.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::description::escape;
use super::sample::cut;
use crate::dialect::im_table::http_answer;
use crate::ir::Version;
use crate::lower::term;
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
type Row = (String, String);

/// Rows that say the same are one; one without words says no more than one with some.
fn table(text: &mut String, header: &str, id: &str, rows: impl Iterator<Item = Row>) {
    let rows: Vec<Row> = rows.collect();
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
fn error(error: &ErrorCode) -> Option<Row> {
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

fn limit(limit: &Limit) -> Row {
    (
        format!("{} | {} ", limit.calls, limit.seconds),
        words(&limit.scope),
    )
}

/// Of the words a term is kept, if they are one, or what stands before an order to somebody.
fn words(text: &str) -> String {
    let text = text.trim_end_matches('。');
    term(text)
        .or_else(|| before_order(text))
        .map(escape)
        .unwrap_or_default()
}

/// The term before an order: of 系统异常，请稍后重试 it is 系统异常.
fn before_order(text: &str) -> Option<&str> {
    let is_order = |rest: &str| {
        let rest = rest.trim_start_matches([',', '，', ' ']);
        rest.starts_with('请') && !rest.starts_with("请求") || rest.starts_with("需重试")
    };
    let at = text.find([',', '，'])?;
    term(&text[..at]).filter(|_| is_order(&text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_keeps_what_stands_before_an_order() {
        for (text, expected) in [
            ("系统异常，请稍后重试", "系统异常"),
            ("超过频率限制,请稍后再试", "超过频率限制"),
            ("业务流程错误，需重试", "业务流程错误"),
            ("参数错误。", "参数错误"),
            ("请求参数符合格式，但不符合业务规则", ""),
            ("参数缺失，请求无效", ""),
            ("请稍后，请重试", ""),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
