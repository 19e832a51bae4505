//! Official documents of callbacks, joined with the founding pages of notifications.

mod outcome;

use wechatpay_openapi_generator::ir::Known;
use wechatpay_openapi_generator::lower::lower;
use wechatpay_openapi_generator::merge::notification::{Contents, Noted, notifications};
use wechatpay_openapi_generator::page::{Page, Row};
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::source::Docs;

/// A founding page that joins two contents.
const PAGE: &str = "---\ntitle: 支付通知\n---\n\n# {{ $frontmatter.title }} {#post}\n\n\
| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n\
| headers {data-required} | object | 头\n| Request-ID {data-required data-indent=1} | string | 标识\n\
| body {data-required} | object | 体\n\
| event_type {data-required data-indent=1} | string | 类型<br/>`ORDER.PAID` 枚举值\n\
| resource {data-required data-indent=1} | object | 数据\n\
| original_type {data-required data-indent=2} | string | 原始类型<br/>`a` \\| `b` 枚举值之一\n\
| ciphertext {data-required data-indent=2} | string {data-encrypted=by-aes-gcm} | 密文\n\
| {colspan=3 .im-table-line}\n\
| mchid {data-required data-indent=3} | string | 商户号\n\
| sp_mchid {data-required data-indent=3} | string | 服务商户号\n\
| total {data-required data-indent=3} | string | 总金额\n\
| state {data-indent=3} | string | 状态<br/>`CLOSED` 枚举值\n\
| rate {data-indent=3} | object | 汇率\n| value {data-indent=4} | number | 值\n| kind {data-indent=4} | string | 种类\n\
\n{.im-table #request}\n\n| 应答规范 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| status | number | 状态码\n\n{.im-table #response}\n\n\
参阅 [官方文档](https://pay.weixin.qq.com/doc/v3/merchant/4010000007) [官方文档](https://pay.weixin.qq.com/doc/v3/merchant/4010000001) [官方文档](https://pay.weixin.qq.com/doc/v3/partner/4010000002)\n";

fn document(id: &str, who: &str) -> String {
    format!(
        "---\nurl: \"https://pay.weixin.qq.com/doc/v3/merchant/{id}.md\"\ntitle: \"支付成功回调通知\"\ndoc_id: {id}\n\
         api_version: \"apiv3\"\nproduct: \"支付\"\n---\n\n## 通知参数\n\n\
         | 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n\
         | event_type | string(32) | true | 【通知的类型】ORDER.PAID |\n| resource | object | true | 【通知数据】 |\n\
         | resource.original_type | string(16) | true | 【原始回调类型】transaction |\n\
         | resource.ciphertext | string(1,1048576) | true | 【数据密文】 |\n\n\
         ```\n{{\"event_type\": \"ORDER.PAID\", \"resource\": {{\"original_type\": \"a\"}}}}\n```\n\n\
         ### 对回调通知内容进行解密\n\nresource中ciphertext解密后字段\n\n\
         | 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n\
         | {who} | string(32) | true | 【商户】 |\n| total | int | true | 单位为分 |\n\
         | state | string(32) | false | 【状态】枚举值：<br><ul><li>SUCCESS：成功</li></ul> |\n"
    )
}

const CONTENTS: &str = r#"
[[content]]
page = "webhook/v3/ORDER.PAID"
title = "支付"
of = ["webhook/v3/ORDER.PAID"]
marks = ["mchid"]
original_types = ["a"]
fields = ["rate/value"]
reason = "x"

[[content]]
page = "webhook/v3/PARTNER_ORDER.PAID"
title = "服务商支付"
of = ["webhook/v3/ORDER.PAID"]
marks = ["sp_mchid"]
reason = "x"
"#;

const LEFT: &str = r#"
[[left]]
page = "webhook/v3/ORDER.PAID"
fields = ["rate/kind"]
reason = "x"
"#;

