//! Values listed in a cell, in whatever style.
//!
//! A value is in backticks, or in capitals, or a number; behind it stands a colon, a dash or two, and what it
//! means. What a page says in the same cell about formats, other fields and conditions are no values.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// Values of one cell that are read; the longest list of the site has some 60.
const MOST: usize = 500;

/// A listed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub value: String,
    pub meaning: String,
}

/// A line that is a value with its meaning, numbered or not.
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:[0-9]{1,2}[、.．)）][ \t]*)?[●·•*-]?[ \t]*",
        r"(?:`(?<ticked>[!-_a-~]+)`|[“「\x22]?(?<bare>[A-Z][A-Z0-9_.+-]*[A-Z0-9]|[A-Z]|[0-9]{1,4}|[A-Z][A-Z0-9_.-]*)[”」\x22]?)",
        r"[ \t\x{a0}]*(?:[：:]|[—–]+|-+)[ \t\x{a0}]*(?<meaning>.*)$",
    ))
});

/// A value in small letters: only where a list is announced.
static SMALL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?<value>[a-z][a-z0-9_]+)[ ]*[：:][ ]*(?<meaning>[^/ ].*)$"));

/// `SUCCESS/FAIL` alone, or with words behind.
static SLASHES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?<run>[A-Z][A-Z0-9_]+(?:[ ]*[/／|][ ]*[A-Z][A-Z0-9_]+)+)(?:[，,。；;（( ].*)?$")
});

/// `HMAC-SHA256和MD5`, alone or behind the default.
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|支持)(?<run>[A-Z][A-Z0-9_-]+(?:[和或、][A-Z][A-Z0-9_-]+)+)(?:[，,。；;].*)?$")
});

/// `ALL，所有订单`: several such lines are a list, one is a sentence.
static COMMAS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?<value>[A-Z][A-Z0-9_]+)(?:（[^）]*）)?[，,](?<meaning>.+)$"));

/// The beginning of another value inside of a meaning.
static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^A-Za-z0-9_`])(?<next>`?[A-Z][A-Z0-9_]{2,}`?[ ]*[：:—]+)"));

/// A number with its meaning, as the first of several or behind another.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[;；】])[ ]*(?<value>[0-9]{1,2})[:：]"));

/// Words that announce a list.
const ANNOUNCED: [&str; 6] = ["可选取值", "枚举值", "取值", "可选值", "可选择", "目前只支持"];

/// Words in capitals that name formats and fields.
const NO_VALUES: [&str; 24] = [
    "RFC3339", "RFC", "ISO", "HTTP", "HTTPS", "JSON", "XML", "URL", "URI", "UTF", "UTF-8", "UTF8", "APPID",
    "OPENID", "MCHID", "ID", "API", "IP", "IPV4", "IPV6", "JPG", "BMP", "PNG", "DDTHH",
];

/// The values of a cell, whose markup is already gone but for backticks.
pub(super) fn find(text: &str) -> Vec<Listed> {
    let mut found: Vec<Listed> = Vec::new();
    let mut is_announced = false;
    let mut ticked = 0;
    for line in text.lines().map(str::trim) {
        if found.len() >= MOST {
            break;
        }
        is_announced |= ANNOUNCED.iter().any(|word| line.contains(word));
        let numbers = numbered(line);
        if !numbers.is_empty() {
            found.extend(numbers);
            continue;
        }
        // The first value may stand behind the field's term, or behind the words that announce the list.
        let line = announced(behind_term(line));
        if let Some(run) = JOINED.captures(line) {
            add_run(&mut found, &run["run"]);
        } else if let Some(item) = ITEM.captures(line) {
            let is_ticked = item.name("ticked").is_some();
            let value = item
                .name("ticked")
                .or(item.name("bare"))
                .map_or("", |part| part.as_str());
            let meaning = item.name("meaning").map_or("", |part| part.as_str());
            if !is_ticked && NO_VALUES.contains(&value) || value.len() > 64 {
                continue;
            }
            ticked += usize::from(is_ticked);
            add(&mut found, value, meaning, !is_ticked);
        } else if let Some(item) = SMALL.captures(line).filter(|_| is_announced) {
            add(&mut found, &item["value"], &item["meaning"], false);
        } else if let Some(run) = SLASHES.captures(line) {
            add_run(&mut found, &run["run"]);
        } else if let (Some(start), true) = (tail(line), !line.starts_with("示例")) {
            // A heading and the first value share a line.
            let before = found.len();
            split(&mut found, &line[start..]);
            is_announced |= found.len() > before + 1;
        }
    }
    if found.is_empty() {
        found = after_commas(text);
    }
    distinct(&mut found);
    let is_list = found.len() > 1 || is_announced || ticked > 0 && text.lines().count() < 3;
    // The only value there is, if the example is just that.
    let is_list = is_list || found.first().is_some_and(|one| is_example(text, &one.value));
    if is_list && is_of_one_kind(&found) {
        found
    } else {
        Vec::new()
    }
}

/// Whether the words give a value as their example.
fn is_example(text: &str, value: &str) -> bool {
    let examples = text.lines().filter_map(|line| line.trim().strip_prefix("示例值"));
    let mut examples = examples.map(|rest| rest.trim_matches(['：', ':', ' ', '`']));
    examples.any(|example| example == value)
}

