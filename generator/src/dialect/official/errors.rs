//! Tables of error codes.

use super::table::{ErrorColumns, Grid};
use super::text;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::page::{ErrorCode, Remedy};

/// Reads a table; a row that names no code is a finding.
pub(super) fn read(source: &mut Source<'_>, grid: &Grid, columns: &ErrorColumns) -> Vec<ErrorCode> {
    let mut errors = Vec::new();
    for line in &grid.rows {
        let cell = |at: Option<usize>| text::plain(line.cell(source, at)).replace('\n', " ");
        let code = text::word(&cell(Some(columns.code)));
        let (meaning, remedy) = (cell(columns.meaning), cell(columns.remedy));
        let written = text::word(&cell(columns.status));
        let status = ErrorCode::status(&written);
        let problem = if !ErrorCode::is_code(&code) {
            Some((columns.code, format!("`{code}` is no error code")))
        } else if status.is_none() && !written.is_empty() {
            columns
                .status
                .map(|at| (at, format!("`{written}` is no HTTP status")))
        } else {
            None
        };
        if let Some((at, message)) = problem {
            source.report(Code::BrokenFact, &line.place(Some(at)), message);
        }
        if !code.is_empty() {
            errors.push(ErrorCode {
                status,
                remedy: advice(&remedy),
                code,
                meaning,
                line: line.number,
            });
        }
    }
    errors
}

/// What the words advise.
fn advice(words: &str) -> Option<Remedy> {
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if words.trim_matches(['-', '—', ' ', '无']).is_empty() {
        None
    } else if has(&[
        "先查",
        "查单",
        "查询订单",
        "调用查询",
        "查询接口",
        "通过查询",
        "查询此次",
        "查询结果",
    ]) {
        Some(Remedy::Query)
    } else if has(&[
        "重试",
        "重新调用",
        "再次调用",
        "再调用",
        "重新发起",
        "重入",
        "再试",
        "重新请求",
        "降低",
    ]) {
        let is_later = has(&["稍后", "稍候", "降低", "等待", "分钟后", "频率"]);
        let is_same = has(&[
            "相同参数",
            "原参数",
            "原单",
            "原商户",
            "同样的参数",
            "不要换单",
            "相同的",
        ]);
        match (is_later, is_same) {
            (true, _) => Some(Remedy::RetryLater),
            (false, true) => Some(Remedy::RetryNow),
            (false, false) if has(&["修改", "检查", "核实", "确认", "更换", "调整", "正确"]) => {
                Some(Remedy::Fix)
            }
            (false, false) => Some(Remedy::RetryLater),
        }
    } else if has(&["稍后", "频率"]) {
        Some(Remedy::RetryLater)
    } else {
        Some(Remedy::Fix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advices() {
        let cases = [
            ("请稍后重试", Some(Remedy::RetryLater)),
            ("系统异常，请用相同参数重新调用", Some(Remedy::RetryNow)),
            ("稍后用原单号重试", Some(Remedy::RetryLater)),
            ("请先调用查询接口，再定", Some(Remedy::Query)),
            ("请检查参数", Some(Remedy::Fix)),
            ("检查参数后重试", Some(Remedy::Fix)),
            ("降低调用频率", Some(Remedy::RetryLater)),
            ("-", None),
            ("", None),
        ];
        for (words, expected) in cases {
            assert_eq!(advice(words), expected, "{words}");
        }
    }
}
