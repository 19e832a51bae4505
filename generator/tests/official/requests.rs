//! Requests that the documentation allows, against what is refused before it is sent.

use serde_json::{Map, Value, json};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Body, Field, Operation, Requirement, Segment, Type, Version};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

use crate::twins::shared;

/// What the client fills in.
const FILLED_IN: [&str; 3] = ["nonce_str", "sign", "sign_type"];

/// What this crate is made of.
fn own() -> Api {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&folder).expect("docs-specs can be read");
    let overrides = Overrides::read(&folder.join("overrides")).expect("the overrides can be read");
    read(&docs, &overrides).api
}

/// Verb and path, whatever its parameters are called.
fn identity(operation: &Operation) -> String {
    let path = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => text.as_str(),
        Segment::Param(_) => "{}",
    });
    let path: Vec<&str> = path.collect();
    format!(
        "{:?} {} {}",
        operation.version,
        operation.method.as_str(),
        path.join("/").trim_end_matches('/')
    )
}

/// What a request is refused without, as the client finds it.
fn missing(operation: &Operation, request: &Map<String, Value>) -> Vec<String> {
    let fields: Vec<&Field> = operation
        .headers
        .iter()
        .chain(&operation.query)
        .chain(operation.body.fields())
        .collect();
    let mut missing = Vec::new();
    in_object(&fields, request, "", &mut missing);
    let is_filled_in = |one: &String| {
        operation.version == Version::V2 && FILLED_IN.iter().any(|name| one == &format!("/{name}"))
    };
    missing.retain(|one| !is_filled_in(one));
    missing
}

fn in_object(fields: &[&Field], object: &Map<String, Value>, place: &str, missing: &mut Vec<String>) {
    for field in fields {
        let pointer = format!("{place}/{}", field.name);
        let is_there = |field: &Field| match field.name.split_once('$') {
            Some((prefix, _)) => object.keys().any(|key| key.starts_with(prefix)),
            None => object.get(&field.name).is_some_and(|value| !value.is_null()),
        };
        match field.requirement {
            Requirement::Required { confirmed: true } if !is_there(field) => missing.push(pointer.clone()),
            Requirement::OneOf {
                group,
                confirmed: true,
            } => {
                let is_member = |one: &&&Field| matches!(one.requirement, Requirement::OneOf { group: own, .. } if own == group);
                if !fields.iter().filter(is_member).any(|one| is_there(one)) {
                    missing.push(format!("one of the group of {pointer}"));
                }
            }
            _ => {}
        }
        if let Some(value) = object.get(&field.name) {
            in_value(&field.ty, value, &pointer, missing);
        }
    }
}

fn in_value(ty: &Type, value: &Value, place: &str, missing: &mut Vec<String>) {
    match (ty, value) {
        (Type::Object(fields), Value::Object(object)) => {
            in_object(&fields.iter().collect::<Vec<_>>(), object, place, missing);
        }
        (Type::List(item), Value::Array(items)) => {
            for (at, one) in items.iter().enumerate() {
                in_value(item, one, &format!("{place}/{at}"), missing);
            }
        }
        (Type::JsonString(inner), Value::String(text)) => {
            if let Ok(value) = serde_json::from_str(text) {
                in_value(inner, &value, place, missing);
            }
        }
        _ => {}
    }
}

/// The documented example as one object, as the request's type has it, and what is missing of the parts that it shows:
/// official pages show no query of most.
fn missing_of_example(example_of: &Operation, target: &Operation) -> Option<Vec<String>> {
    let example = example_of.example.as_ref()?;
    let mut request = example.headers.clone();
    request.extend(example.query.clone());
    request.extend(example.opened(&example_of.body));
    let mut target = target.clone();
    if example.headers.is_empty() {
        target.headers.clear();
    }
    if example.query.is_empty() {
        target.query.clear();
    }
    if example.body.is_empty() {
        target.body = Body::None;
    }
    Some(missing(&target, &request))
}

