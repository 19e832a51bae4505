//! WeChat Pay's own documents, made by nobody: too large, cut, without cells, with what is no text.

use wechatpay_openapi_generator::diagnostic::Code;

use crate::expect;
use crate::pages::{MANY, each};

const FIELDS: &str = "| 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n";

/// A document with more rows below the first of its body.
fn rows(rows: &str) -> String {
    document("", rows, "")
}

/// A document without a fault, with room for one.
fn document(front: &str, rows: &str, more: &str) -> String {
    format!(
        "---\ndoc_id: 1\ntitle: \"点灯\"\n{front}---\n\n## 接口说明\n\n请求方式：【POST】 `/v3/lamps`\n\n\
         ## 请求参数\n\n### Body 参数\n\n{FIELDS}| lamp_no | string(32) | true | 【灯号】 |\n{rows}\n\n\
         ## 应答参数\n\n200 OK\n\n{FIELDS}| lit | boolean | true | 【已亮】 |\n\n{more}\n\n\
         ## 错误码\n\n| 状态码 | 错误码 | 描述 | 解决方案 |\n| --- | --- | --- | --- |\n| 400 | PARAM_ERROR | 错 | 查 |\n"
    )
}

#[test]
fn pages_of_fifty_megabytes() {
    let repeated = |text: &str| text.repeat((50 << 20) / text.len() + 1);
    let large = Some(Code::TooLarge);
    expect(&[
        ("rows", rows(&repeated("| a | string | true | 【灯】 |\n")), large),
        (
            "a cell",
            rows(&format!("| a | string | true | {} |", repeated("x"))),
            large,
        ),
        ("documents", repeated(&rows("")), large),
    ]);
}

#[test]
fn large_parts() {
    let large = Some(Code::TooLarge);
    let cell = |text: &str| rows(&format!("| a | string | false | {} |", text.repeat(40_000)));
    let columns = "| --- ".repeat(MANY);
    expect(&[
        (
            "rows",
            rows(&each(MANY, |at| format!("| f{at} | string | false | x |"))),
            large,
        ),
        (
            "rows of one name",
            rows(&"| f | string | 二选一 | 二选一 |\n".repeat(MANY)),
            large,
        ),
        (
            "columns",
            document("", "", &format!("{columns}|\n{columns}|\n{columns}|\n")),
            large,
        ),
        (
            "cells",
            rows(&format!("| a | string | false |{} |", " x |".repeat(MANY))),
            large,
        ),
        ("values", cell("`V`：x<br>"), large),
        ("values run together", cell("AB_C：x"), large),
        ("links", cell("[a](b"), None),
        ("middles of links", cell("]("), None),
        ("tags", cell("<b"), None),
        ("names of a choice", cell("lamp_no二选一，"), large),
        (
            "levels",
            rows(&format!("| {}a | string | false | x |\n", "a.".repeat(90))),
            large,
        ),
        (
            "corners",
            rows(&format!("| a | object | false | {}b string |", "└".repeat(MANY))),
            None,
        ),
        (
            "lines",
            document(
                "",
                "",
                &each(MANY, |at| format!("请求方式：【GET】 `/v3/l{at}`\n\n")),
            ),
            large,
        ),
        (
            "front matter",
            document(&format!("product: \"{}\"\n", "x".repeat(MANY * 2)), "", ""),
            large,
        ),
        ("limits", document("", "", &"接口限频：20/秒 ".repeat(MANY)), None),
        (
            "errors",
            document(
                "",
                "",
                &format!("| 错误码 | 描述 |\n| - | - |\n{}", "| A | x |\n".repeat(MANY)),
            ),
            None,
        ),
        (
            "different error codes",
            document(
                "",
                "",
                &format!(
                    "| 错误码 | 描述 |\n| - | - |\n{}",
                    each(10 * MANY, |at| format!("| E_{at} | x{at} |"))
                ),
            ),
            None,
        ),
        (
            "JSON",
            document(
                "",
                "",
                &format!("> 200 OK\n\n```\n{}\n```", "{\"a\":".repeat(MANY)),
            ),
            Some(Code::BrokenExample),
        ),
        (
            "XML",
            document(
                "api_version: \"apiv2\"\n",
                "",
                &format!("举例\n\n```\n{}\n```", "<xml>".repeat(MANY)),
            ),
            Some(Code::BrokenExample),
        ),
    ]);
}