fn joined(contents: &str, documents: &[(&str, &str)]) -> (Vec<Page>, Noted) {
    let tree = |pages: Vec<(String, String)>| parse(&pages.into_iter().collect::<Docs>()).0.pages;
    let own = tree(vec![("webhook/v3/ORDER.PAID.md".to_owned(), PAGE.to_owned())]);
    let documents = documents
        .iter()
        .map(|(id, who)| (format!("APIv3/支付/支付成功回调通知-{id}.md"), document(id, who)))
        .collect();
    let contents = Contents::parse(contents).expect("the contents are TOML");
    notifications(own, &tree(documents), &contents, "tables")
}

fn rows(pages: &[Page], path: &str) -> Vec<String> {
    let page = pages
        .iter()
        .find(|page| page.path == path)
        .expect("the page is there");
    let line = |row: &Row| {
        let attributes: Vec<String> = row
            .name
            .attrs
            .iter()
            .filter(|attr| !matches!(&*attr.name, "data-indent" | "data-confirmed"))
            .map(|attr| {
                let name = attr.name.trim_start_matches("data-");
                let value = attr.value.iter().map(|value| format!("={value}"));
                format!("{name}{}", value.collect::<String>())
            })
            .collect();
        format!(
            "{}{} {} | {} | {}",
            " ".repeat(row.indent()),
            row.name.text,
            attributes.join(" "),
            row.ty.text,
            row.description.text
        )
    };
    let rows = page.sections[0].request.rows.iter();
    rows.skip_while(|row| row.name.text != "original_type")
        .filter(|row| !row.is_line())
        .map(line)
        .collect()
}

#[test]
fn each_content_has_the_fields_of_its_documents() {
    let (pages, noted) = joined(
        &format!("{CONTENTS}{LEFT}"),
        &[("4010000001", "mchid"), ("4010000002", "sp_mchid")],
    );
    assert_eq!(noted.problems, Vec::<String>::new());
    let paths: Vec<&str> = pages.iter().map(|page| &*page.path).collect();
    assert_eq!(paths, ["webhook/v3/ORDER.PAID", "webhook/v3/PARTNER_ORDER.PAID"]);
    assert_eq!(
        rows(&pages, "webhook/v3/ORDER.PAID"),
        [
            "  original_type required | string | 原始回调类型<br/>枚举值：<br/>`a`：",
            "  ciphertext required | string | 数据密文",
            // The document's order, type and values; the page's term where the document has none.
            "   mchid required mark | string | 商户",
            "   total required | integer | 总金额<br/>单位：分",
            "   state  | string | 状态<br/>枚举值：<br/>`SUCCESS`：成功",
            "   rate origin=tables | object | 汇率",
            "    value origin=tables | number | 值",
        ]
    );
    let partner = rows(&pages, "webhook/v3/PARTNER_ORDER.PAID");
    assert!(
        partner.iter().any(|row| row.contains("sp_mchid required mark")),
        "{partner:?}"
    );
    assert!(
        !partner
            .iter()
            .any(|row| row.trim_start().starts_with("mchid") || row.contains("rate")),
        "{partner:?}"
    );
    // A link goes with its document, and that of the content comes first.
    let links = |page: &Page| {
        let numbers = page.sections[0]
            .links
            .iter()
            .filter_map(|link| link.rsplit_once('/'));
        numbers.map(|(_, number)| number.to_owned()).collect::<Vec<_>>()
    };
    let expected = [["4010000001", "4010000007"], ["4010000002", "4010000007"]];
    assert_eq!(pages.iter().map(links).collect::<Vec<_>>(), expected);
}

/// What a document says behind its fields.
const BEHIND: &str = "### 对回调通知进行应答\n\n\
     | 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n\
     | code | string(32) | true | 【返回状态码】 |\n\n\
     ## 错误码\n\n| 名称 | 描述 | 解决方案 |\n| --- | --- | --- |\n| NOTENOUGH | 余额不足 | |\n| NOBODY | 无人 | |\n";

