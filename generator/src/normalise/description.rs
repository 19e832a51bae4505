//! What is left of a description cell: term, default, unit and values.

use crate::ir::EnumValue;
use crate::lower::{description, leading, meaning, term};
use crate::page::Row;

/// Writes the facts of a row's description, in the form that reads the same.
pub(super) fn facts(row: &Row) -> String {
    let cell = row.description.text.as_str();
    if row.name.text == "base_uri" {
        return addresses(cell);
    }
    let (doc, values) = description::read(cell);
    let named = without_unit(&doc.text, doc.unit.as_deref());
    let term = term(named).or_else(|| leading(named)).map(escape);
    let (said, _) = description::read(term.as_deref().unwrap_or_default());
    let default = doc
        .default
        .filter(|_| said.default.is_none())
        .map(|value| format!("默认值 `{value}`"));
    let unit = doc
        .unit
        .filter(|_| said.unit.is_none())
        .map(|unit| format!("单位：{unit}"));
    let form = doc.text.lines().find(|line| description::is_form(line));
    let form = form
        .filter(|form| term.as_deref() != Some(form))
        .map(str::to_owned);
    let lines: Vec<String> = [term, form, default, unit, list(&values)]
        .into_iter()
        .flatten()
        .collect();
    lines.join("<br/>")
}

/// What stands before a stated unit: of `金额，单位为分` the term is 金额.
fn without_unit<'t>(text: &'t str, unit: Option<&str>) -> &'t str {
    let stated = unit.and_then(|_| text.find("单位"));
    let before = stated.map_or(text, |at| &text[..at]);
    before.trim_end_matches(['，', ',', '。', '；', '、', '(', '（', ' '])
}

/// The addresses of a `base_uri`: they are what its description is good for.
fn addresses(cell: &str) -> String {
    let ticked = cell.split('`').skip(1).step_by(2);
    let known: Vec<String> = ticked
        .filter(|text| text.starts_with("https://"))
        .map(|url| format!("`{url}`"))
        .collect();
    known.join(" ")
}

/// The values, with their meanings where these are terms.
fn list(values: &[EnumValue]) -> Option<String> {
    let said = |value: &EnumValue| {
        let words = value.meaning.as_deref().and_then(meaning);
        words.map(escape).unwrap_or_default()
    };
    let meanings: Vec<String> = values.iter().map(said).collect();
    let ticked: Vec<String> = values
        .iter()
        .map(|value| format!("`{}`", escape(&value.value)))
        .collect();
    if ticked.is_empty() {
        None
    } else if meanings.iter().all(String::is_empty) {
        let ending = if ticked.len() == 1 {
            "枚举值"
        } else {
            "枚举值之一"
        };
        Some(format!("{} {ending}", ticked.join(" \\| ")))
    } else {
        let lines = ticked
            .iter()
            .zip(meanings)
            .map(|(value, meaning)| format!("<br/>{value}：{meaning}"));
        Some(format!("枚举值：{}", lines.collect::<String>()))
    }
}

/// Text as a cell of a table.
pub(super) fn escape(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Cell;

    fn of(name: &str, text: &str) -> String {
        let cell = |text: &str| Cell {
            text: text.to_owned(),
            ..Cell::default()
        };
        let row = |text| Row {
            name: cell(name),
            description: cell(text),
            ..Row::default()
        };
        let once = facts(&row(text));
        assert_eq!(facts(&row(&once)), once, "a second time changes nothing");
        once
    }

    #[test]
    fn facts_stay_and_prose_goes() {
        let cases = [
            ("商户号", "商户号"),
            ("商户号，由平台分配", "商户号"),
            ("金额，单位为分", "金额<br/>单位：分"),
            ("金额，币种的最小单位，整数", "金额<br/>单位：币种的最小单位"),
            ("甲，乙，单位为分", "甲<br/>单位：分"),
            ("时长(秒)", "时长(秒)"),
            ("截止时间<br/>rfc3339", "截止时间<br/>rfc3339"),
            ("日期，有说明<br/>格式 `yyyyMMdd`", "日期<br/>格式 `yyyyMMdd`"),
            (
                "摘要算法，默认为`MD5`<br/>`MD5` \\| `RSA` 枚举值之一",
                "摘要算法<br/>默认值 `MD5`<br/>`MD5` \\| `RSA` 枚举值之一",
            ),
            ("算法`A`\\|`B`枚举值之一", "算法<br/>`A` \\| `B` 枚举值之一"),
            ("类型<br/>`A` 枚举值", "类型<br/>`A` 枚举值"),
            (
                "枚举值：<br/>`A`：甲<br/>B_C：乙，丙。<br/>注意一下。",
                "枚举值：<br/>`A`：甲<br/>`B_C`：乙",
            ),
            (
                "1、`A`：甲，乙<br/>2、`B`：请填，丁",
                "枚举值：<br/>`A`：甲<br/>`B`：",
            ),
            ("1、`A`：甲。乙<br/>2、`B`：请填", "`A` \\| `B` 枚举值之一"),
            ("甲 \\| 乙", "甲 \\| 乙"),
            ("`A\\|B` \\| `C` 枚举值之一", "`A\\|B` \\| `C` 枚举值之一"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(of("x", text), expected, "{text}");
        }
    }

    #[test]
    fn an_address_is_a_fact() {
        assert_eq!(
            of("base_uri", "声明接入点`https://x.y/hk/`(香港接入)"),
            "`https://x.y/hk/`"
        );
    }
}
