//! Warnings are mended, or allowed with a reason.

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

const PAGE: &str = "# t {#post}\n\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| json | object |\n\
    | color {data-indent=1} | colour | 颜色\n| hue {data-indent=1} | huge | 色调\n\n{.im-table #request}\n\n\
    ```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{\"color\": \"R\", \"hue\": 1}\n```\n\n\
    | 返回字典 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| a | string | 甲\n\n{.im-table #response}\n";

fn allow(page: &str, code: &str, says: &str) -> String {
    format!("[[allow]]\npage = 'openapi/{page}'\ncode = '{code}'\nsays = '{says}'\nreason = 'r'\n")
}

#[test]
fn m2_a_warning_is_allowed_by_name_and_with_a_reason() {
    let unknown = "warning openapi/v3/lamps.md:6: IM009";
    let huge = "warning openapi/v3/lamps.md:7: IM009";
    let stale = "error overrides/allowed.toml:3: IM029";
    // corrections, what is found
    let cases: [(String, &[&str]); 6] = [
        (String::new(), &[unknown, huge]),
        (
            allow("v3/lamps", "IM009", "`color`"),
            &["note openapi/v3/lamps.md:6: IM009", huge],
        ),
        (
            allow("v3/lamps", "IM009", ""),
            &[
                "note openapi/v3/lamps.md:6: IM009",
                "note openapi/v3/lamps.md:7: IM009",
            ],
        ),
        (allow("v3/lamps", "IM009", "`glow`"), &[unknown, huge, stale]),
        (allow("v3/lamps", "IM008", "`color`"), &[unknown, huge, stale]),
        // A tree without the page is another one.
        (allow("v3/bells", "IM009", "`color`"), &[unknown, huge]),
    ];
    for (toml, expected) in cases {
        let mut overrides = Overrides::default();
        overrides.add("allowed.toml", &toml).expect("TOML");
        let docs: Docs = [("openapi/v3/lamps.md", PAGE)].into_iter().collect();
        let mut found: Vec<String> = read(&docs, &overrides)
            .diagnostics
            .iter()
            .map(|one| {
                let severity = format!("{:?}", one.severity).to_lowercase();
                format!("{severity} {}:{}: {}", one.page, one.line, one.code)
            })
            .collect();
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{toml}");
    }
}
