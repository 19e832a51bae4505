//! The documented examples hold against the document's own schemas, all but a
//! listed few.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Registry;
use serde_json::{Value, json};

use super::{document, operations, resolve};

/// One place that shows a value: its schema's pointer and the value.
struct Shown {
    place: String,
    pointer: String,
    value: &'static Value,
}

/// Every example, with the schema that is said to describe it.
fn shown() -> Vec<Shown> {
    let mut out = Vec::new();
    for (path, verb, operation) in operations() {
        let part = if path.starts_with('/') {
            "paths"
        } else {
            "webhooks"
        };
        let path_token = path.replace('~', "~0").replace('/', "~1");
        let base = format!("/{part}/{path_token}/{verb}");
        let content = operation["requestBody"]["content"].as_object();
        for (media_type, media) in content.into_iter().flatten() {
            if !media["example"].is_null() {
                let media_type = media_type.replace('/', "~1");
                out.push(Shown {
                    place: format!("{} {path} body", verb.to_uppercase()),
                    pointer: format!("{base}/requestBody/content/{media_type}/schema"),
                    value: &media["example"],
                });
            }
        }
        for (status, media_type, name, value) in answers(operation) {
            let media_type = media_type.replace('/', "~1");
            out.push(Shown {
                place: format!("{} {path} answer {name}", verb.to_uppercase()),
                pointer: format!("{base}/responses/{status}/content/{media_type}/schema"),
                value,
            });
        }
        let parameters = operation["parameters"].as_array();
        for (at, parameter) in parameters.into_iter().flatten().enumerate() {
            let parameter = resolve(parameter);
            let (holder, inner) = match &parameter["content"]["application/json"] {
                Value::Null => (parameter, ""),
                media => (media, "/content/application~1json"),
            };
            if !holder["example"].is_null() {
                out.push(Shown {
                    place: format!("{} {path} {}", verb.to_uppercase(), parameter["name"]),
                    pointer: format!("{base}/parameters/{at}{inner}/schema"),
                    value: &holder["example"],
                });
            }
        }
    }
    out
}

/// Status, media type, name and value of each example answer; those of errors hold by how they are made.
fn answers(operation: &'static Value) -> Vec<(&'static str, &'static str, &'static str, &'static Value)> {
    let mut out = Vec::new();
    let answers = operation["responses"].as_object().into_iter().flatten();
    for (status, answer) in answers.filter(|(status, _)| status.starts_with('2')) {
        for (media_type, media) in answer["content"].as_object().into_iter().flatten() {
            for (name, example) in media["examples"].as_object().into_iter().flatten() {
                out.push((
                    status.as_str(),
                    media_type.as_str(),
                    name.as_str(),
                    &example["value"],
                ));
            }
        }
    }
    out
}

/// Where values do not hold, and why; and how many values there are.
fn broken() -> (BTreeMap<String, String>, usize) {
    let registry = Registry::new()
        .add("urn:wechatpay", document())
        .expect("an address")
        .prepare()
        .expect("the document's references resolve");
    let mut broken = BTreeMap::new();
    let all = shown();
    for one in &all {
        let pointer = one
            .pointer
            .replace('{', "%7B")
            .replace('}', "%7D")
            .replace('#', "%23");
        let schema = json!({ "$ref": format!("urn:wechatpay#{pointer}") });
        let validator = jsonschema::options()
            .with_registry(&registry)
            .should_validate_formats(true)
            .build(&schema)
            .unwrap_or_else(|error| panic!("{}: {error}", one.pointer));
        for error in validator.iter_errors(one.value) {
            let place = format!("{} {}", one.place, error.instance_path());
            broken.insert(place.trim_end().to_owned(), error.to_string());
        }
    }
    (broken, all.len())
}

/// The listed places.
fn exceptions() -> BTreeSet<String> {
    let list: toml::Table = include_str!("exceptions.toml").parse().expect("TOML");
    let list = list["exception"].as_array().expect("exceptions");
    let mut out = BTreeSet::new();
    for one in list {
        assert!(one["reason"].as_str().is_some_and(|reason| reason.len() > 20));
        for place in one["places"].as_array().expect("places") {
            let place = place.as_str().expect("a place").to_owned();
            assert!(out.insert(place), "{one}: listed twice");
        }
    }
    out
}

#[test]
fn examples_hold() {
    let (broken, count) = broken();
    let listed = exceptions();
    let unlisted: Vec<_> = broken
        .iter()
        .filter(|(place, _)| !listed.contains(*place))
        .collect();
    assert!(
        unlisted.is_empty(),
        "these do not hold: correct the row, or list them in exceptions.toml with the reason: {unlisted:#?}"
    );
    let stale: Vec<_> = listed
        .iter()
        .filter(|place| !broken.contains_key(*place))
        .collect();
    assert!(
        stale.is_empty(),
        "these hold now: delete them from exceptions.toml: {stale:#?}"
    );
    assert!(count > 1_500, "{count} examples");
}

#[test]
fn times_are_shown_where_examples_show_them() {
    let schema = |name: &str| &document()["components"]["schemas"][name]["properties"];
    let request = schema("v3.pay.transactions.jsapi.post.Request");
    assert_eq!(request["time_expire"]["format"], "date-time");
    assert_eq!(request["out_trade_no"]["format"], Value::Null);
}
