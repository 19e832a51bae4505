//! The OpenAPI document: valid, the same as the model, with examples that hold.

mod examples;
mod facts;
mod parts;
mod requirements;
mod same;
mod valid;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Operation, url};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{describe, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs")
}

fn inputs() -> (Docs, Overrides) {
    let docs = Docs::read(&folder()).expect("docs-specs can be read");
    let overrides = Overrides::read(&folder().join("overrides")).expect("the overrides can be read");
    (docs, overrides)
}

fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let (docs, overrides) = inputs();
        describe(&docs, &overrides).document.expect("a document")
    })
}

fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| {
        let (docs, overrides) = inputs();
        read(&docs, &overrides).api
    })
}

/// Path, verb and operation object, webhooks too.
fn operations() -> Vec<(&'static str, &'static str, &'static Value)> {
    let items = ["paths", "webhooks"].map(|part| document()[part].as_object().expect("an object"));
    let items = items.into_iter().flatten();
    items
        .flat_map(|(path, item)| {
            let verbs = item.as_object().expect("a path item");
            verbs
                .iter()
                .map(|(verb, operation)| (path.as_str(), verb.as_str(), operation))
        })
        .collect()
}

/// Where the document has an operation: at its path, or at its path with a suffix.
fn described(operation: &Operation) -> Option<&'static Value> {
    let path = url(&operation.path);
    let verb = operation.method.name();
    let mut found = operations().into_iter().filter(|(key, method, one)| {
        key.split('#').next() == Some(&path) && *method == verb && one["x-page"] == operation.page.as_str()
    });
    let first = found.next().map(|(_, _, operation)| operation);
    assert!(found.next().is_none(), "{path} is there twice");
    first
}

/// What a schema or a parameter says, its reference followed.
fn resolve(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => document()
            .pointer(&reference[1..])
            .unwrap_or_else(|| panic!("{reference} leads nowhere")),
        None => value,
    }
}

#[test]
fn twice_is_the_same() {
    let (docs, overrides) = inputs();
    let text = |document: &Value| serde_json::to_string(document).expect("JSON");
    let again = describe(&docs, &overrides).document.expect("a document");
    assert!(text(document()) == text(&again), "two runs differ");
    let mut pages: Vec<(&str, &str)> = docs.iter().collect();
    pages.reverse();
    let reversed: Docs = pages.into_iter().collect();
    let again = describe(&reversed, &overrides).document.expect("a document");
    assert!(text(document()) == text(&again), "the order of the pages matters");
}

#[test]
fn an_error_means_no_document() {
    let docs: Docs = [(
        "openapi/v3/broken.md",
        "---\ntitle: x\n---\n\n# x {#post}\n\nno table\n",
    )]
    .into_iter()
    .collect();
    let described = describe(&docs, &Overrides::default());
    assert!(!described.diagnostics.is_empty());
    assert!(described.document.is_none());
}
