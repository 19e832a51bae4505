//! Description cells.

use std::sync::LazyLock;

use regex::Regex;

use super::enums::{self, ListedValues};
use super::unit;
use crate::ir::{EnumValue, FieldDoc};
use crate::pattern::pattern;

/// A description as documentation, and the values that it lists.
pub(crate) fn read(cell: &str) -> (FieldDoc, Vec<EnumValue>) {
    let ListedValues { values, rest } = enums::find(cell);
    let (unit, default) = (unit::of(cell).map(str::to_owned), default(cell));
    // A line that states nothing else is no part of the text.
    let stated = [
        unit.as_deref().map(|unit| format!("单位：{unit}")),
        default.as_deref().map(|value| format!("默认值 `{value}`")),
    ];
    let text = text(&rest);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !stated.iter().flatten().any(|fact| fact == line))
        .collect();
    let doc = FieldDoc {
        is_retired: lines.contains(&RETIRED),
        text: lines.join("\n"),
        unit,
        default,
        ..FieldDoc::default()
    };
    (doc, values)
}

/// What is said of a field that nobody should use any more.
pub(crate) const RETIRED: &str = "已废弃";
/// And of one that goes soon.
pub(crate) const RETIRING: &str = "即将下线";

/// A line that says how a value is written, `rfc3339` or ``格式 `yyyyMMdd` ``, or that it is to be left out.
pub(crate) fn is_form(line: &str) -> bool {
    ["rfc3339", RETIRED, RETIRING].contains(&line) || line.starts_with("格式 `") && line.ends_with('`')
}

/// Markup of a cell as plain Markdown.
fn text(cell: &str) -> String {
    let unescaped = cell.replace("\\|", "|");
    let lines = unescaped
        .split("<br/>")
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let lines: Vec<_> = lines.map(without_badge).collect();
    lines.join("\n").trim_matches('\u{feff}').to_owned()
}

/// `<Badge … text="x" />` as `(x)`.
fn without_badge(line: &str) -> String {
    let Some((before, rest)) = line.split_once("<Badge") else {
        return line.to_owned();
    };
    let (badge, after) = rest.split_once("/>").unwrap_or((rest, ""));
    let words = badge
        .split_once("text=\"")
        .and_then(|(_, text)| text.split('"').next())
        .unwrap_or_default();
    format!("{before}({words}){after}")
}

/// ``默认为`RSA` ``, at the first 默认 of a text.
static DEFAULT: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?s)^(?:[^默]|默[^认])*默认[值为是：: ]*`([^`]*)`"));

fn default(cell: &str) -> Option<String> {
    Some(DEFAULT.captures(cell)?[1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_units_and_defaults() {
        // cell, text, unit, default
        let cases = [
            ("金额，单位为分", "金额，单位为分", "分", ""),
            ("金额（单位：分）", "金额（单位：分）", "分", ""),
            ("时长(秒)", "时长(秒)", "秒", ""),
            ("单位分类", "单位分类", "", ""),
            ("金额，以分为单位", "金额，以分为单位", "分", ""),
            ("服务费（以“元”为单位）", "服务费（以“元”为单位）", "元", ""),
            (
                "金额，币种的最小单位",
                "金额，币种的最小单位",
                "币种的最小单位",
                "",
            ),
            ("金额<br/>单位：币种的最小单位", "金额", "币种的最小单位", ""),
            (
                "单位：该币种最小计价单位",
                "单位：该币种最小计价单位",
                "币种的最小单位",
                "",
            ),
            ("税率<br/>单位：万分之一", "税率", "万分之一", ""),
            ("单位：分必须>0", "单位：分必须>0", "分", ""),
            ("单位名称", "单位名称", "", ""),
            ("类型，默认为`RSA`", "类型，默认为`RSA`", "", "RSA"),
            ("默认值 `MD5`<br/>`MD5` \\| `X` 枚举值之一", "", "", "MD5"),
            ("默认不分账", "默认不分账", "", ""),
            ("默认不分，默认值`Y`", "默认不分，默认值`Y`", "", ""),
            ("长度（米）与时长（秒)", "长度（米）与时长（秒)", "米", ""),
            ("单位分类，单位：分", "单位分类，单位：分", "分", ""),
            ("甲<br/> 乙 \\| 丙<br/>", "甲\n乙 | 丙", "", ""),
            ("甲<Badge type=\"w\" text=\"特殊\" />", "甲(特殊)", "", ""),
        ];
        for (cell, text, unit, default) in cases {
            let (doc, _) = read(cell);
            let seen = (
                &*doc.text,
                doc.unit.as_deref().unwrap_or(""),
                doc.default.as_deref().unwrap_or(""),
            );
            assert_eq!(seen, (text, unit, default), "{cell}");
        }
        for (cell, is_retired) in [
            ("甲<br/>已废弃", true),
            ("已废弃<br/>`A` 枚举值", true),
            ("甲<br/>即将下线", false),
            ("甲<br/>`A`：已废弃<br/>`B`：乙", false),
            ("查询已废弃的甲", false),
        ] {
            assert_eq!(read(cell).0.is_retired, is_retired, "{cell}");
        }
    }
}