/// The least that a page allows: the nth of each group, and what is optional and has parts only on demand.
fn least(fields: &[&Field], choice: usize, with_parts: bool) -> Map<String, Value> {
    let mut object = Map::new();
    for field in fields {
        let is_wanted = match field.requirement {
            Requirement::Required { confirmed } => confirmed,
            Requirement::OneOf { confirmed: false, .. } => false,
            Requirement::OneOf { group, .. } => {
                let is_member = |one: &&&Field| matches!(one.requirement, Requirement::OneOf { group: own, .. } if own == group);
                let members: Vec<&&Field> = fields.iter().filter(is_member).collect();
                members[choice % members.len()].name == field.name
            }
            Requirement::Optional => false,
        };
        if is_wanted || with_parts && has_parts(&field.ty) {
            object.insert(
                field.name.replace("$n", "0"),
                value(&field.ty, choice, with_parts),
            );
        }
    }
    object
}

fn has_parts(ty: &Type) -> bool {
    match ty {
        Type::Object(_) => true,
        Type::List(inner) | Type::JsonString(inner) => has_parts(inner),
        _ => false,
    }
}

fn value(ty: &Type, choice: usize, with_parts: bool) -> Value {
    match ty {
        Type::Object(fields) => Value::Object(least(&fields.iter().collect::<Vec<_>>(), choice, with_parts)),
        Type::List(item) => json!([value(item, choice, with_parts)]),
        Type::JsonString(inner) => Value::String(value(inner, choice, with_parts).to_string()),
        Type::Integer | Type::Float => json!(1),
        Type::Boolean => json!(true),
        _ => json!("x"),
    }
}

/// The least requests that a page allows. What its sample alone shows belongs to them: v2 pages have lost rows.
fn allowed(operation: &Operation) -> Vec<Map<String, Value>> {
    let fields: Vec<&Field> = operation
        .headers
        .iter()
        .chain(&operation.query)
        .chain(operation.body.fields())
        .collect();
    let shown = operation.example.clone().unwrap_or_default();
    let lost = shown
        .opened(&operation.body)
        .into_iter()
        .filter(|(name, _)| !fields.iter().any(|field| field.name == *name));
    let lost: Vec<(String, Value)> = lost.collect();
    let variants = (0..4).flat_map(|choice| [(choice, false), (choice, true)]);
    variants
        .map(|(choice, with_parts)| {
            let mut request = least(&fields, choice, with_parts);
            request.extend(lost.iter().cloned());
            request
        })
        .collect()
}

/// Pages whose example a source shows as it was, or misspelt, and why that is no request any more.
const OUTDATED: [(&str, &str); 4] = [
    (
        "openapi/v2/pay/contractorder",
        "states before 2026 lack request_serial, which later ones and the official page have",
    ),
    (
        "openapi/v3/brand/partner/store/brandstores/{store_id}",
        "the state of 2026-01-01 lacks brand_id",
    ),
    (
        "openapi/v3/marketing/partner/product-coupon/product-coupons/{product_coupon_id}/stock-bundles",
        "the state of 2026-01-01 has another stock_bundle",
    ),
    (
        "openapi/v3/med-ins/refunds/notify",
        "the founding pages write two underscores, the official one writes one",
    ),
];

/// Every tree of pages that may be at hand.
const SOURCES: [&str; 8] = [
    "wechatpay-im",
    "wechatpay-js",
    "wechatpay-official",
    "wechatpay-official-verbatim",
    "history/2025-07-01/wechatpay-im",
    "history/2026-01-01/wechatpay-im",
    "history/2026-08-22/wechatpay-im",
    "history/2026-08-22/wechatpay-js",
];

/// The operations that are one with this one.
fn same<'a>(own: &'a Api, other: &'a Operation) -> impl Iterator<Item = &'a Operation> {
    let wanted = identity(other);
    own.operations.iter().filter(move |one| identity(one) == wanted)
}

