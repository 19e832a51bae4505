//! The unit that a description states, whoever wrote it.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

const UNITS: &str = "毫秒|分钟|小时|字节|厘米|万分之一|万分比|秒|分|元|天|月|米";

/// Of an amount in whichever currency: a fen, a cent, a yen.
pub(crate) const SMALLEST: &str = "币种的最小单位";

/// Behind the word 单位 (单位分 is one, 单位分类 is none), alone in brackets, or between 以 and 为单位.
static STATED: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        format!(r#"单位[为是：:“"「（( ]*({UNITS})(?:[必只整]|[^\p{{L}}]|$)"#),
        format!("[(（]({UNITS})(?:[()（）]|$)"),
        format!("以[“\"]?({UNITS})[”\"]? ?为单位"),
    ]
    .map(|text| pattern(&text))
});

static SMALLEST_SAID: LazyLock<Regex> = LazyLock::new(|| pattern("币种的?最小(?:计价)?单位"));

/// `分` of `金额，单位为分`.
pub(crate) fn of(text: &str) -> Option<&str> {
    let stated = STATED.iter().find_map(|pattern| pattern.captures(text));
    let stated = stated.and_then(|found| found.get(1)).map(|unit| unit.as_str());
    stated.or_else(|| SMALLEST_SAID.is_match(text).then_some(SMALLEST))
}

/// The first of two, but for one that says less: 分 is the 币种的最小单位 of CNY.
pub(crate) fn exact(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(vague), Some(exact)) if vague == SMALLEST => Some(exact),
        (first, second) => first.or(second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reader_for_every_source() {
        let cases = [
            ("金额，单位为分", "分"),
            ("价，单位为分，整型", "分"),
            ("单位：分必须>0", "分"),
            ("单位为“分”", "分"),
            ("单位（分）", "分"),
            ("金额(分)", "分"),
            ("以分为单位，不会提交", "分"),
            ("服务费（以“元”为单位）", "元"),
            ("单位为万分之一，如1300", "万分之一"),
            ("单位分类，单位：分", "分"),
            ("金额，币种的最小单位，整数", SMALLEST),
            ("单位：该币种最小计价单位", SMALLEST),
            ("单位：币种的最小单位", SMALLEST),
            ("单位分类", ""),
            ("单位名称", ""),
            ("政府机关/事业单位/社会组织必填", ""),
            ("默认为23点59分", ""),
        ];
        for (text, unit) in cases {
            assert_eq!(of(text).unwrap_or_default(), unit, "{text}");
        }
    }

    #[test]
    fn the_exact_one_of_two() {
        let cases = [
            ("", "", ""),
            ("分", "", "分"),
            ("", "元", "元"),
            ("分", "元", "分"),
            (SMALLEST, "", SMALLEST),
            (SMALLEST, "分", "分"),
            ("分", SMALLEST, "分"),
        ];
        let said = |unit: &str| Some(unit.to_owned()).filter(|unit| !unit.is_empty());
        for (first, second, taken) in cases {
            assert_eq!(exact(said(first), said(second)), said(taken), "{first} {second}");
        }
    }
}
