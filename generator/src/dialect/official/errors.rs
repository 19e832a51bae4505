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

/// Words that ask for the same again.
const AGAIN: [&str; 9] = [
    "重试",
    "重新调用",
    "再次调用",
    "再调用",
    "重新发起",
    "重入",
    "再试",
    "重新请求",
    "降低",
];
/// Words that say when.
const LATER: [&str; 6] = ["稍后", "稍候", "降低", "等待", "分钟后", "频率"];
/// Words that say that the request stays as it is.
const SAME: [&str; 7] = [
    "相同参数",
    "原参数",
    "原单",
    "原商户",
    "同样的参数",
    "不要换单",
    "相同的",
];
/// What somebody has to do before it can go well: the same request fails until then.
const BEFORE: [&str; 13] = [
    "充值",
    "补充",
    "开通",
    "替换",
    "重新生成",
    "绑定",
    "产品配置",
    "接入",
    "先创建",
    "原请求一致",
    "不允许",
    "不可重试",
    "无法重试",
];

/// What the words advise.
fn advice(words: &str) -> Option<Remedy> {
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let remedy = if words.trim_matches(['-', '—', ' ', '无']).is_empty() {
        return None;
    } else if words.replace("查询指引", "").contains("查询") && !words.contains("查询商户号")
        || has(&["查单", "无需重", "勿重复", "已支付"])
    {
        // Where a query is spoken of, it comes first; and what is done already is not done again.
        Remedy::Query
    } else if has(&BEFORE) {
        Remedy::Fix
    } else if has(&AGAIN) {
        let is_other = has(&["修改", "检查", "核实", "确认", "更换", "调整", "正确"]);
        match (has(&LATER), has(&SAME)) {
            (true, _) => Remedy::RetryLater,
            (false, true) => Remedy::RetryNow,
            (false, false) if is_other => Remedy::Fix,
            (false, false) => Remedy::RetryLater,
        }
    } else if has(&["稍后", "频率", "点后", "点以后", "生效后"]) {
        Remedy::RetryLater
    } else {
        Remedy::Fix
    };
    Some(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d5_advices() {
        let cases = [
            ("请稍后重试", Some(Remedy::RetryLater)),
            ("系统异常，请用相同参数重新调用", Some(Remedy::RetryNow)),
            ("稍后用原单号重试", Some(Remedy::RetryLater)),
            ("请先调用查询接口，再定", Some(Remedy::Query)),
            ("请检查参数", Some(Remedy::Fix)),
            ("检查参数后重试", Some(Remedy::Fix)),
            ("降低调用频率", Some(Remedy::RetryLater)),
            ("调用【查询】获取状态", Some(Remedy::Query)),
            ("请稍后调用【查询】", Some(Remedy::Query)),
            ("原单号查询，勿用新单号", Some(Remedy::Query)),
            ("二十分钟后查询，仍未定则原单号重试", Some(Remedy::Query)),
            ("已受理，无需重试", Some(Remedy::Query)),
            ("已成功，无需重复调用", Some(Remedy::Query)),
            ("不允许重试该请求", Some(Remedy::Fix)),
            ("充值后重试", Some(Remedy::Fix)),
            ("充值后相同参数再次调用", Some(Remedy::Fix)),
            ("先创建模板再重新调用", Some(Remedy::Fix)),
            ("订单重入时，参数值要与原请求一致", Some(Remedy::Fix)),
            ("更换单号重试", Some(Remedy::Fix)),
            ("缺少图片，请补充上传后重试", Some(Remedy::Fix)),
            ("请开通产品权限后再调用该接口", Some(Remedy::Fix)),
            (
                "请确认是否匹配，查询指引参考：查询商户号绑定的APPID",
                Some(Remedy::Fix),
            ),
            ("次日上午10点后再下载", Some(Remedy::RetryLater)),
            ("1分钟后再来重试", Some(Remedy::RetryLater)),
            ("-", None),
            ("", None),
        ];
        for (words, expected) in cases {
            assert_eq!(advice(words), expected, "{words}");
        }
    }
}
