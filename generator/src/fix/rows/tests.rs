//! Corrections of rows, beside what becomes of a page.

use super::*;
use crate::dialect::{self, Parsed};
use crate::fix::{self, Overrides};

const PAGE: &str = "# t {#post}\n\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n\
    | json {data-required} | object {data-tooltip=x} | 甲\n| a {data-indent=1} | number | 乙\n| b | string | 丙\n\n\
    {.im-table #request}\n\n| 返回字典 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n\n{.im-table #response}\n";

/// Rows of the request after one correction, or the codes of the findings.
fn fixed(toml: &str) -> String {
    let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", PAGE).0 else {
        panic!("the page is fine")
    };
    let mut overrides = Overrides::default();
    overrides.add("names.toml", toml).unwrap();
    let (pages, found) = fix::pages(vec![page], &overrides);
    if !found.is_empty() {
        return found.iter().map(|one| one.code.to_string()).collect();
    }
    let show = |row: &Row| {
        format!(
            "{}:{}:{}:{}",
            row.name.text,
            row.indent(),
            row.ty.text,
            row.description.text
        )
    };
    pages[0].sections[0]
        .request
        .rows
        .iter()
        .map(show)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn rows_are_replaced_where_they_are_as_seen() {
    let fix = |seen: &str, value: &str| {
        fixed(&format!(
            "[[rows]]\npage = 'openapi/v3/a'\ntable = 'request'\nseen = [{seen}]\nvalue = [{value}]\nreason = 'r'"
        ))
    };
    let cases = [
        (
            "'| a {data-indent=1} | number'",
            "'| a {data-indent=1} | float'",
            "json:0:object:甲 a:1:float:乙 b:0:string:丙",
        ),
        (
            "'| a {data-indent=1} | number'",
            "'| c {data-indent=1} | number'",
            "json:0:object:甲 c:1:number:乙 b:0:string:丙",
        ),
        ("'| b | string'", "", "json:0:object:甲 a:1:number:乙"),
        (
            "'| b | string'",
            "'| b | string', '| d | object | 丁'",
            "json:0:object:甲 a:1:number:乙 b:0:string:丙 d:0:object:丁",
        ),
        ("'| a {data-indent=1} | string'", "", "IM029"),
        ("'| b {data-required} | string'", "", "IM029"),
        ("", "'| b | string'", "IM029"),
        ("'| b {data-required | string'", "", "IM028"),
    ];
    for (seen, value, expected) in cases {
        assert_eq!(fix(seen, value), expected, "{seen} -> {value}");
    }
}

/// The requirements of a request's rows after one correction, or the codes of the findings.
fn demanded(seen: &str, value: &str) -> String {
    let toml = format!(
        "[[rows]]\npage = 'openapi/v3/a'\ntable = 'request'\nseen = [{seen}]\nvalue = [{value}]\nreason = 'r'"
    );
    let page = PAGE.replace(
        "| b | string | 丙",
        "| b {data-required} | string | 丙\n| c {data-one-of=1 data-confirmed} | string | 丁",
    );
    let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", &page).0 else {
        panic!("the page is fine")
    };
    let mut overrides = Overrides::default();
    overrides.add("names.toml", &toml).unwrap();
    let (pages, found) = fix::pages(vec![page], &overrides);
    if let Some(one) = found.first() {
        return one.code.to_string();
    }
    let show = |row: &Row| match row.requirement() {
        Requirement::Optional => row.name.text.clone(),
        Requirement::Required { confirmed } => {
            format!("{}{}", row.name.text, if confirmed { "!" } else { "?" })
        }
        Requirement::OneOf { group, confirmed } => {
            format!("{}{}{group}", row.name.text, if confirmed { "!" } else { "?" })
        }
    };
    pages[0].sections[0]
        .request
        .rows
        .iter()
        .map(show)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_a_correction_demands_is_confirmed() {
    let b = "'| b {data-required} | string'";
    let cases = [
        // As it is: to confirm it is the change.
        (b, "'| b {data-required} | string'", "json? a b! c!1"),
        (
            b,
            "'| b {data-required data-confirmed} | string'",
            "json? a b! c!1",
        ),
        (b, "'| b {data-one-of=1} | string'", "json? a b!1 c!1"),
        (b, "'| b | string'", "json? a b c!1"),
        (
            b,
            "'| b {data-required} | string', '| d {data-required} | string', '| e | string'",
            "json? a b! d! e c!1",
        ),
        (
            "'| a {data-indent=1} | number'",
            "'| a {data-indent=1} | float'",
            "json? a b? c!1",
        ),
        (
            "'| c {data-one-of=1} | string'",
            "'| c {data-required} | string'",
            "json? a b? c!",
        ),
        // Confirmed already, by somebody else: it is needed no more.
        (
            "'| c {data-one-of=1} | string'",
            "'| c {data-one-of=1} | string'",
            "IM029",
        ),
        (
            "'| a {data-indent=1} | number'",
            "'| a {data-indent=1} | number'",
            "IM029",
        ),
        // What is looked for is not what is there.
        ("'| c | string'", "'| c {data-required} | string'", "IM029"),
        (
            "'| c {data-one-of=2} | string'",
            "'| c {data-required} | string'",
            "IM029",
        ),
        (
            "'| b {data-one-of=1} | string'",
            "'| b {data-required} | string'",
            "IM029",
        ),
    ];
    for (seen, value, expected) in cases {
        assert_eq!(demanded(seen, value), expected, "{seen} -> {value}");
    }
}

