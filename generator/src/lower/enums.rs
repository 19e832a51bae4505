//! Lists of values in descriptions.

use crate::ir::EnumValue;

/// A description taken apart: its text and the values that it lists.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ListedValues {
    pub values: Vec<EnumValue>,
    /// The description without the list, still as written.
    pub rest: String,
}

/// The word behind a list of values.
const WORD: &str = "枚举值";

/// Finds the list of values of a description, if it has one.
///
/// Backticks alone mean nothing: they mark media types, formats and conditions
/// too. A list is a run of them joined by pipes with the word 枚举值 right
/// behind it, or a sequence of lines `` `VALUE`：meaning``.
pub(super) fn find(description: &str) -> ListedValues {
    run(description)
        .or_else(|| fixed(description))
        .or_else(|| lines(description))
        .unwrap_or_else(|| ListedValues {
            values: Vec::new(),
            rest: description.to_owned(),
        })
}

/// `` `A` \| `B` 枚举值之一``
fn run(description: &str) -> Option<ListedValues> {
    let mut from = 0;
    while let Some(at) = description[from..].find(WORD).map(|at| from + at) {
        let before = description[..at].trim_end();
        if let Some((start, values)) = trailing_run(before) {
            let after = description[at + WORD.len()..].trim_start_matches("之一");
            let values = values.into_iter().map(plain).collect();
            return Some(ListedValues {
                values,
                rest: join(&description[..start], after),
            });
        }
        from = at + WORD.len();
    }
    None
}

/// What looks like a list of values and is not read as one: ticked texts joined by pipes, or the word without values.
pub(super) fn unread(description: &str) -> Option<&'static str> {
    let joined = |part: &str| part.trim_end_matches('\\').trim_end().ends_with('`');
    let mut parts = description.split('|');
    let mut before = parts.next().unwrap_or_default();
    for part in parts {
        if joined(before) && part.trim_start().starts_with('`') {
            return Some("values joined by pipes, without the word `枚举值` right behind them");
        }
        before = part;
    }
    // A term may have the word in it: 枚举值列表.
    let is_alone = |part: &str| part.trim().trim_end_matches(['：', ':']) == WORD;
    let is_said = description.contains("枚举值之一") || description.split("<br/>").any(is_alone);
    is_said.then_some("the word `枚举值`, but no values that can be read")
}

/// The run of values at the end of a text, with its start.
fn trailing_run(text: &str) -> Option<(usize, Vec<&str>)> {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        let inner = rest.strip_suffix('`')?;
        let open = inner.rfind('`')?;
        values.push(&inner[open + 1..]);
        let before = inner[..open].trim_end();
        match before.strip_suffix('|') {
            Some(more) => {
                let more = more.strip_suffix('\\').unwrap_or(more).trim_end();
                if !more.ends_with('`') {
                    return done(values, open);
                }
                rest = more;
            }
            // Values that only blanks separate are classes of HTTP statuses.
            None if before.ends_with('`') => return None,
            None => return done(values, open),
        }
    }
}

fn done(mut values: Vec<&str>, start: usize) -> Option<(usize, Vec<&str>)> {
    values.reverse();
    values
        .iter()
        .all(|value| !value.is_empty())
        .then_some((start, values))
}

/// ``固定枚举值`A` ``
fn fixed(description: &str) -> Option<ListedValues> {
    let (before, after) = description.split_once("固定枚举值`")?;
    let (value, after) = after.split_once('`')?;
    Some(ListedValues {
        values: vec![plain(value)],
        rest: join(before, after),
    })
}

/// `` `A`：meaning<br/>`B`：meaning``, numbered or not.
fn lines(description: &str) -> Option<ListedValues> {
    let parts: Vec<_> = description.split("<br/>").map(str::trim).collect();
    let bulleted = parts
        .iter()
        .filter(|part| item(part).is_some_and(|item| item.ticked))
        .count();
    let announced = parts
        .iter()
        .any(|part| part.trim_end_matches(['：', ':']).ends_with(WORD));
    if !(bulleted > 0 && (bulleted > 1 || parts.len() == 1) || announced) {
        return None;
    }
    let (mut values, mut rest) = (Vec::new(), Vec::new());
    for part in parts {
        match item(part) {
            Some(item) => {
                let meaning = Some(item.meaning.to_owned()).filter(|meaning| !meaning.is_empty());
                values.push(EnumValue {
                    value: unescaped(item.value),
                    meaning,
                });
            }
            None => rest.push(part),
        }
    }
    if values.is_empty() {
        return None;
    }
    let rest: Vec<_> = rest
        .into_iter()
        .filter(|part| part.trim_end_matches(['：', ':']) != WORD)
        .collect();
    Some(ListedValues {
        values,
        rest: rest.join("<br/>"),
    })
}

