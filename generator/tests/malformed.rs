//! Broken pages: what is said about them tells what to do, and an error keeps
//! the crate from being written.

use serde::Deserialize;
use wechatpay_openapi_generator::diagnostic::{Diagnostic, Severity};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::generate;
use wechatpay_openapi_generator::source::Docs;

/// A page without a fault.
const PAGE: &str = "---
title: 查询灯塔
---

# {{ $frontmatter.title }} {#get}

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| lamp_no {data-required} | string | 灯号
| query | object | 声明请求的查询参数
| color {data-indent=1} | string | 颜色

{.im-table #request}

```http
GET /v3/lamps/{lamp_no}?color=RED HTTP/1.1
Path-Param: lamp_no=7
```

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| keeper | object | 看守人
| name {data-required data-indent=1} | string | 姓名

{.im-table #response}
";

/// What may stand below: an example answer, error codes, limits.
const FACTS: &str = "
```http [json]
HTTP/1.1 200

{
  \"keeper\": { \"name\": \"海明\" }
}
```

| 错误码 | 状态码 {.type} | 描述 {.desc}
| --- | --- | ---
| NO_LAMP {data-remedy=fix} | 404 | 没有灯

{.im-table #errors}

| 次数 | 秒数 {.type} | 描述 {.desc}
| --- | --- | ---
| 20 | 60 | 商户号

{.im-table #limits}
";

const PATH: &str = "openapi/v3/lamps/{lamp_no}.md";
const FINE: &str = "openapi/v3/fine.md";

/// The broken page beside one that is fine.
fn tree(text: &str) -> Docs {
    let fine = PAGE.replace("/{lamp_no}", "").replace("/v3/lamps", "/v3/fine");
    let fine = fine.replace("| lamp_no {data-required} | string | 灯号\n", "");
    let fine = fine.replace("Path-Param: lamp_no=7\n", "");
    [(FINE, fine.as_str()), (PATH, text)].into_iter().collect()
}

#[test]
fn a_page_without_a_fault() {
    for page in [PAGE.to_owned(), format!("{PAGE}{FACTS}")] {
        let generated = generate(&tree(&page), &Overrides::default());
        assert_eq!(generated.diagnostics, []);
        assert_eq!(generated.totals.v3_operations, 2);
        assert!(generated.output.get("src/v3/lamps/lamp_no.rs").is_some());
    }
}

/// A fault of `malformed.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    what: String,
    from: String,
    to: String,
    finding: String,
    says: Vec<String>,
}

#[derive(Deserialize)]
struct Faults {
    fault: Vec<Fault>,
}

#[test]
fn what_to_do_is_said() {
    let faults: Faults = toml::from_str(include_str!("malformed.toml")).expect("TOML");
    let wrong: Vec<String> = faults.fault.iter().filter_map(wrong_about).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(faults.fault.len() > 20);
}

/// What is not as the fault says it should be.
fn wrong_about(fault: &Fault) -> Option<String> {
    let Fault {
        what,
        from,
        to,
        finding,
        says,
    } = fault;
    let page = format!("{PAGE}{FACTS}");
    let text = page.replacen(from, to, 1);
    assert_ne!(text, page, "{what}: the fault finds its place");
    let docs = tree(&text);
    let generated = generate(&docs, &Overrides::default());
    let place = |one: &Diagnostic| {
        let severity = format!("{:?}", one.severity).to_lowercase();
        format!("{severity} {} at {}:{}:", one.code, one.line, one.col)
    };
    let all: Vec<String> = generated.diagnostics.iter().map(place).collect();
    let found = generated
        .diagnostics
        .iter()
        .find(|one| place(one).starts_with(&format!("{finding}:")));
    let Some(found) = found.filter(|one| one.page == PATH) else {
        return Some(format!("{what}: `{finding}` is not among {all:?}"));
    };
    let shown = found.render(&docs, false);
    if let Some(part) = says
        .iter()
        .map(String::as_str)
        .chain(["help: ", PATH])
        .find(|part| !shown.contains(part))
    {
        return Some(format!("{what}: no `{part}` in\n{shown}"));
    }
    // Nothing of half a crate, not even of the page that is fine.
    let has_error = all.iter().any(|one| one.starts_with("error"));
    (generated.output.is_empty() != has_error).then(|| format!("{what}: output in spite of {all:?}"))
}

/// Where a row hangs is not known, so what follows from the guess is not said;
/// what is wrong by itself is.
#[test]
fn an_indent_that_cannot_be_read_is_one_finding() {
    // what is replaced by what, the codes
    let cases: [(&str, &str, &[&str]); 7] = [
        ("color {data-indent=1}", "color {data-indent=one}", &["IM011"]),
        ("color {data-indent=1}", "color {data-indent=}", &["IM011"]),
        (
            "data-required data-indent=1}",
            "data-required data-indent=10}",
            &["IM011"],
        ),
        (
            "| color {data-indent=1} | string | 颜色",
            "| color {data-indent=-1} | object | 颜色\n| red {data-indent=2} | number | 红\n| red {data-indent=5} | number | 红",
            &["IM011"],
        ),
        (
            "| name {data-required data-indent=1} | string | 姓名",
            "| name {data-indent=x} | string | 姓名\n| hut {data-indent=y} | string | 屋",
            &["IM011", "IM011"],
        ),
        (
            "color {data-indent=1} | string",
            "color {data-indent=one} | colour",
            &["IM009", "IM011"],
        ),
        // Above the row, and in the other table.
        (
            "| name {data-required data-indent=1} | string",
            "| bell | object\n| bell | object\n| name {data-indent=x} | string",
            &["IM011", "IM014", "IM025"],
        ),
    ];
    for (from, to, expected) in cases {
        let text = PAGE.replacen(from, to, 1);
        assert_ne!(text, PAGE, "{from}: the fault finds its place");
        let found = generate(&tree(&text), &Overrides::default()).diagnostics;
        let mut codes: Vec<String> = found.iter().map(|one| one.code.to_string()).collect();
        codes.sort();
        assert_eq!(codes, expected, "{to}: {found:#?}");
    }
}

#[test]
fn a_truncated_page_is_an_error_or_a_smaller_page() {
    let whole = generate(&tree(PAGE), &Overrides::default());
    let lines = PAGE.split_inclusive('\n').count();
    let mut refused = 0;
    for keep in 0..lines {
        let text: String = PAGE.split_inclusive('\n').take(keep).collect();
        let generated = generate(&tree(&text), &Overrides::default());
        let errors = generated
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count();
        assert_eq!(generated.output.is_empty(), errors > 0, "{keep} lines");
        assert!(
            errors > 0 || generated.output.len() == whole.output.len(),
            "{keep} lines say nothing"
        );
        refused += usize::from(errors > 0);
    }
    // Only the mark of the last table makes it whole.
    assert_eq!(refused, lines);
}

#[test]
fn two_pages_for_one_operation() {
    let mut docs = tree(PAGE);
    docs.insert("openapi/v3/lamps/again.md", PAGE);
    let generated = generate(&docs, &Overrides::default());
    let found: Vec<String> = generated.diagnostics.iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|one| one.contains("IM030")), "{found:#?}");
    assert!(generated.output.is_empty());
}
