//! The document in parts: nothing lost, nothing twice, each part a document of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::{Value, json};
use wechatpay_openapi_generator::emit::openapi::reference::{self, TagDocument};

use super::valid::{official, walk};
use super::{document, operations};

fn parts() -> &'static [TagDocument] {
    static PARTS: OnceLock<Vec<TagDocument>> = OnceLock::new();
    PARTS.get_or_init(|| reference::parts(document()))
}

/// Holder, path, verb and operation object of a document.
fn items(document: &Value) -> impl Iterator<Item = (&'static str, &str, &str, &Value)> {
    ["paths", "webhooks"].into_iter().flat_map(move |holder| {
        let items = document[holder].as_object().into_iter().flatten();
        items.flat_map(move |(path, item)| {
            let verbs = item.as_object().into_iter().flatten();
            verbs.map(move |(verb, operation)| (holder, path.as_str(), verb.as_str(), operation))
        })
    })
}

#[test]
fn every_operation_is_on_one_page_and_in_the_index() {
    let whole: BTreeMap<_, _> = items(document())
        .map(|(holder, path, verb, operation)| ((holder, path, verb), operation))
        .collect();
    let mut seen = BTreeSet::new();
    for part in parts() {
        let mut ids = BTreeSet::new();
        for (holder, path, verb, operation) in items(&part.document) {
            let name = &part.name;
            assert!(
                seen.insert((holder, path, verb)),
                "{verb} {path} is there twice, the second time in {name}"
            );
            let original = whole[&(holder, path, verb)];
            assert_eq!(original["tags"], json!([name]), "{verb} {path}");
            for key in [
                "operationId",
                "responses/200/description",
                "x-codeSamples",
                "x-page",
                "security",
            ] {
                let pointer = format!("/{key}");
                assert_eq!(
                    operation.pointer(&pointer),
                    original.pointer(&pointer),
                    "{verb} {path}: {key}"
                );
            }
            let [title, documented] =
                [operation, original].map(|one| one["summary"].as_str().unwrap_or_default());
            assert!(title.starts_with(documented), "{verb} {path}: {title}");
            ids.insert(operation["operationId"].as_str().expect("an id"));
        }
        let entries: BTreeSet<&str> = part.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(entries, ids, "{}", part.name);
        assert_eq!(entries.len(), part.entries.len(), "{}", part.name);
    }
    assert_eq!(seen.len(), operations().len());
    assert_eq!(seen.len(), whole.len());
}