struct Item<'a> {
    value: &'a str,
    meaning: &'a str,
    ticked: bool,
}

/// `` 1、`VALUE`：meaning``
fn item(part: &str) -> Option<Item<'_>> {
    let part = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let part = part.trim_start_matches(['、', '.', '-', ' ']);
    let colon = ['：', ':'];
    if let Some(rest) = part.strip_prefix('`') {
        let (value, rest) = rest.split_once('`')?;
        let meaning = rest.trim_start().strip_prefix(colon)?.trim();
        return (!value.is_empty()).then_some(Item {
            value,
            meaning,
            ticked: true,
        });
    }
    let (value, meaning) = part.split_once(colon)?;
    let is_constant = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let shouts = value.len() > 1
        && value.chars().all(is_constant)
        && value.starts_with(|c: char| c.is_ascii_uppercase());
    shouts.then_some(Item {
        value,
        meaning: meaning.trim(),
        ticked: false,
    })
}

fn plain(value: &str) -> EnumValue {
    EnumValue {
        value: unescaped(value),
        meaning: None,
    }
}

/// A pipe inside a cell has a backslash in front, also inside a value.
fn unescaped(value: &str) -> String {
    value.replace("\\|", "|")
}

/// What stands before and behind the list.
fn join(before: &str, after: &str) -> String {
    let before = before.trim_end();
    let before = before.strip_suffix("<br/>").unwrap_or(before);
    format!("{before}{after}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        // description, values (with meanings), rest
        let cases = [
            ("状态<br/>`A` \\| `B` \\| `C D` 枚举值之一", "A,B,C D", "状态"),
            ("状态<br/>`A` 枚举值", "A", "状态"),
            ("`add` \\| `query` 枚举值之一", "add,query", ""),
            ("算法`X`\\|`Y`枚举值之一", "X,Y", "算法"),
            ("`CFT` | `WPHK` 枚举值之一", "CFT,WPHK", ""),
            ("固定枚举值`HMAC-SHA256`", "HMAC-SHA256", ""),
            ("注：`P`/`Q`<br/>`P` \\| `O` 枚举值之一", "P,O", "注：`P`/`Q`"),
            ("枚举值：<br/>`A`：甲<br/>`B`：乙<br/>注意", "A=甲,B=乙", "注意"),
            ("状态：<br/>1、`A`：甲<br/>2、`B`: 乙", "A=甲,B=乙", "状态："),
            ("枚举值：<br/>OK：好<br/>NOT_OK：坏", "OK=好,NOT_OK=坏", ""),
            ("`CNY`：某币", "CNY=某币", ""),
            // Not lists.
            (
                "`HTTP`状态码<br/>`20X` `4XX` `5XX` 枚举值之一",
                "",
                "`HTTP`状态码<br/>`20X` `4XX` `5XX` 枚举值之一",
            ),
            ("正文是`JSON`", "", "正文是`JSON`"),
            ("可选的枚举值", "", "可选的枚举值"),
            (
                "类型是`M`时甲<br/>类型是`P`时乙",
                "",
                "类型是`M`时甲<br/>类型是`P`时乙",
            ),
            ("格式为`yyyy`", "", "格式为`yyyy`"),
            ("枚举规则", "", "枚举规则"),
            ("", "", ""),
        ];
        for (text, expected, rest) in cases {
            let listed = find(text);
            let show = |value: &EnumValue| match &value.meaning {
                Some(meaning) => format!("{}={meaning}", value.value),
                None => value.value.clone(),
            };
            let seen: Vec<_> = listed.values.iter().map(show).collect();
            assert_eq!(
                (seen.join(",").as_str(), listed.rest.as_str()),
                (expected, rest),
                "{text}"
            );
        }
    }
}
