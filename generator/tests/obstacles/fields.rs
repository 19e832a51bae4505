//! Rows as fields.

use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::ir::{Known, Requirement};

use super::{CHAIN, answer, codes, page, read_page};

#[test]
fn answers() {
    // rows, fields, findings of warnings and errors
    let cases = [
        (
            "| a | string | 甲\n| b {data-required} | integer | 乙",
            "a?:text b:int",
            "",
        ),
        ("a | string | 甲\nb | string[] | 乙", "a?:text b?:[text]", ""),
        ("| a | string\n| b", "a?:text b?:json", "IM009"),
        ("| a | string | x | y | z", "a?:text", ""),
        ("|\u{a0}a\u{a0}| string |\u{3000}甲\u{200b}", "a?:text", ""),
        (
            "| a_$n_$m | string | 甲\n| b__c | string | 甲\n| self | boolean | 甲",
            "a_$n_$m?:text b__c?:text self?:bool",
            "",
        ),
        (
            "| a | object | 甲\n| b {data-indent=1} | number | 乙\n| c | object[] | 丙\n| d {data-indent=1} | float | 丁",
            "a?:{b?:int} c?:[{d?:float}]",
            "",
        ),
        ("| a | object | 甲", "a?:json", ""),
        (
            "| a | object | 甲\n| b {data-indent=3} | string | 乙\n| c {data-indent=3} | string | 乙",
            "a?:{b?:text c?:text}",
            "IM010,IM010",
        ),
        ("| a {data-indent=2} | string | 甲", "a?:text", "IM010"),
        (
            "| a | object | 甲\n| b {data-indent=x} | string | 乙",
            "a?:{b?:text}",
            "IM011",
        ),
        (
            "| a | string | 甲\n| b {data-indent=1} | string | 乙",
            "a?:json({b?:text})",
            "IM012",
        ),
        (
            "| a | string[] | 甲\n| b {data-indent=1} | string | 乙",
            "a?:[{b?:text}]",
            "IM012",
        ),
        (
            "| {colspan=3 .im-table-line}\n| a | string | 甲",
            "a?:text",
            "IM013",
        ),
        (
            "| a | string | 甲\n| {colspan=3 .im-table-line}",
            "a?:text",
            "IM013",
        ),
        (
            "| a | string | 甲\n| a {data-required} | string | 乙",
            "a?:text",
            "IM014",
        ),
        // Rows of one field keep the values of all, whatever the rows are of: alternatives, cases, a slip.
        (
            "| a | object | 甲\n| s {data-indent=1} | string | `X` \\| `Y` 枚举值之一\n| {colspan=3 .im-table-line}\n| a | object | 甲\n| s {data-indent=1} | string | `Y` \\| `Z` 枚举值之一",
            "a?:{s?:X|Y|Z}",
            "",
        ),
        (
            "| a | string | 甲\n| {colspan=3 .im-table-line}\n| a | string | `X` \\| `Y` 枚举值之一",
            "a?:X|Y",
            "",
        ),
        (
            "| a | string | `X` 枚举值\n| {colspan=3 .im-table-line}\n| a | string {data-encrypted=by-rsa-pubkey} | 甲",
            "a?:X",
            "IM008",
        ),
        (
            "| a | string | `X` 枚举值\n| a | string | `Z` 枚举值",
            "a?:X|Z",
            "IM014",
        ),
        // Of two types one counts, and that is said even of alternatives.
        (
            "| a | string | 甲\n| {colspan=3 .im-table-line}\n| a | integer | 乙",
            "a?:text",
            "IM014",
        ),
        (
            "| a | object | 甲\n| s {data-indent=1} | string | 丙\n| {colspan=3 .im-table-line}\n| a | object[] | 甲\n| t {data-indent=1} | string | 丁",
            "a?:{s?:text t?:text}",
            "IM014",
        ),
        ("| a | decimal | 甲", "a?:json", "IM009"),
        ("| a | number | 甲<br/>`X` \\| `Y` 枚举值之一", "a?:X|Y", "IM024"),
        ("| a | string[] | `X` \\| `Y` 枚举值之一", "a?:[X|Y]", ""),
        (
            "| 空字符串(无返回内容) {align=center colspan=3}",
            "Empty(204)",
            "",
        ),
        ("| 文件流(x) {align=center colspan=3}", "File", ""),
        ("| 不明 {align=center colspan=3}", "File", "IM019"),
        (
            "| 空字符串 {align=center colspan=3}\n| a | string | 甲",
            "Empty(204)",
            "IM026",
        ),
        ("", "", ""),
    ];
    for (rows, expected, findings) in cases {
        let reading = read_page("openapi/v3/a.md", &page("", CHAIN, rows));
        assert_eq!(answer(&reading.api.operations[0]), expected, "{rows}");
        assert_eq!(codes(&reading, Severity::Warning), findings, "{rows}");
    }
}

