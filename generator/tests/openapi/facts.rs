//! Error codes, limits, lengths and example answers: of `docs-specs`, and of a page that has all of them.

use jsonschema::Registry;
use serde_json::{Value, json};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Field, Length, Operation, Response, Type, Version, url};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{describe, read};

use super::valid::official;
use super::{api, document};

/// The pages of the golden cases about them, as model and as document.
fn fixture() -> (Api, Value) {
    let pages = [
        include_str!("../golden/facts/in.md"),
        include_str!("../golden/facts_xml/in.md"),
    ];
    let pages = pages.iter().flat_map(|text| text.split("@@ ").skip(1));
    let docs: Docs = pages.filter_map(|page| page.split_once('\n')).collect();
    let document = describe(&docs, &Overrides::default())
        .document
        .expect("a document");
    (read(&docs, &Overrides::default()).api, document)
}

fn find<'d>(document: &'d Value, operation: &Operation) -> &'d Value {
    let paths = document["paths"].as_object().expect("paths");
    let items = paths
        .iter()
        .filter(|(key, _)| key.split('#').next() == Some(&url(&operation.path)));
    let mut shown = items.map(|(_, item)| &item[operation.method.name()]);
    shown
        .find(|one| one["x-page"] == operation.page.as_str())
        .expect("the operation is described")
}

/// What the document does not say as the model does.
fn differences(api: &Api, document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for operation in &api.operations {
        let shown = find(document, operation);
        let place = format!("{} {}", operation.method.as_str(), url(&operation.path));
        let mut expect = |holds: bool, what: String| {
            if !holds {
                found.push(format!("{place}: {what}"));
            }
        };
        let length = |key: &str| shown[key].as_array().map_or(0, Vec::len);
        expect(
            length("x-errors") == operation.errors.len(),
            "other error codes".to_owned(),
        );
        expect(
            length("x-rate-limits") == operation.limits.len(),
            "other limits".to_owned(),
        );
        for error in &operation.errors {
            let Some(status) = error.status.filter(|_| operation.version == Version::V3) else {
                continue;
            };
            let answer = &shown["responses"][status.to_string()];
            let is_shown = answer["content"]["application/json"]["examples"][&error.code].is_object();
            let is_said = answer["description"]
                .as_str()
                .is_some_and(|text| text.contains(&error.code));
            expect(
                status < 400 || is_shown && is_said,
                format!("no answer for {status} {}", error.code),
            );
        }
        let is_object = matches!(operation.response, Response::Json(_) | Response::Xml(_));
        let examples = shown["responses"]["200"]["content"]
            .as_object()
            .into_iter()
            .flatten();
        let examples = examples
            .filter_map(|(_, media)| media["examples"].as_object())
            .flatten();
        let examples: Vec<&Value> = examples.map(|(_, one)| &one["value"]).collect();
        let ours: Vec<&Value> = operation.answers.iter().map(|one| &one.body).collect();
        expect(!is_object || examples == ours, "other example answers".to_owned());
    }
    found
}

#[test]
fn model_and_document_say_the_same() {
    assert_eq!(differences(api(), document()), Vec::<String>::new());
    let (api, document) = fixture();
    assert_eq!(differences(&api, &document), Vec::<String>::new());
    let with_errors = api.operations.iter().filter(|one| !one.errors.is_empty()).count();
    assert_eq!(with_errors, 5);
    // The comparison sees what differs.
    let mut other = document.clone();
    let operation = &mut other["paths"]["/v3/facts/stalls"]["post"];
    operation["x-errors"] = json!([]);
    operation["x-rate-limits"] = json!([]);
    operation["responses"]["429"] = json!({});
    operation["responses"]["200"]["content"]["application/json"]["examples"] = json!({});
    assert_eq!(differences(&api, &other).len(), 4);
}

