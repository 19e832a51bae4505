//! How often an operation may be called, as its page says it.

use std::sync::LazyLock;

use regex::Regex;

use crate::page::Limit;
use crate::pattern::pattern;

/// `20/秒（商户号维度）`, `30QPS`, `150qps`, `6000/min`, `失败报错6QPS`: for calls with that outcome only.
static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(成功|失败报错|失败|单[^\s0-9，,：:]{1,6})?[ ]*([0-9]+)[ ]*次?[ ]*(?:([qQ][pP][sS])|/[ ]*(秒|分钟|小时|天|s|min|minute))(?:[ ]*[（(]([^）)]*)[）)])?",
    )
});

/// The limits that a line states; `follows` a line that announces some.
pub(super) fn find(line: &str, follows: bool) -> Vec<Limit> {
    if !follows && !announces(line) {
        return Vec::new();
    }
    let mut limits = Vec::new();
    for found in LIMIT.captures_iter(line) {
        let seconds = match found.get(4).map(|unit| unit.as_str()) {
            Some("分钟" | "min" | "minute") => 60,
            Some("小时") => 3_600,
            Some("天") => 86_400,
            _ => 1,
        };
        // Which calls are counted says more than for whom, and the words behind more than those before.
        let outcome = found.get(1).filter(|scope| !scope.as_str().starts_with('单'));
        let scope = outcome.or(found.get(5)).or(found.get(1));
        let scope = scope.map_or("", |scope| scope.as_str());
        if let Ok(calls) = found[2].parse() {
            limits.push(Limit {
                calls,
                seconds,
                scope: scope.trim_end_matches("维度").to_owned(),
            });
        }
    }
    limits
}

/// Whether a line is about limits.
pub(super) fn announces(line: &str) -> bool {
    ["限频", "接口频率", "频率限制", "调用频率"]
        .iter()
        .any(|word| line.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let cases = [
            ("接口限频：20/秒（商户号维度）", false, "20/1 商户号"),
            ("接口频率：30QPS", false, "30/1 "),
            ("请求频率限制：150qps", false, "150/1 "),
            (
                "**接口频率**：不区分来源 6000/min 单ip 300/min",
                false,
                "6000/60 ,300/60 单ip",
            ),
            ("- 900/分钟（品牌ID维度）", true, "900/60 品牌ID"),
            ("- 900/分钟（品牌ID维度）", false, ""),
            ("每天 3 次", true, ""),
            (
                "接口限频：成功150QPS，失败报错6QPS（同一商户号）",
                false,
                "150/1 成功,6/1 失败报错",
            ),
        ];
        for (line, follows, expected) in cases {
            let show = |one: &Limit| format!("{}/{} {}", one.calls, one.seconds, one.scope);
            let seen: Vec<String> = find(line, follows).iter().map(show).collect();
            assert_eq!(seen.join(","), expected, "{line}");
        }
    }
}
