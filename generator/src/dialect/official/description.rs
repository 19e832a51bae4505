//! Description cells: the term, and the facts that a row of this generator has words for.

use std::sync::LazyLock;

use regex::Regex;

use super::enums::Listed;
use crate::lower::description::{RETIRED, RETIRING};
use crate::lower::unit;
use crate::pattern::pattern;

/// A value that counts where none is given.
static DEFAULT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"默认(?:值|设置)?(?:是|为)?(?:人民币)?[：: “\x22]*",
        r"(?:`([^` ]+)`|([A-Z][A-Z0-9_-]+)(?:[^A-Za-z0-9_]|$)|(true|false|[0-9]+)[ ]*(?:[^A-Za-z0-9_%.\p{Han} ]|$))",
    ))
});
/// `6-32个字符`
static LENGTH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"([0-9]+)[ ]*[-~～至][ ]*([0-9]+)[ ]*个?(?:UTF-?8)?(?:字符|字节)"));
/// How a time is written.
static FORMAT: LazyLock<Regex> = LazyLock::new(|| pattern(r"[yY]{4}[-/.]?MM[-/.]?[dD]{2}[A-Za-z0-9:/+.-]*"));

/// The cell as a row of this generator has it: the term, facts, and the values last.
pub(super) fn cell(term: &str, text: &str, values: &[Listed]) -> String {
    // In the place of a name, v2 says of some fields that they are retired.
    let term = if term.starts_with("该字段") { "" } else { term };
    let mut lines = vec![term.to_owned()];
    lines.extend(retired(text).map(str::to_owned));
    lines.extend(unit::of(text).map(|unit| format!("单位：{unit}")));
    if let Some(default) = DEFAULT.captures(text) {
        let value = default.iter().skip(1).flatten().next();
        let value = value.map_or("", |value| value.as_str());
        lines.push(format!("默认值 `{value}`"));
    }
    let lower = text.to_ascii_lowercase();
    if !values.is_empty() {
        lines.push("枚举值：".to_owned());
        let item = |one: &Listed| format!("`{}`：{}", one.value, one.meaning.replace('\n', " "));
        lines.extend(values.iter().map(item));
    } else if lower.contains("rfc3339") || lower.contains("rfc 3339") {
        lines.push("rfc3339".to_owned());
    } else if let Some(format) = FORMAT.find(text) {
        lines.push(format!("格式 `{}`", format.as_str().trim_end_matches(['.', ':'])));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("<br/>").replace('|', "\\|")
}

/// Whether the field is retired, or will be: a value's retirement stands in a line of its own.
fn retired(text: &str) -> Option<&'static str> {
    let first = text.lines().next()?;
    let has = |words: &[&str]| words.iter().any(|word| first.contains(word));
    if has(&["即将下线", "将废弃", "即将废弃"]) {
        Some(RETIRING)
    } else {
        has(&["已废弃", "已下线"]).then_some(RETIRED)
    }
}

/// What a field is called: 【…】 at the start. Other words are prose, however they begin.
pub(super) fn term(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    let first = first.trim_start_matches(['*', ' ', '\u{a0}']);
    if let Some(rest) = first.strip_prefix('【')
        && let Some((term, _)) = rest.split_once('】')
    {
        return term.trim().trim_matches('*').trim().to_owned();
    }
    String::new()
}

/// The least length that the words say, if their greatest is that of the type.
pub(super) fn shortest(text: &str, longest: &str) -> Option<String> {
    let mut ranges = LENGTH.captures_iter(text);
    let range = ranges.find(|range| &range[2] == longest)?;
    Some(range[1].to_owned())
}

/// Whether the words say that the value is encrypted, and with which key.
pub(super) fn encrypted(text: &str) -> Option<EncryptionKey> {
    // What is said about encryption beside that: of headers, algorithms, what is inside a notification.
    const OTHERWISE: [&str; 11] = [
        "无需加密",
        "未写需加密",
        "不需要加密",
        "不加密",
        "加密算法",
        "加密使用",
        "加密前",
        "加密证书",
        "敏感字段所用",
        "的敏感字段",
        "含有敏感信息",
    ];
    const SAID: [&str; 13] = [
        "需要加密",
        "需加密",
        "加密处理",
        "敏感信息加密",
        "公钥加密",
        "】加密",
        "】 加密",
        "；加密",
        "加密；",
        "加密（",
        "【加密的",
        "证书解密",
        "证书私钥解密",
    ];
    if text.contains("RSA加密公钥") || text.contains("标准RSA算法") {
        return Some(EncryptionKey::Bank);
    }
    // A sentence for itself: the next may be about something else.
    let says = |sentence: &str| {
        let bare = sentence.trim().trim_matches(['*', ' ', '\u{a0}']);
        let alone = bare == "加密" || bare.starts_with("加密（") || bare.starts_with("加密；");
        let otherwise = OTHERWISE.iter().any(|words| bare.contains(words));
        !otherwise && (alone || SAID.iter().any(|words| bare.contains(words)))
    };
    let text = text.replace("**", "");
    text.split(['\n', '。']).any(says).then_some(EncryptionKey::Usual)
}