/// Numbers run together, `1:甲; 2:乙; 3:丙`: three at least, one after the other, or it may be anything.
fn numbered(line: &str) -> Vec<Listed> {
    let starts: Vec<_> = NUMBERED.captures_iter(line).collect();
    let numbers: Vec<usize> = starts
        .iter()
        .filter_map(|start| start["value"].parse().ok())
        .collect();
    if numbers.len() < 3 || numbers.windows(2).any(|two| two[0] + 1 != two[1]) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|next| next.get_match().start());
    let meanings = starts.iter().zip(ends.chain([line.len()]));
    meanings
        .map(|(start, end)| Listed {
            value: start["value"].to_owned(),
            meaning: clean(&line[start.get_match().end()..end]),
        })
        .collect()
}

/// Values without meanings in a row.
fn add_run(found: &mut Vec<Listed>, run: &str) {
    let values = run.split(['/', '／', '|', '和', '或', '、']).map(str::trim);
    let values = values.filter(|value| !NO_VALUES.contains(value)).take(MOST);
    found.extend(values.map(|value| Listed {
        value: value.to_owned(),
        meaning: String::new(),
    }));
}

/// Values that a comma parts from what they mean, two lines of them at least.
fn after_commas(text: &str) -> Vec<Listed> {
    let lines = text.lines().filter_map(|line| COMMAS.captures(line.trim()));
    let listed = lines.map(|found| Listed {
        value: found["value"].to_owned(),
        meaning: clean(&found["meaning"]),
    });
    let found: Vec<Listed> = listed.take(MOST).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// A line without the term at its beginning: `【优惠范围】`, which may be bold.
fn behind_term(line: &str) -> &str {
    let term = line.trim_start_matches('*').strip_prefix('【');
    let rest = term.and_then(|term| term.split_once('】'));
    rest.map_or(line, |(_, rest)| rest.trim_start_matches(['*', ' ', '：', ':']))
}

/// A line without the announcement at its beginning.
fn announced(line: &str) -> &str {
    let rest = ANNOUNCED.iter().find_map(|word| line.strip_prefix(word));
    rest.map_or(line, |rest| rest.trim_start_matches(['：', ':', ' ']))
}

/// Where a value begins behind other words: `枚举值：A：甲；B：乙`, at least two of them.
fn tail(line: &str) -> Option<usize> {
    let announced = ANNOUNCED.iter().any(|word| line.contains(word));
    let mut starts = NEXT.captures_iter(line).filter_map(|found| found.name("next"));
    let first = starts.next()?;
    let more = starts.next().is_some();
    (more && announced).then_some(first.start())
}

/// A value and its meaning; others may be run together with it.
fn add(found: &mut Vec<Listed>, value: &str, meaning: &str, may_run_on: bool) {
    let next = NEXT
        .captures(meaning)
        .and_then(|found| found.name("next"))
        .filter(|_| may_run_on);
    let (own, rest) = match next {
        Some(next) if looks_like_value(next.as_str()) => meaning.split_at(next.start()),
        _ => (meaning, ""),
    };
    found.push(Listed {
        value: value.to_owned(),
        meaning: clean(own),
    });
    if !rest.is_empty() {
        split(found, rest);
    }
}

fn split(found: &mut Vec<Listed>, text: &str) {
    let mut rest = text;
    while found.len() < MOST
        && let Some(item) = ITEM.captures(rest)
    {
        let value = item
            .name("ticked")
            .or(item.name("bare"))
            .map_or("", |part| part.as_str())
            .to_owned();
        let meaning = item.name("meaning").map_or("", |part| part.as_str());
        let next = NEXT
            .captures(meaning)
            .and_then(|found| found.name("next"))
            .map(|next| next.start());
        let (own, after) = meaning.split_at(next.unwrap_or(meaning.len()));
        if !NO_VALUES.contains(&value.as_str()) {
            found.push(Listed {
                value,
                meaning: clean(own),
            });
        }
        if after.is_empty() {
            return;
        }
        rest = &rest[rest.len() - after.len()..];
    }
}

fn looks_like_value(text: &str) -> bool {
    let name = text.trim_end_matches(['：', ':', '—', ' ']).trim_matches('`');
    name.contains('_') || name.len() >= 4 && !NO_VALUES.contains(&name)
}

/// A meaning without what joins it to the next, on one line.
fn clean(meaning: &str) -> String {
    let meaning = meaning.replace('`', "");
    meaning
        .trim()
        .trim_end_matches(['；', ';', '，', ',', '。', '、'])
        .trim()
        .to_owned()
}

fn distinct(found: &mut Vec<Listed>) {
    let mut known: Vec<String> = Vec::new();
    found.retain(|one| {
        let is_new = !known.contains(&one.value);
        known.push(one.value.clone());
        is_new
    });
}

/// Numbers among words number lines; they are no values.
fn is_of_one_kind(found: &[Listed]) -> bool {
    let is_number = |one: &Listed| one.value.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = found.iter().filter(|one| is_number(one)).count();
    !found.is_empty() && (numbers == 0 || numbers == found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        let cases = [
            ("灯色\n可选取值\n`RED`:  红\n`BLUE`:  蓝", "RED=红,BLUE=蓝"),
            ("灯色\n`RED`：红\n`BLUE`：蓝", "RED=红,BLUE=蓝"),
            ("可选取值：\nRED：红\nBLUE：蓝", "RED=红,BLUE=蓝"),
            ("1、RED：红；\n2、BLUE_SKY：蓝；", "RED=红,BLUE_SKY=蓝"),
            ("RED—红\nBLUE—蓝。", "RED=红,BLUE=蓝"),
            ("RED-红\nBLUE -蓝", "RED=红,BLUE=蓝"),
            ("RED--红\nNO_RED---无红", "RED=红,NO_RED=无红"),
            ("Y-是，要亮\nN-否，不亮", "Y=是，要亮,N=否，不亮"),
            ("RED/BLUE\n灯色看别处", "RED=,BLUE="),
            ("HMAC-SHA256和MD5，默认为MD5", "HMAC-SHA256=,MD5="),
            ("灯色，目前支持HMAC-SHA256和MD5，默认为MD5", "HMAC-SHA256=,MD5="),
            ("默认为MD5，支持HMAC-SHA256和MD5", "HMAC-SHA256=,MD5="),
            ("JSAPI、NATIVE、APP", "JSAPI=,NATIVE=,APP="),
            ("ALL（默认值），全部（一）\nRED，红", "ALL=全部（一）,RED=红"),
            (
                "RED：红（一）BLUE_SKY: 蓝（二）",
                "RED=红（一）,BLUE_SKY=蓝（二）",
            ),
            ("枚举值：RED：红；BLUE：蓝", "RED=红,BLUE=蓝"),
            ("可选取值：\n`ALL`:  全部", "ALL=全部"),
            ("可选取值：\n`SHA1`:", "SHA1="),
            ("0：关\n1：开", "0=关,1=开"),
            ("1:红; 2:100%蓝; 3:绿", "1=红,2=100%蓝,3=绿"),
            ("【灯色】1:红；2:蓝；3:绿；", "1=红,2=蓝,3=绿"),
            ("【灯】 RED- 红\nBLUE- 蓝", "RED=红,BLUE=蓝"),
            ("**【灯】** RED-红\nBLUE-蓝", "RED=红,BLUE=蓝"),
            ("【灯】：`RED`：红\n`BLUE`：蓝", "RED=红,BLUE=蓝"),
            ("【灯】取值：RED：红\nBLUE：蓝", "RED=红,BLUE=蓝"),
            ("【灯】RED/BLUE", "RED=,BLUE="),
            ("枚举值：\non：开\noff：关", "on=开,off=关"),
            ("on：开\noff：关", ""),
            ("可选取值： `GZIP`: 压缩", "GZIP=压缩"),
            ("可选取值\n`API`: 接口\n`XML`: 文档", "API=接口,XML=文档"),
            ("UNSETTLED : 未\nDONE : 已", "UNSETTLED=未,DONE=已"),
            ("状态：\nRED：红\nRED：再红\nBLUE：蓝", "RED=红,BLUE=蓝"),
            ("PAP：代扣\n示例值：PAP", "PAP=代扣"),
            // No lists.
            ("PAP：代扣\n示例值：X", ""),
            ("遵循 RFC3339：yyyy-MM-DDTHH:mm:ss", ""),
            ("RFC3339：yyyy-MM-DD", ""),
            ("1、定义：甲\n2、格式：乙", ""),
            ("如8:00; 9:30; 12:00", ""),
            ("RED时，为甲\nBLUE时，为乙", ""),
            ("固定传：CNY，某币", ""),
            ("【币】 CNY，某币", ""),
            ("【灯】 RED 时亮", ""),
            ("CNY，某币", ""),
            ("IPV4和IPV6。调用的机器", ""),
            ("JPG、BMP、PNG，不超过2M", ""),
            ("REJECTED、FREEZED时返回", ""),
            ("示例： `2015-05-20T13:29:35+08:00`", ""),
            ("只能是数字、大小写字母_-|*", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            let seen: Vec<String> = find(text)
                .iter()
                .map(|one| format!("{}={}", one.value, one.meaning))
                .collect();
            assert_eq!(seen.join(","), expected, "{text}");
        }
    }
}
