//! How an operation is called, and what may be met then: limits and error codes, as Markdown.

use super::doc::escape;
use crate::emit::ready;
use crate::ir::{Advice, ErrorCode, Limit, Notification, Operation};
use crate::plan::{Node, Verb};

/// The call as it is written, with the documented example's values; rustdoc tests that it compiles.
pub(super) fn example(node: &Node<'_>, verb: &Verb<'_>) -> Vec<String> {
    let call = ready::call(node, verb);
    let before = [
        "",
        "```no_run",
        "# async fn shop(client: wechatpay_openapi::Client) -> Result<(), wechatpay_openapi::Error> {",
    ];
    let lines = before
        .into_iter()
        .chain(call.lines())
        .chain(["# Ok(())", "# }", "```"]);
    lines.map(str::to_owned).collect()
}

/// How often it may be called, in one line.
pub(in crate::emit) fn limits(operation: &Operation) -> Vec<String> {
    let limits: Vec<String> = operation.limits.iter().map(limit).collect();
    match limits.is_empty() {
        true => Vec::new(),
        false => vec![String::new(), format!("接口限频：{}", limits.join("，"))],
    }
}

/// `20 次/秒（商户号）`
fn limit(limit: &Limit) -> String {
    let Limit {
        calls,
        seconds,
        scope,
    } = limit;
    let time = match seconds {
        1 => "秒".to_owned(),
        60 => "分钟".to_owned(),
        3_600 => "小时".to_owned(),
        86_400 => "天".to_owned(),
        seconds => format!("{seconds} 秒"),
    };
    let scope = match scope.is_empty() {
        true => String::new(),
        false => format!("（{}）", escape(scope)),
    };
    format!("{calls} 次/{time}{scope}")
}

/// The error codes as a table; without a column for the status where none has one, as in v2.
pub(in crate::emit) fn errors(operation: &Operation) -> Vec<String> {
    table(&operation.errors, |error| error.advice(operation))
}

/// The codes that a notification has as its `err_code`.
pub(in crate::emit) fn told(notification: &Notification) -> Vec<String> {
    table(&notification.errors, ErrorCode::told)
}

fn table(errors: &[ErrorCode], advice: impl Fn(&ErrorCode) -> Advice) -> Vec<String> {
    if errors.is_empty() {
        return Vec::new();
    }
    let has_status = errors.iter().any(|error| error.status.is_some());
    let (head, line) = match has_status {
        true => ("| 状态码 | 错误码 | 含义 | 建议 |", "|---|---|---|---|"),
        false => ("| 错误码 | 含义 | 建议 |", "|---|---|---|"),
    };
    let row = |error: &ErrorCode| {
        let status = error.status.map(|status| status.to_string()).unwrap_or_default();
        let status = if has_status {
            format!("| {status} ")
        } else {
            String::new()
        };
        let (meanings, advice) = (meanings(error), words(advice(error)));
        format!("{status}| `{}` | {meanings} | {advice} |", error.code)
    };
    let head = ["", head, line].map(str::to_owned);
    head.into_iter().chain(errors.iter().map(row)).collect()
}

/// What a code means.
pub(in crate::emit) fn meanings(error: &ErrorCode) -> String {
    let meanings: Vec<String> = error.meanings.iter().map(|words| escape(words)).collect();
    meanings.join("；")
}

/// What to do, in words.
pub(in crate::emit) fn words(advice: Advice) -> &'static str {
    match advice {
        Advice::Fix => "修正后重试",
        Advice::Query => "先查询结果",
        Advice::RetryLater => "稍后原样重试",
        Advice::RetryNow => "原样重试",
    }
}
