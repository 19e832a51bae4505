//! Description cells.

use super::enums::{self, Listed};
use crate::ir::{EnumValue, FieldDoc};

/// A description as documentation, and the values that it lists.
pub(crate) fn read(cell: &str) -> (FieldDoc, Vec<EnumValue>) {
    let Listed { values, rest } = enums::find(cell);
    let (unit, default) = (unit(cell), default(cell));
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
        text: lines.join("\n"),
        unit,
        default,
        ..FieldDoc::default()
    };
    (doc, values)
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

/// Units that follow the word 单位, or stand alone in brackets.
const UNITS: [&str; 11] = [
    "毫秒", "分钟", "小时", "字节", "厘米", "秒", "分", "元", "天", "月", "米",
];

fn unit(cell: &str) -> Option<String> {
    let stated = cell.match_indices("单位").find_map(|(at, word)| {
        let rest = &cell[at + word.len()..];
        let rest = rest.trim_start_matches(['为', '是', '：', ':', '“', '"', ' ']);
        UNITS
            .iter()
            .find(|unit| rest.starts_with(**unit) && ends_word(&rest[unit.len()..]))
    });
    let bracketed = || {
        let inner = cell
            .split(['(', '（'])
            .skip(1)
            .filter_map(|rest| rest.split([')', '）']).next());
        inner
            .into_iter()
            .find_map(|inner| UNITS.iter().find(|unit| **unit == inner))
    };
    stated.or_else(bracketed).map(|unit| (*unit).to_owned())
}

/// Whether a unit is over here: 单位分 is one, 单位分类 is none.
fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric()) || rest.starts_with('必') || rest.starts_with('只')
}

/// ``默认为`RSA` ``
fn default(cell: &str) -> Option<String> {
    let at = cell.find("默认")?;
    let rest = cell[at + "默认".len()..].trim_start_matches(['值', '为', '是', '：', ':', ' ']);
    let (value, _) = rest.strip_prefix('`')?.split_once('`')?;
    Some(value.to_owned())
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
            ("单位：分必须>0", "单位：分必须>0", "分", ""),
            ("单位名称", "单位名称", "", ""),
            ("类型，默认为`RSA`", "类型，默认为`RSA`", "", "RSA"),
            ("默认值 `MD5`<br/>`MD5` \\| `X` 枚举值之一", "", "", "MD5"),
            ("默认不分账", "默认不分账", "", ""),
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
    }
}