/// Which key a value is encrypted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EncryptionKey {
    /// WeChat Pay's for what is sent, the merchant's for what comes.
    Usual,
    /// The one that is handed out for payments to bank cards (v2).
    Bank,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms() {
        let cases = [
            ("【灯号】灯的编号", "灯号"),
            ("**【灯号】** 灯的编号", "灯号"),
            (" 【 灯号 】", "灯号"),
            ("灯号，六位", ""),
            ("string of digits", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(term(text), expected, "{text}");
        }
    }

    #[test]
    fn facts() {
        let cases = [
            ("价，单位为分，整型", "价<br/>单位：分"),
            ("类，默认为 `RSA`。", "价<br/>默认值 `RSA`"),
            ("默认MD5", "价<br/>默认值 `MD5`"),
            ("默认7天", "价"),
            ("默认为20，最大值50", "价<br/>默认值 `20`"),
            ("最大为 1000，默认为 0", "价<br/>默认值 `0`"),
            ("默认1.5倍", "价"),
            ("默认为false", "价<br/>默认值 `false`"),
            ("默认设置为 `NONE`", "价<br/>默认值 `NONE`"),
            ("默认\"DAY\"", "价<br/>默认值 `DAY`"),
            ("以分为单位，不会提交", "价<br/>单位：分"),
            ("单位（分）", "价<br/>单位：分"),
            ("单位为万分之一，如1300", "价<br/>单位：万分之一"),
            ("政府机关/事业单位/社会组织必填", "价"),
            ("默认为23点59分", "价"),
            ("默认0.6%费率", "价"),
            ("默认为 0", "价<br/>默认值 `0`"),
            ("默认20，取值范围", "价<br/>默认值 `20`"),
            ("默认false", "价<br/>默认值 `false`"),
            ("默认\"DAY\"", "价<br/>默认值 `DAY`"),
            ("默认 `0` 天", "价<br/>默认值 `0`"),
            ("遵循RFC3339", "价<br/>rfc3339"),
            ("格式为yyyyMMddHHmmss，如", "价<br/>格式 `yyyyMMddHHmmss`"),
            ("单位分类", "价"),
            ("【价】即将下线，无需传入", "价<br/>即将下线"),
            ("【价】未来该字段将废弃", "价<br/>即将下线"),
            ("【价】（已废弃）", "价<br/>已废弃"),
            ("【价】可选取值\n`A`：已废弃", "价"),
        ];
        assert_eq!(cell("该字段已废弃", "已废弃，默认统一返回N", &[]), "已废弃");
        for (text, expected) in cases {
            assert_eq!(cell("价", text, &[]), expected, "{text}");
        }
    }

    #[test]
    fn a_least_length_in_words() {
        let cases = [
            ("6-32个字符，数字", Some("6")),
            ("长度在6~32个字符之间", Some("6")),
            ("长度为3-32个UTF-8字符", Some("3")),
            ("2-30个字符", None),
            ("不能超过32个字符", None),
        ];
        for (text, expected) in cases {
            assert_eq!(shortest(text, "32").as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn encryption_in_words() {
        let cases = [
            ("该字段需要加密", Some(EncryptionKey::Usual)),
            ("【姓名】加密（公钥）", Some(EncryptionKey::Usual)),
            ("【姓名】 加密；2~30个字符", Some(EncryptionKey::Usual)),
            ("**【姓名】** 加密", Some(EncryptionKey::Usual)),
            (
                "此字段需要使用微信支付公钥加密（推荐）",
                Some(EncryptionKey::Usual),
            ),
            ("该字段已做加密处理", Some(EncryptionKey::Usual)),
            ("卡号（采用标准RSA算法）", Some(EncryptionKey::Bank)),
            ("【随机串】加密使用的随机串", None),
            ("【加密算法类型】", None),
            ("身份证（本行未写需加密）", None),
            ("请求参数中的敏感字段，需要使用公钥加密", None),
            ("普通", None),
        ];
        for (text, expected) in cases {
            assert_eq!(encrypted(text), expected, "{text}");
        }
    }
}