/// A page with rows in place of its own fields below `ciphertext`, or in its answer, beside documents with such rows.
fn merged(own: (&str, &str), others: &[(&str, &str)]) -> (Page, Noted) {
    let (fields, answer) = own;
    let page = PAGE
        .replace(
            "| mchid {data-required data-indent=3} | string | 商户号\n",
            fields,
        )
        .replace("| status | number | 状态码\n", answer);
    let documents = others.iter().enumerate().map(|(at, (rows, behind))| {
        let id = format!("401000000{}", at + 1);
        let text = document(&id, "mchid").replace("| total | int | true | 单位为分 |\n", rows);
        (
            format!("APIv3/支付/支付成功回调通知-{id}.md"),
            format!("{text}\n{behind}"),
        )
    });
    let own: Docs = [("webhook/v3/ORDER.PAID.md".to_owned(), page)]
        .into_iter()
        .collect();
    let (pages, noted) = notifications(
        parse(&own).0.pages,
        &parse(&documents.collect()).0.pages,
        &Contents::default(),
        "tables",
    );
    (pages.into_iter().next().expect("the page"), noted)
}

#[test]
fn a_field_says_whose_it_is_where_not_all_have_it() {
    let (page, _) = merged(
        (
            "| only_here {data-indent=3} | object | 此\n| inside {data-indent=4} | string | 内\n",
            "",
        ),
        &[(
            "| total | int | true | 单位为分 |\n| only_there | string(8) | false | 【彼】 |\n",
            "",
        )],
    );
    assert_eq!(page.sections[0].documentation.as_deref(), Some("official,tables"));
    let origin = |name: &str| {
        let rows = &page.sections[0].request.rows;
        let row = rows.iter().find(|row| row.name.text == name);
        row.expect(name).documentation().map(str::to_owned)
    };
    for (name, expected) in [
        ("total", None),
        ("event_type", None),
        ("headers", None),
        ("body", None),
        ("only_here", Some("tables")),
        ("inside", Some("tables")),
        ("only_there", Some("official")),
    ] {
        assert_eq!(origin(name).as_deref(), expected, "{name}");
    }
    // Lowered, it is said of fields as it is of those of operations.
    let known = |name: &str| {
        let (lowered, _) = lower(std::slice::from_ref(&page));
        let payload = &lowered.api.notifications[0].payload;
        let field = payload.iter().find(|field| field.name == name);
        field.expect(name).origin.known.clone()
    };
    assert_eq!(known("only_here"), Known::Unofficially);
    assert_eq!(known("only_there"), Known::Well);
    assert_eq!(known("total"), Known::Well);
}

#[test]
fn answers_and_error_codes_of_documents_are_merged() {
    let (page, _) = merged(
        (
            "",
            "| status | number | 状态码\n| body | object | 应答\n| code {data-indent=1} | string | 码<br/>`SUCCESS` \\| `FAIL` 枚举值之一\n| more {data-indent=1} | string | 更多\n",
        ),
        &[("", BEHIND), ("", &BEHIND.replace("NOBODY", "SOMEBODY"))],
    );
    let rows = page.sections[0].response.rows.iter();
    let seen: Vec<(&str, bool, Option<&str>, Option<&str>)> = rows
        .map(|row| {
            let (name, length) = (row.name.text.as_str(), row.ty.value("data-maxlength"));
            (name, row.is_required(), length, row.documentation())
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("status", false, None, None),
            ("body", false, None, None),
            ("code", true, Some("32"), None),
            ("more", false, None, Some("tables")),
        ]
    );
    let (lowered, _) = lower(&[page]);
    let one = &lowered.api.notifications[0];
    let codes: Vec<&str> = one.errors.iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes, ["NOBODY", "NOTENOUGH", "SOMEBODY"]);
    assert_eq!(one.errors[1].meanings, ["余额不足"]);
}

/// Pages that contradict each other lose nothing, and say so.
#[test]
fn other_types_are_told_and_no_row_is_lost() {
    let inside = "| deal {data-indent=3} | TYPE | 易\n| inside {data-indent=4} | string | 内\n";
    // the page's type, the document's rows, whether that is a difference
    let cases = [
        ("object", "| deal | object | false | 【易】 |\n", false),
        ("object[]", "| deal | object | false | 【易】 |\n", true),
        ("object", "| deal | array[object] | false | 【易】 |\n", true),
        ("object", "| deal | string(8) | false | 【易】 |\n", true),
        ("object", "| deal | int | false | 【易】 |\n", true),
        (
            "object",
            "| deal | array[object] | false | 【易】 |\n| deal.other | int | false | 【彼】 |\n",
            true,
        ),
    ];
    for (ty, rows, differs) in cases {
        let (page, noted) = merged((&inside.replace("TYPE", ty), ""), &[(rows, "")]);
        let names: Vec<&str> = page.sections[0]
            .request
            .rows
            .iter()
            .map(|row| row.name.text.as_str())
            .collect();
        assert!(names.contains(&"inside"), "{ty} {rows}: {names:?}");
        let told: Vec<&str> = noted
            .conflicts
            .iter()
            .map(|(_, one)| one.field.as_str())
            .collect();
        let expected: &[&str] = if differs {
            &["body.resource.ciphertext.deal"]
        } else {
            &[]
        };
        assert_eq!(told, expected, "{ty} {rows}");
    }
}