#[test]
fn broken_parts() {
    expect(&[
        ("as it should be", rows(""), None),
        ("a missing cell", rows("| a | string |"), Some(Code::CellCount)),
        ("a row of one cell", rows("| a"), Some(Code::CellCount)),
        ("an empty row", rows("| | | | |"), Some(Code::UnnamedRow)),
        ("pipes alone", rows("||||"), Some(Code::UnnamedRow)),
        (
            "another type",
            rows("| a | lamp | false | x |"),
            Some(Code::UnknownType),
        ),
        ("no type", rows("| a | | false | x |"), Some(Code::UnknownType)),
        (
            "a scalar with fields",
            rows("| a | integer | false | x |\n| a.b | string | false | x |"),
            Some(Code::ChildOfScalar),
        ),
        (
            "dots",
            rows("| ... | string | false | x |"),
            Some(Code::UnnamedRow),
        ),
        ("a dot behind", rows("| a. | string | false | x |"), None),
        ("a row twice", rows("| lamp_no | string | false | x |"), None),
        (
            "a binary",
            rows("| a\u{0}\u{1} | string | false | x |"),
            Some(Code::UnnamedRow),
        ),
        (
            "a table cut from its header",
            document("", "", "| a | string | false | x |\n"),
            Some(Code::OrphanRows),
        ),
        (
            "a table of others",
            document("", "", "| a | b |\n| - | - |\n| c | d |\n"),
            Some(Code::UnreadTable),
        ),
        (
            "no front matter's end",
            rows("").replacen("---\n\n##", "\n\n##", 1),
            Some(Code::BrokenFrontMatter),
        ),
        (
            "no key",
            document("lamp\n", "", ""),
            Some(Code::BrokenFrontMatter),
        ),
        (
            "no verb",
            rows("").replace("【POST】", ""),
            Some(Code::NoRequestLine),
        ),
        (
            "a path that climbs",
            rows("").replace("/v3/lamps", "/v3/../../../lamps"),
            Some(Code::NoRequestLine),
        ),
        (
            "a path that stays",
            rows("").replace("/v3/lamps", "/v3/./lamps"),
            Some(Code::NoRequestLine),
        ),
        (
            "a path with nothing in it",
            rows("").replace("/v3/lamps", "/v3//lamps"),
            Some(Code::NoRequestLine),
        ),
        (
            "no path",
            rows("").replace("/v3/lamps", ""),
            Some(Code::NoRequestLine),
        ),
        (
            "no answer",
            rows("").replace("## 应答参数", "## 应答"),
            Some(Code::UnreadTable),
        ),
        (
            "only a front matter",
            "---\ndoc_id: 1\n---\n".to_owned(),
            Some(Code::NoRequestLine),
        ),
        ("a fence that never ends", document("", "", "```\n{"), None),
        (
            "a request of one character",
            document("", "", "```\n{\n```"),
            None,
        ),
    ]);
}

#[test]
fn cut_at_each_character() {
    let whole = document(
        "",
        "| a | array[object] | 二选一 | 【甲】<ul><li>`A`：甲</li></ul> |\n| a.b | string(1,2) | true | 加密 |",
        "> 200 OK\n\n```\n{\"lit\": true}\n```",
    );
    let cuts: Vec<_> = whole.char_indices().map(|(end, _)| end).collect();
    for end in cuts {
        crate::judged("cut", &whole[..end]);
    }
}