#[test]
fn every_page_is_a_valid_document() {
    let validator = official();
    let about = reference::about(document());
    let pages = parts().iter().map(|part| (part.name.as_str(), &part.document));
    for (name, page) in pages.chain([("about", &about)]) {
        let errors: Vec<String> = validator
            .iter_errors(page)
            .map(|error| format!("{name}: {}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
        for (type_name, schema) in page["components"]["schemas"].as_object().into_iter().flatten() {
            if let Err(error) = jsonschema::draft202012::meta::validate(schema) {
                panic!("{name}: {type_name}: {}: {error}", error.instance_path());
            }
        }
    }
}

#[test]
fn references_stay_on_the_page_and_no_component_is_idle() {
    for TagDocument { name, document, .. } in parts() {
        let mut used = BTreeSet::new();
        walk(document, &mut |key, value| {
            if key == "$ref" {
                let reference = value.as_str().expect("a reference");
                assert!(document.pointer(&reference[1..]).is_some(), "{name}: {reference}");
                used.insert(reference.to_owned());
            }
        });
        for kind in ["schemas", "headers", "parameters", "responses"] {
            for component in document["components"][kind].as_object().into_iter().flatten() {
                let reference = format!("#/components/{kind}/{}", component.0);
                assert!(used.contains(&reference), "{name}: {reference} is not used");
            }
        }
    }
}

/// What a renderer would hide is opened; what is sent stays the example.
#[test]
fn strings_are_opened_and_nothing_else_is_lost() {
    let mut opened = 0;
    for TagDocument { name, document, .. } in parts() {
        walk(document, &mut |key, _| assert_ne!(key, "contentSchema", "{name}"));
        walk(document, &mut |key, value| {
            let title = value["title"].as_str().unwrap_or_default();
            if matches!(title, "decrypted" | "JSON in a string" | "form in a string") && key != "info" {
                assert!(
                    value["allOf"][0].is_object() && value["example"].is_string(),
                    "{name}: {key}"
                );
                opened += 1;
            }
        });
        for (component, schema) in document["components"]["schemas"]
            .as_object()
            .into_iter()
            .flatten()
        {
            let original = &super::document()["components"]["schemas"][component];
            for key in ["type", "required", "enum", "format", "x-encrypted"] {
                assert_eq!(schema[key], original[key], "{component}: {key}");
            }
            for holder in ["properties", "patternProperties"] {
                let names = |schema: &Value| -> Vec<String> {
                    let fields = schema[holder].as_object().into_iter().flatten();
                    fields.map(|(name, _)| name.clone()).collect()
                };
                assert_eq!(names(schema), names(original), "{component}");
                for field in names(schema) {
                    for key in [
                        "description",
                        "enum",
                        "x-encrypted",
                        "x-unit",
                        "x-json-in-string",
                        "format",
                    ] {
                        let both = [schema, original].map(|schema| &schema[holder][&field][key]);
                        assert_eq!(both[0], both[1], "{component}: {field}: {key}");
                    }
                }
            }
        }
    }
    assert!(opened > 150, "{opened}");
}

#[test]
fn an_entry_says_what_an_operation_is_found_by() {
    let entry = |id: &str| {
        let all = parts()
            .iter()
            .flat_map(|part| part.entries.iter().map(move |entry| (part, entry)));
        all.into_iter().find(|(_, entry)| entry.id == id).expect(id)
    };
    // id, page, method, path, title, call, field
    let cases = [
        (
            "v3.pay.transactions.jsapi.post",
            ["v3-pay", "POST", "/v3/pay/transactions/jsapi", "JSAPI下单"],
            "client.v3().pay().transactions().jsapi().post(request)",
            ["openid", "prepay_id"],
        ),
        (
            "v2.pay.unifiedorder.post",
            ["v2-pay", "POST", "/pay/unifiedorder", "统一下单"],
            "client.v2().pay().unifiedorder().post(request)",
            ["out_trade_no", "goods_detail"],
        ),
        (
            "webhook.v3.transaction_success",
            [
                "webhook-v3",
                "EVENT",
                "TRANSACTION.SUCCESS",
                "支付成功(TRANSACTION.SUCCESS)通知(JSON)",
            ],
            "Event::TransactionSuccess",
            ["ciphertext", "trade_state"],
        ),
    ];
    for (id, said, call, fields) in cases {
        let (part, found) = entry(id);
        assert_eq!(
            [&part.name, &found.method, &found.path, &found.title],
            said,
            "{id}"
        );
        assert_eq!(found.call, call);
        for field in fields {
            assert!(found.fields.split(' ').any(|name| name == field), "{id}: {field}");
        }
    }
}

/// Of headers, only those that every signed answer has are left out.
#[test]
fn special_headers_stay() {
    let usual = [
        "Request-ID",
        "Wechatpay-Nonce",
        "Wechatpay-Serial",
        "Wechatpay-Signature",
        "Wechatpay-Timestamp",
    ];
    let headers = |operation: &Value| -> BTreeSet<String> {
        let answers = operation["responses"].as_object().into_iter().flatten();
        answers
            .flat_map(|(status, answer)| {
                let headers = answer["headers"].as_object().into_iter().flatten();
                headers.map(move |(name, _)| format!("{status} {name}"))
            })
            .collect()
    };
    let mut special = 0;
    for (_, path, verb, operation) in parts().iter().flat_map(|part| items(&part.document)) {
        let item = ["paths", "webhooks"].map(|holder| &document()[holder][path][verb]);
        let original = item.into_iter().find(|item| item.is_object()).expect(path);
        let mut wanted = headers(original);
        wanted.retain(|header| !usual.iter().any(|name| header.ends_with(&format!(" {name}"))));
        assert_eq!(headers(operation), wanted, "{verb} {path}");
        special += wanted.len();
    }
    assert!(special > 0);
}

/// In the navigation of a page two of one name are one.
#[test]
fn n11_titles_of_a_page_are_told_apart() {
    for part in parts() {
        let mut titles = BTreeSet::new();
        for (_, path, verb, operation) in items(&part.document) {
            let title = operation["summary"].as_str().expect("a title");
            assert!(titles.insert(title), "{}: {verb} {path}: {title}", part.name);
        }
    }
}

/// No field is shown as the word `string` where its name says more.
#[test]
fn n11_every_field_has_a_value_to_show() {
    let mut counts = [0_usize; 2];
    for part in parts() {
        for (_, schema) in part.document["components"]["schemas"]
            .as_object()
            .into_iter()
            .flatten()
        {
            for (_, field) in schema["properties"].as_object().into_iter().flatten() {
                if field["type"] == "string" && field["enum"].is_null() && field["x-encrypted"].is_null() {
                    let example = field["example"].as_str().or_else(|| field["default"].as_str());
                    counts[usize::from(example.is_some_and(|text| text != "…"))] += 1;
                }
            }
        }
    }
    let [without, with] = counts;
    assert!(with > 50 * without, "{with} with, {without} without");
}

/// v2 sends XML, so a page shows XML.
#[test]
fn examples_of_xml_are_xml() {
    let mut count = 0;
    for (_, path, _, operation) in parts().iter().flat_map(|part| items(&part.document)) {
        let media = &operation["requestBody"]["content"]["text/xml"];
        if !media["example"].is_null() {
            let text = media["example"].as_str().expect(path);
            assert!(
                text.starts_with("<xml>") && text.ends_with("</xml>"),
                "{path}: {text}"
            );
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}