#[test]
fn d3_no_documented_example_is_refused() {
    let own = own();
    let (mut wrong, mut tried) = (Vec::new(), 0);
    let mut check = |source: &str, api: &Api| {
        for operation in &api.operations {
            for target in std::iter::once(operation).chain(same(&own, operation)) {
                let Some(missing) = missing_of_example(operation, target) else {
                    continue;
                };
                tried += 1;
                let is_known = OUTDATED.iter().any(|(page, _)| *page == operation.page);
                if !(missing.is_empty() || is_known && source != "docs-specs") {
                    wrong.push(format!("{source} {}: {missing:?}", operation.page));
                }
            }
        }
    };
    check("docs-specs", &own);
    for source in SOURCES {
        if let Some(docs) = shared(source) {
            check(source, &read(&docs, &Overrides::default()).api);
        }
    }
    assert!(tried > 1_000, "{tried} examples");
    assert!(
        wrong.is_empty(),
        "{} of {tried}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn d3_no_request_that_the_official_page_allows_is_refused() {
    let own = own();
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for source in ["wechatpay-official", "wechatpay-official-verbatim"] {
        let Some(docs) = shared(source) else { continue };
        let api = read(&docs, &Overrides::default()).api;
        for operation in &api.operations {
            for request in allowed(operation) {
                for target in std::iter::once(operation).chain(same(&own, operation)) {
                    tried += 1;
                    let mut missing = missing(target, &request);
                    // A page that lost a row of a group still shows how the group is met.
                    let shown = operation
                        .example
                        .clone()
                        .unwrap_or_default()
                        .opened(&operation.body);
                    let is_met = |one: &String| {
                        let name = one.strip_prefix("one of the group of /");
                        name.is_some_and(|name| shown.contains_key(name))
                    };
                    if missing.iter().any(is_met) {
                        missing.retain(|one| !one.starts_with("one of the group of "));
                    }
                    if !missing.is_empty() {
                        wrong.push(format!("{}: {missing:?} of {}", operation.page, target.page));
                    }
                }
            }
        }
    }
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "{} of {tried}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The check above can fail: each thing that is required is missed if it alone is not there.
#[test]
fn what_is_confirmed_is_missed() {
    let field = |name: &str, requirement, ty| Field {
        name: name.to_owned(),
        requirement,
        ty,
        ..Field::default()
    };
    let sure = Requirement::Required { confirmed: true };
    let one_of = Requirement::OneOf {
        group: 1,
        confirmed: true,
    };
    let inside = vec![field("total", sure, Type::Integer)];
    let fields = [
        field("amount", sure, Type::Object(inside.clone())),
        field("id", one_of, Type::Text),
        field("no", one_of, Type::Text),
        field(
            "goods",
            Requirement::Optional,
            Type::List(Box::new(Type::Object(inside))),
        ),
        field("said", Requirement::Required { confirmed: false }, Type::Text),
    ];
    let fields: Vec<&Field> = fields.iter().collect();
    let lacks = |request: Value| {
        let mut missing = Vec::new();
        in_object(&fields, request.as_object().expect("an object"), "", &mut missing);
        missing.join(" ")
    };
    let group = "one of the group of /id one of the group of /no";
    for (request, expected) in [
        (json!({"amount": {"total": 1}, "id": "1"}), ""),
        (json!({"amount": {"total": 1}, "no": "1"}), ""),
        (json!({"amount": {"total": 1}}), group),
        (json!({"amount": {}, "id": "1"}), "/amount/total"),
        (json!({"id": "1"}), "/amount"),
        (
            json!({"amount": {"total": 1}, "id": "1", "goods": [{"total": 1}, {}]}),
            "/goods/1/total",
        ),
    ] {
        assert_eq!(lacks(request.clone()), expected, "{request}");
    }
    for (choice, expected) in [
        ((0, false), json!({"amount": {"total": 1}, "id": "x"})),
        ((1, false), json!({"amount": {"total": 1}, "no": "x"})),
        (
            (2, true),
            json!({"amount": {"total": 1}, "id": "x", "goods": [{"total": 1}]}),
        ),
    ] {
        assert_eq!(Value::Object(least(&fields, choice.0, choice.1)), expected);
    }
}