#[test]
fn a_page_with_everything() {
    let (_, document) = fixture();
    let errors: Vec<String> = official()
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    // pointer, value
    let stall = "/paths/~1v3~1facts~1stalls/post";
    let request = "/components/schemas/v3.facts.stalls.post.Request/properties";
    let cases = [
        (
            format!("{stall}/x-rate-limits/0"),
            json!({ "calls": 20, "seconds": 1, "scope": "商户号" }),
        ),
        (
            format!("{stall}/x-rate-limits/1"),
            json!({ "calls": 6000, "seconds": 60 }),
        ),
        (
            format!("{stall}/x-errors/2"),
            json!({ "status": 403, "code": "NOT_ENOUGH", "meanings": ["余额不足", "名额不足"], "advice": "fix" }),
        ),
        (
            format!("{stall}/responses/403/description"),
            json!(
                "- `FREQUENCY_LIMITED`（稍后原样重试）\n- `NOT_ENOUGH`：余额不足；名额不足（修正后重试）\n\
                 - `OUT_STALL_NO_USED`：商户摊位号重复（先查询结果）"
            ),
        ),
        (
            format!("{stall}/responses/403/content/application~1json/examples/NOT_ENOUGH/value"),
            json!({ "code": "NOT_ENOUGH", "message": "余额不足" }),
        ),
        (
            format!("{stall}/responses/200/content/application~1json/examples/2/value"),
            json!({ "stall_id": "0008" }),
        ),
        (
            format!("{stall}/description"),
            json!("接口限频：20 次/秒（商户号），6000 次/分钟"),
        ),
        (
            "/paths/~1v3~1facts~1stalls/get/parameters/0/schema/maxLength".to_owned(),
            json!(4),
        ),
        (
            "/paths/~1v3~1facts~1stalls~1{stall_id}~1cries/post/parameters/0/schema/maxLength".to_owned(),
            json!(4),
        ),
        (format!("{request}/out_stall_no/minLength"), json!(6)),
        (format!("{request}/out_stall_no/maxLength"), json!(32)),
        (format!("{request}/sign_texts/items/maxLength"), json!(8)),
        (format!("{request}/holder/x-minLength"), json!(1)),
        // One type in Rust, and two here: what one allows the other does not.
        (
            "/components/schemas/v3.facts.stalls.post.Lamp/properties/color/maxLength".to_owned(),
            json!(16),
        ),
        (
            "/components/schemas/v3.facts.stalls.get.Lamp/properties/color/maxLength".to_owned(),
            json!(24),
        ),
        (
            "/paths/~1facts-xml~1payments/post/x-errors/0/advice".to_owned(),
            json!("query"),
        ),
        (
            "/paths/~1facts-xml~1payments/post/responses/200/content/text~1xml/examples/1/value".to_owned(),
            json!({ "return_code": "SUCCESS", "total_fee": 100, "coupons": { "coupon": [{ "fee": 20 }] } }),
        ),
    ];
    for (pointer, expected) in cases {
        assert_eq!(document.pointer(&pointer), Some(&expected), "{pointer}");
    }
    let in_words = document["paths"]["/facts-xml/payments"]["post"]["description"].as_str();
    assert!(in_words.is_some_and(|text| text.contains("| `ORDERPAID` | 商户订单已支付 | 先查询结果 |")));
}

/// What the model calls retired, and nothing else.
#[test]
fn retired_fields_are_deprecated() {
    fn count(value: &Value) -> usize {
        let own = usize::from(value["deprecated"] == true && value.get("operationId").is_none());
        let below: usize = match value {
            Value::Object(members) => members.values().map(count).sum(),
            Value::Array(items) => items.iter().map(count).sum(),
            _ => 0,
        };
        own + below
    }
    let page = "# 甲 {#post}\n\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| json | object | 体\n\
                | old {data-indent=1} | string | 旧<br/>已废弃\n| new {data-indent=1} | string | 新\n| soon {data-indent=1} | string | 将<br/>即将下线\n\n\
                {.im-table #request}\n\n```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{}\n```\n\n\
                | 返回字典 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| gone | integer | 旧<br/>已废弃\n\n{.im-table #response}\n";
    let docs: Docs = [("openapi/v3/lamps.md", page)].into_iter().collect();
    let document = describe(&docs, &Overrides::default())
        .document
        .expect("a document");
    assert_eq!(count(&document), 2);
    let of = |name: &str, field: &str| {
        let schemas = document["components"]["schemas"].as_object().expect("components");
        let mut of_type = schemas.iter().filter(|(key, _)| key.ends_with(name));
        let (_, schema) = of_type.next().expect("the type");
        schema["properties"][field]["deprecated"] == true
    };
    assert!(of("Request", "old") && of("Response", "gone"));
    assert!(!of("Request", "new") && !of("Request", "soon"));
    // What docs-specs calls retired is there too.
    assert!(count(super::document()) >= 6);
}

/// A length is one that a validator holds to.
#[test]
fn lengths_are_checked() {
    let (_, document) = fixture();
    let registry = Registry::new()
        .add("urn:facts", &document)
        .expect("an address")
        .prepare()
        .expect("references");
    let schema = json!({ "$ref": "urn:facts#/components/schemas/v3.facts.stalls.post.Request" });
    let validator = jsonschema::options()
        .with_registry(&registry)
        .build(&schema)
        .expect("a schema");
    for (value, is_valid) in [
        (
            json!({ "out_stall_no": "S-0001", "sign_texts": ["八个字"] }),
            true,
        ),
        (json!({ "out_stall_no": "S" }), false),
        (json!({ "out_stall_no": "S".repeat(33) }), false),
        (
            json!({ "out_stall_no": "S-0001", "sign_texts": ["123456789"] }),
            false,
        ),
        (
            json!({ "out_stall_no": "S-0001", "lamp": { "color": "x".repeat(17) } }),
            false,
        ),
    ] {
        assert_eq!(validator.is_valid(&value), is_valid, "{value}");
    }
}

/// Whether a schema allows the lengths of a field; of an enumeration and of what is encrypted it says none.
pub(crate) fn is_as_long(field: &Field, schema: &Value) -> bool {
    let Length { least, most } = field.doc.length;
    let shown = ["minLength", "maxLength"].map(|key| schema[key].as_u64());
    matches!(field.ty.item(), Type::Enum(_) | Type::Sensitive(_))
        || shown == [least, most].map(|one| one.map(u64::from))
}
