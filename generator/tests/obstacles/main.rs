//! Pages that are odd on purpose, written for these tests.

mod fields;
mod groups;
mod pages;
mod requests;

use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Field, Operation, Response, Type};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Reading, read};

const REQUEST: &str = "\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n";
const RESPONSE: &str = "\n| 返回字典 | 类型 {.type} | 描述 {.desc}\n| -- | -- | --\n";
const MARK_REQUEST: &str = "\n{.im-table #request}\n";
const MARK_RESPONSE: &str = "\n{.im-table #response}\n";

/// A page with one operation, from the rows of its tables and its code blocks.
fn page(request: &str, code: &str, response: &str) -> String {
    format!(
        "# 甲 {{#post}}\n\n说明\n{REQUEST}{request}\n{MARK_REQUEST}\n{code}\n{RESPONSE}{response}\n{MARK_RESPONSE}"
    )
}

fn read_page(path: &str, text: &str) -> Reading {
    let docs: Docs = [(path, text)].into_iter().collect();
    let reading = read(&docs, &Overrides::default());
    assert_eq!(reading.totals.gaps(), Vec::<String>::new(), "{text}");
    reading
}

/// A field tree on one line: `a:text? b:{c:int}`; `?` marks what is not required.
fn show(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let mark = if field.requirement.is_required() { "" } else { "?" };
        format!("{}{mark}:{}", field.name, show_type(&field.ty))
    };
    fields.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn show_type(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Time => "time".to_owned(),
        Type::Integer => "int".to_owned(),
        Type::Float => "float".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Json => "json".to_owned(),
        Type::File => "file".to_owned(),
        Type::Sensitive(_) => "secret".to_owned(),
        Type::Enum(values) => values
            .iter()
            .map(|value| value.value.as_str())
            .collect::<Vec<_>>()
            .join("|"),
        Type::Object(fields) => format!("{{{}}}", show(fields)),
        Type::List(item) => format!("[{}]", show_type(item)),
        Type::JsonString(content) => format!("json({})", show_type(content)),
        Type::UrlEncoded(fields) => format!("url({})", show(fields)),
    }
}

fn answer(operation: &Operation) -> String {
    match &operation.response {
        Response::Json(fields) | Response::Xml(fields) | Response::CsvOrXmlError(fields) => show(fields),
        other => format!("{other:?}"),
    }
}

fn codes(reading: &Reading, at_least: Severity) -> String {
    let found = reading.diagnostics.iter().filter(|one| one.severity <= at_least);
    found
        .map(|one| one.code.to_string())
        .collect::<Vec<_>>()
        .join(",")
}

const CHAIN: &str =
    "::: code-group\n\n```php [异步声明式]\n$instance->chain('v3/a')->postAsync([])->wait();\n```\n\n:::\n";
