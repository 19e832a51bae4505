//! Pages of two dialects from a few rows each, and what a merge makes of them.

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::merge::{Exclusions, Merged, Sources};
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::pipeline::import;
use wechatpay_openapi_generator::source::Docs;

/// A founding page: rows of the body and of the answer, with `{…}` as such a page has them.
pub(crate) fn founding(body: &str, answer: &str) -> String {
    let rows = |rows: &str| {
        let lines = rows.split(';').map(str::trim).filter(|row| !row.is_empty());
        lines
            .map(|row| format!("| {}\n", row.replace(" / ", " | ")))
            .collect::<String>()
    };
    let head = "| 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n";
    format!(
        "# 点灯 {{#post}}\n\n| 请求参数 {head}| json {{data-required}} | object |\n{}\n{{.im-table #request}}\n\n\
         ```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{{}}\n```\n\n| 返回字典 {head}{}\n{{.im-table #response}}\n",
        rows(body),
        rows(answer)
    )
}

/// An official document: number, day, rows of the body and of the answer as `name / type / required / words`.
pub(crate) fn official(id: &str, day: &str, body: &str, answer: &str) -> String {
    let rows = |rows: &str| {
        let lines = rows.split(';').map(str::trim).filter(|row| !row.is_empty());
        lines
            .map(|row| format!("| {} |\n", row.replace(" / ", " | ")))
            .collect::<String>()
    };
    let head = "| 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n";
    format!(
        "---\nurl: \"https://pay.weixin.qq.com/doc/v3/merchant/{id}.md\"\ntitle: \"点灯\"\ndoc_id: {id}\n\
         api_version: \"apiv3\"\nproduct: \"灯\"\nhttp_method: \"POST\"\nrequest_path: \"/v3/lamps\"\n---\n\n\
         >更新时间：{day}\n\n## 接口说明\n\n请求方式：【POST】 `/v3/lamps`\n\n## 请求参数\n\n### Body 参数\n{head}{}\
         ## 应答参数\n\n200 OK\n\n{head}{}## 错误码\n\n| 状态码 | 错误码 | 描述 |\n| --- | --- | --- |\n| 400 | PARAM_ERROR | 错 |\n",
        rows(body),
        rows(answer)
    )
}

/// What is decided by hand.
pub(crate) fn decided(toml: &str) -> Exclusions {
    Exclusions::parse(toml).expect("the format")
}

/// The merged page and the account.
pub(crate) fn merged(founding: &str, documents: &[String], decisions: &Exclusions) -> (String, Merged) {
    let own: Docs = [("openapi/v3/lamps.md", founding)].into_iter().collect();
    let paths = (0..documents.len()).map(|at| format!("APIv3/灯/{at}.md"));
    let official: Docs = paths.zip(documents).collect();
    let official = parse(&official).0.all();
    let sources = Sources {
        founding: "tables",
        second: None,
        official: &official,
        decisions,
    };
    let (output, merged) = import(parse(&own).0.all(), &Overrides::default(), sources);
    let page = output.get("openapi/v3/lamps.md").unwrap_or_default().to_owned();
    (page, merged)
}

/// The rows of one table, a line each, without the scope.
pub(crate) fn rows(page: &str, header: &str) -> Vec<String> {
    let table = page.split(header).nth(1).unwrap_or_default();
    let lines = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    lines
        .filter(|line| !line.starts_with("| json"))
        .map(|line| line.trim_start_matches("| ").to_owned())
        .collect()
}