#[test]
fn the_kind_of_an_answer_is_the_same_with_and_without_prose() {
    let row = |text: &str| im_table::row(text).unwrap();
    let seen = row("| 空字符串 {align=center colspan=3}");
    for (text, expected) in [
        ("| 空字符串 {align=center colspan=3}", true),
        ("| 空字符串(无返回内容) {align=center colspan=3}", true),
        ("| 文件流 {align=center colspan=3}", false),
        ("| 空字符串 | string", false),
    ] {
        assert_eq!(same(&row(text), &seen), expected, "{text}");
    }
}

#[test]
fn what_is_missing_decides() {
    let param = |target: &str| format!("[[param]]\n{target}\nseen = 'b'\nvalue = 'c'\nreason = 'r'\n");
    let module =
        |path: &str| format!("[[module]]\npath = '{path}'\nsegment = 'x'\nname = 'x_'\nreason = 'r'\n");
    let (here, gone) = (param("page = 'openapi/v3/a'"), param("page = 'openapi/v3/b'"));
    let fine = "json:0:object:甲 a:1:number:乙 c:0:string:丙";
    let untouched = "json:0:object:甲 a:1:number:乙 b:0:string:丙";
    let cases = [
        (here.clone(), fine),
        (gone.clone(), untouched),
        (param("page = 'openapi/v3'"), untouched),
        (module("v3/x"), untouched),
        (here.clone() + &gone, "IM039"),
        (here.clone() + &gone + &gone, "IM039"),
        (here.clone() + &module("v3/x"), "IM039"),
        (module("v3/a"), "IM029"),
        (param("page = 'openapi/v3/a'\nmethod = 'get'"), "IM029"),
        (here.replace("'b'", "'x'") + &gone, "IM039IM029"),
    ];
    for (toml, expected) in cases {
        assert_eq!(fixed(&toml), expected, "{toml}");
    }
}

#[test]
fn what_several_sources_made_need_not_be_in_one() {
    let fix = |merged: &str| {
        format!(
            "[[rows]]\npage = 'openapi/v3/a'\ntable = 'request'\n{merged}seen = ['| nothing | string']\nvalue = []\nreason = 'r'"
        )
    };
    assert_eq!(fixed(&fix("")), "IM029");
    let untouched = "json:0:object:甲 a:1:number:乙 b:0:string:丙";
    assert_eq!(fixed(&fix("merged = true\n")), untouched);
    let of_all = PAGE.replace("{#post}", "{#post data-origin=official,x}");
    let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", &of_all).0 else {
        panic!("the page is fine")
    };
    let mut overrides = Overrides::default();
    overrides.add("names.toml", &fix("merged = true\n")).unwrap();
    assert_eq!(
        fix::pages(vec![page], &overrides).1.len(),
        1,
        "there it has to fit"
    );
}

#[test]
fn a_warning_names_the_file() {
    let mut overrides = Overrides::default();
    let toml = |page| format!("[[param]]\npage = '{page}'\nseen = 'b'\nvalue = 'c'\nreason = 'r'");
    overrides.add("one.toml", &toml("openapi/v3/a")).unwrap();
    overrides.add("two.toml", &toml("openapi/v3/b")).unwrap();
    let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", PAGE).0 else {
        panic!("the page is fine")
    };
    let found: Vec<_> = fix::pages(vec![page], &overrides)
        .1
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = "overrides/two.toml:4:9: IM039: this override corrects `openapi/v3/b`, which is not in the documentation";
    assert_eq!(found, [expected]);
}

#[test]
fn a_parameter_is_renamed() {
    let toml = "[[param]]\npage = 'openapi/v3/a'\nseen = 'b'\nvalue = 'c'\nreason = 'r'";
    assert_eq!(fixed(toml), "json:0:object:甲 a:1:number:乙 c:0:string:丙");
}