#[test]
fn what_nobody_decided_is_asked_for() {
    let both = [("4010000001", "mchid"), ("4010000002", "sp_mchid")];
    for (contents, documents, expected) in [
        (
            CONTENTS.to_owned(),
            &both[..],
            "`rate/kind` of `webhook/v3/ORDER.PAID` belongs to none of its contents",
        ),
        (
            format!("{CONTENTS}{LEFT}").replace("rate/kind", "novelty"),
            &both,
            "has no field `novelty` that could be left out",
        ),
        (
            format!("{CONTENTS}{LEFT}"),
            &[("4010000001", "who")],
            "document 4010000001 is 0 of the contents of `webhook/v3/ORDER.PAID`",
        ),
        (
            format!("{CONTENTS}{LEFT}").replace("\"mchid\"", "\"novelty\""),
            &[],
            "has no field `novelty` that could tell it",
        ),
    ] {
        let (_, noted) = joined(&contents, documents);
        let found = noted.problems.iter().any(|problem| problem.contains(expected));
        assert!(found, "{expected}: {:?}", noted.problems);
    }
}

#[test]
fn a_document_that_no_page_links_to_is_told_by_its_event() {
    // The page of this event is there.
    let (pages, noted) = joined("", &[("4010000009", "brand_id")]);
    assert_eq!(
        noted.joined,
        [("4010000009".to_owned(), "webhook/v3/ORDER.PAID".to_owned())]
    );
    assert_eq!(noted.pages, Vec::<String>::new());
    assert!(
        rows(&pages, "webhook/v3/ORDER.PAID")
            .iter()
            .any(|row| row.contains("brand_id"))
    );
    // No page is.
    let tree = |path: &str, text: String| {
        parse(&[(path.to_owned(), text)].into_iter().collect::<Docs>())
            .0
            .pages
    };
    let text = document("4010000009", "brand_id").replace("ORDER.PAID", "BRAND.PAID");
    let documents = tree("brand/支付成功回调通知-4010000009.md", text);
    let own = tree("webhook/v3/ORDER.PAID.md", PAGE.to_owned());
    let (pages, noted) = notifications(own, &documents, &Contents::default(), "tables");
    assert_eq!(noted.pages, ["webhook/v3/BRAND.PAID"]);
    let origins: Vec<Option<&str>> = pages
        .iter()
        .map(|page| page.sections[0].documentation.as_deref())
        .collect();
    assert_eq!(origins, [Some("official"), None]);
}

/// Whoever writes a document does not choose where a file is written: the event becomes a file's name.
#[test]
fn an_event_that_is_no_name_makes_no_page() {
    let tree = |path: &str, text: String| {
        parse(&[(path.to_owned(), text)].into_iter().collect::<Docs>())
            .0
            .pages
    };
    let own = || tree("webhook/v3/ORDER.PAID.md", PAGE.to_owned());
    let long = "A".repeat(200);
    for event in ["../../../../EVIL.PAID", "/EVIL.PAID", "A/../B", "..", &long] {
        let text = document("4010000009", "brand_id").replace("ORDER.PAID", event);
        let documents = tree("brand/支付成功回调通知-4010000009.md", text);
        let (pages, noted) = notifications(own(), &documents, &Contents::default(), "tables");
        let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        assert_eq!(paths, ["webhook/v3/ORDER.PAID"], "{event}");
        assert_eq!(noted.problems.len(), 1, "{event}: {:?}", noted.problems);
    }
}
