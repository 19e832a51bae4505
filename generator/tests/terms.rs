//! Terms of fields whose rows say nothing: borrowed from fields of the same name, where these agree.

use std::path::Path;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Field};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

/// A page's path below `v3`, and the rows of its body.
type Body<'t> = (&'t str, &'t str);

/// Operations with these rows of their bodies.
fn api(pages: &[Body<'_>]) -> Api {
    let page = |(path, rows): &Body<'_>| {
        let text = format!(
            "# t {{#post}}\n\n| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n| json | object |\n{rows}\n\n\
             {{.im-table #request}}\n\n| 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n\n{{.im-table #response}}\n"
        );
        (format!("openapi/v3/{path}.md"), text)
    };
    let docs: Docs = pages.iter().map(page).collect();
    read(&docs, &Overrides::default()).api
}

/// The borrowed terms of a page, with the page and line that they come from.
fn borrowed(api: &Api, page: &str) -> String {
    let operation = api
        .operations
        .iter()
        .find(|one| one.page == format!("openapi/v3/{page}"));
    let shown = |field: &Field| {
        let origin = field.doc.borrowed.as_ref()?;
        let from = origin.page.trim_start_matches("openapi/v3/");
        Some(format!(
            "{}={} {from}:{}",
            field.name, field.doc.text, origin.line
        ))
    };
    operation
        .expect("the page")
        .fields()
        .filter_map(shown)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn m8_a_term_is_borrowed_where_fields_of_the_name_agree() {
    let no = "| lamp_no {data-indent=1} | string | 灯号";
    let silent = "| lamp_no {data-indent=1} | string |";
    // what others say, what the page in question has, what it borrows
    let cases: [(&str, &[Body<'_>], &str, &str); 10] = [
        (
            "the product says it",
            &[("lamps/a", no)],
            silent,
            "lamp_no=灯号 lamps/a:6",
        ),
        (
            "two terms in the product",
            &[
                ("lamps/a", no),
                ("lamps/b", "| lamp_no {data-indent=1} | string | 灯的号码"),
            ],
            silent,
            "",
        ),
        (
            "the product decides between two",
            &[
                ("lamps/a", no),
                ("bells/b", "| lamp_no {data-indent=1} | string | 灯的号码"),
            ],
            silent,
            "lamp_no=灯号 lamps/a:6",
        ),
        ("one other product is not enough", &[("bells/a", no)], silent, ""),
        (
            "two are",
            &[("bells/a", no), ("towers/a", no)],
            silent,
            "lamp_no=灯号 bells/a:6",
        ),
        (
            "another type",
            &[("lamps/a", no)],
            "| lamp_no {data-indent=1} | integer |",
            "",
        ),
        (
            "a sentence is no term",
            &[("lamps/a", "| lamp_no {data-indent=1} | string | 请填写灯号")],
            silent,
            "",
        ),
        (
            "a short word at the top",
            &[("lamps/a", "| file {data-indent=1} | string | 协议文件")],
            "| file {data-indent=1} | string |",
            "",
        ),
        (
            "a short word in the same object",
            &[(
                "lamps/a",
                "| keeper {data-indent=1} | object | 看守人\n| name {data-indent=2} | string | 姓名",
            )],
            "| keeper {data-indent=1} | object | 看守人\n| name {data-indent=2} | string |",
            "name=姓名 lamps/a:7",
        ),
        (
            "a short word in another object",
            &[(
                "lamps/a",
                "| keeper {data-indent=1} | object | 看守人\n| name {data-indent=2} | string | 姓名",
            )],
            "| tower {data-indent=1} | object | 灯塔\n| name {data-indent=2} | string |",
            "",
        ),
    ];
    for (what, others, rows, expected) in cases {
        let pages: Vec<Body<'_>> = others.iter().copied().chain([("lamps/z", rows)]).collect();
        assert_eq!(borrowed(&api(&pages), "lamps/z"), expected, "{what}");
    }
}

/// A number that grows is a page that says less, or a reader that became stricter.
#[test]
fn m8_few_fields_are_left_without_a_term() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&root).expect("docs-specs");
    let overrides = Overrides::read(&root.join("overrides")).expect("overrides");
    let api = read(&docs, &overrides).api;
    let without = api.fields().filter(|field| field.doc.text.is_empty()).count();
    let borrowed = api.fields().filter(|field| field.doc.borrowed.is_some()).count();
    assert!(borrowed > 100, "{borrowed} borrowed");
    assert!(without <= MOST, "{without} fields without a term");
}

const MOST: usize = 389;