#[test]
fn content_of_strings() {
    let line = "| {colspan=3 .im-table-line}";
    let json = "| s | string {data-encoded=by-json_encode} | 甲";
    // rows, fields
    let cases = [
        // The pseudo name of a bare array, and a real one.
        (
            format!("{json}\n{line}\n| period {{data-indent=1}} | string[] | 乙"),
            "s?:json([text])",
        ),
        (
            format!(
                "{json}\n{line}\n| order {{data-indent=1}} | object[] | 乙\n| a {{data-indent=2}} | string | 丙"
            ),
            "s?:json([{a?:text}])",
        ),
        (
            format!("{json}\n{line}\n| list {{data-indent=1}} | string[] | 乙"),
            "s?:json({list?:[text]})",
        ),
        (
            format!("{json}\n{line}\n| period {{data-indent=1}} | string | 乙"),
            "s?:json({period?:text})",
        ),
        // The other spelling, the other encoding, and none at all.
        (
            format!(
                "| s | string {{data-encoded-by=json_encode}} | 甲\n{line}\n| a {{data-indent=1}} | string | 乙"
            ),
            "s?:json({a?:text})",
        ),
        (
            format!(
                "| s | string {{data-encoded=by-urlencode}} | 甲\n{line}\n| a {{data-indent=1}} | string | 乙"
            ),
            "s?:url(a?:text)",
        ),
        (
            format!("| s | string | 甲\n{line}\n| a {{data-indent=1}} | string | 乙"),
            "s?:json({a?:text})",
        ),
        (json.to_owned(), "s?:json(json)"),
        // Another column between the string and its content.
        (
            format!("{json}\n| t | string | 乙\n{line}\n| a {{data-indent=1}} | string | 丙"),
            "s?:json({a?:text}) t?:text",
        ),
        // Alternatives: one object, nothing in it required.
        (
            format!(
                "{json}\n{line}\n| v {{data-required data-indent=1}} | object | 乙\n| a {{data-required data-indent=2}} | string | 丙\n{line}\n| v {{data-required data-indent=1}} | object | 乙\n| a {{data-required data-indent=2}} | string | 丙\n| b {{data-required data-indent=2}} | string | 丁"
            ),
            "s?:json({v:{a?:text b?:text}})",
        ),
        // A string in a string.
        (
            format!(
                "{json}\n{line}\n| t {{data-indent=1}} | string {{data-encoded=by-json_encode}} | 乙\n{line}\n| reason {{data-indent=2}} | object[] | 丙\n| a {{data-indent=3}} | string | 丁\n| u {{data-indent=1}} | string | 戊"
            ),
            "s?:json({t?:json([{a?:text}]) u?:text})",
        ),
    ];
    for (rows, expected) in cases {
        let reading = read_page("openapi/v3/a.md", &page("", CHAIN, &rows));
        assert_eq!(answer(&reading.api.operations[0]), expected, "{rows}");
        assert_eq!(codes(&reading, Severity::Warning), "", "{rows}");
    }
}

#[test]
fn requirements_and_where_they_are_said() {
    use Requirement::{OneOf, Optional, Required};
    let cases = [
        ("a", Optional, None),
        ("a {data-required}", Required { confirmed: false }, None),
        (
            "a {data-required data-confirmed}",
            Required { confirmed: true },
            None,
        ),
        (
            "c {data-one-of=1} | string\n| a {data-one-of=1}",
            OneOf {
                group: 1,
                confirmed: false,
            },
            None,
        ),
        (
            "c {data-one-of=2 data-confirmed} | string\n| a {data-one-of=2 data-confirmed}",
            OneOf {
                group: 1,
                confirmed: true,
            },
            None,
        ),
        // Sure is what all of its members are sure of.
        (
            "c {data-one-of=2} | string\n| a {data-one-of=2 data-confirmed}",
            OneOf {
                group: 1,
                confirmed: false,
            },
            None,
        ),
        (
            "c {data-one-of=9} | string\n| d {data-one-of=9} | string\n| e {data-one-of=3} | string\n| a {data-one-of=3}",
            OneOf {
                group: 2,
                confirmed: false,
            },
            None,
        ),
        // Whatever confirms it, nothing is there to confirm.
        ("a {data-confirmed}", Optional, None),
        ("a {data-origin=lamps-js}", Optional, Some("lamps-js")),
    ];
    for (name, requirement, documentation) in cases {
        let reading = read_page(
            "openapi/v3/a.md",
            &page("", CHAIN, &format!("| b | string | 乙\n| {name} | string | 甲")),
        );
        let [b, .., a] = reading.api.operations[0].response.fields() else {
            panic!("two fields: {name}")
        };
        let lines = u32::try_from(name.matches('\n').count()).expect("few");
        assert_eq!(a.requirement, requirement, "{name}");
        let known = documentation.map_or(Known::Well, |name: &str| Known::Only(name.into()));
        assert_eq!(a.origin.known, known, "{name}");
        assert_eq!(
            (&*a.origin.page, a.origin.line),
            ("openapi/v3/a", b.origin.line + 1 + lines)
        );
        assert_eq!(codes(&reading, Severity::Note), "", "{name}");
    }
}
