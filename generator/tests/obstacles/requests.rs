//! Scopes, paths and examples.

use wechatpay_openapi_generator::Reading;
use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::ir::{Body, Segment};

use super::{CHAIN, codes, page, read_page, show};

#[test]
fn requests() {
    let chain = |path: &str, options: &str| {
        format!("```php [异步声明式]\n$instance->chain('{path}')->postAsync([{options}])->wait();\n```\n")
    };
    // rows, code, parameters / query / headers / body, findings
    let cases = [
        (
            "| b {data-required} | string | 甲\n| a {data-required} | number | 乙\n| query | object | 丙\n| q {data-indent=1} | string | 丁",
            chain("v3/a/{a}/{b}", ""),
            "a:int b:text / q?:text / / none",
            "",
        ),
        (
            "| headers | object | 甲\n| Wechatpay-Serial {data-indent=1} | string | 乙\n| X-Y {data-indent=1} | string | 丙\n| json | object | 丁\n| x {data-indent=1} | string {data-encrypted=by-rsa-pubkey} | 戊",
            chain("v3/a", "'json' => ['x' => 'y']"),
            "/ / X-Y?:text / json x?:secret",
            "",
        ),
        (
            "| body | object | 甲\n| file {data-required data-indent=1} | object | 乙\n| meta {data-indent=1} | string | 丙\n| {colspan=3 .im-table-line}\n| n {data-indent=2} | string | 丁",
            chain("v3/a", ""),
            "/ / / multi file:file meta?:{n?:text}",
            "",
        ),
        (
            "| json | object {data-required} | 甲\n| s {data-indent=1} | string {data-encoded=by-json_encode} | 乙\n| {colspan=3 .im-table-line}\n| list {data-indent=2} | string[] | 丙",
            chain("v3/a", "'json' => ['s' => \\json_encode(['x'])]"),
            "/ / / json s?:json([text])",
            "",
        ),
        (
            "| c | string | 甲",
            chain("v3/a/{d}", ""),
            "d:text / / / none",
            "IM015,IM016",
        ),
        (
            "| json | object | 甲\n| x {data-indent=1} | string | 乙\n| xml | object | 甲\n| x {data-indent=1} | string | 乙",
            chain("v3/a", ""),
            "/ / / xml x?:text",
            "IM026",
        ),
        (
            "| base_uri {data-required} | string | 甲`https://example.org/`",
            chain("v3/a", ""),
            "/ / / none",
            "IM018",
        ),
        ("", String::new(), "/ / / none", "IM020"),
        ("", chain("v3/b", ""), "/ / / none", "IM023"),
        (
            "",
            "```php [异步声明式]\n$instance->chain('v3/a')->getAsync([]);\n```\n".to_owned(),
            "/ / / none",
            "IM021",
        ),
        (
            "",
            "```php [异步声明式]\n$instance->chain('v3/a')->postAsync([;\n```\n".to_owned(),
            "/ / / none",
            "IM020,IM022",
        ),
        ("", chain("v3/a", "'json' => ['x' => 1]"), "/ / / none", "IM027"),
        (
            "",
            "```http [json]\nPOST /v3/a HTTP/1.1\n\n[]\n```\n".to_owned(),
            "/ / / none",
            "IM020,IM022",
        ),
    ];
    for (rows, code, expected, findings) in cases {
        let path = if rows.contains("| b {data-required} | string | 甲") {
            "openapi/v3/a/{a}/{b}.md"
        } else {
            "openapi/v3/a.md"
        };
        let path = if rows.starts_with("| c ") {
            "openapi/v3/a/{d}.md"
        } else {
            path
        };
        let reading = read_page(path, &page(rows, &code, ""));
        let one = &reading.api.operations[0];
        let body = match &one.body {
            Body::None => "none".to_owned(),
            Body::Json(fields) => format!("json {}", show(fields)),
            Body::Xml(fields) => format!("xml {}", show(fields)),
            Body::Multipart(fields) => format!("multi {}", show(fields)),
        };
        let seen = format!(
            "{} / {} / {} / {body}",
            show(&one.path_params),
            show(&one.query),
            show(&one.headers)
        );
        assert_eq!(
            seen.split_whitespace().collect::<Vec<_>>(),
            expected.split_whitespace().collect::<Vec<_>>(),
            "{rows}"
        );
        let mut found: Vec<_> = codes(&reading, Severity::Warning)
            .split(',')
            .map(str::to_owned)
            .collect();
        found.sort();
        assert_eq!(found.join(","), findings, "{rows}\n{code}");
    }
}

#[test]
fn odd_paths() {
    let last = |reading: &Reading| reading.api.operations[0].path.last().cloned();
    let text = page("", &CHAIN.replace("v3/a", "v3/a/"), "");
    let reading = read_page("openapi/v3/a/index.md", &text);
    assert_eq!(last(&reading), Some(Segment::Literal(String::new())));
    assert_eq!(codes(&reading, Severity::Warning), "");
    let text = page(
        "| base_uri {data-required} | string | `https://api.mch.weixin.qq.com/hk/`",
        CHAIN,
        "",
    );
    let reading = read_page("openapi/v3/a.md", &text);
    assert_eq!(
        reading.api.operations[0].path.first(),
        Some(&Segment::Literal("hk".to_owned()))
    );
}
