//! What operations belong to: every feature has a name for people, and every name has operations.
//!
//! And what documents link to: no label twice in a row, no separator without an end, no number for a name (N5).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use wechatpay_openapi_generator::emit::product;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::Segment;
use wechatpay_openapi_generator::plan::Crate;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{describe, generate, run};

fn docs_specs() -> (Docs, Overrides) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let overrides = Overrides::read(&folder.join("overrides")).expect("the overrides");
    (Docs::read(&folder).expect("docs-specs"), overrides)
}

/// The features of operations without a name, and names that no operation's location begins with.
fn misfits(plan: &Crate<'_>) -> (BTreeSet<String>, BTreeSet<&'static str>) {
    let mut unnamed = BTreeSet::new();
    let mut unused: BTreeSet<&str> = product::beginnings().collect();
    for (_, verb) in plan.operations() {
        let location = &verb.operation.location;
        if product::name(location).is_none() {
            unnamed.insert(verb.feature.clone());
        }
        let texts: Vec<&str> = location.iter().map(Segment::text).collect();
        for length in 1..=texts.len().min(3) {
            unused.remove(texts[..length].join("/").as_str());
        }
    }
    (unnamed, unused)
}

#[test]
fn every_feature_has_a_name_and_every_name_an_operation() {
    let (docs, overrides) = docs_specs();
    let (unnamed, unused) = run(&docs, &overrides, misfits).made;
    assert_eq!(unnamed, BTreeSet::new(), "name them in emit/product/names.rs");
    assert_eq!(
        unused,
        BTreeSet::new(),
        "names of nothing: delete them in emit/product/names.rs"
    );
}

static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[([^\]]*)\]\(https?://[^)]*\)").expect("a pattern"));

/// What is wrong with the links of a text.
fn faults(text: &str) -> Vec<String> {
    let labels: Vec<&str> = LINK
        .captures_iter(text)
        .filter_map(|found| Some(found.get(1)?.as_str()))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in &labels {
        *counts.entry(label).or_default() += 1;
    }
    let repeated = counts.iter().filter(|(_, count)| **count > 1);
    let repeated = repeated.map(|(label, count)| format!("{label} stands {count} times"));
    let numbered = labels.iter().filter(|label| label.parse::<u32>().is_ok());
    let numbered = numbered.map(|label| format!("a link is called {label}"));
    let dangling = text.lines().filter(|line| line.trim_end().ends_with('·'));
    let dangling = dangling.map(|line| format!("nothing follows: {line}"));
    repeated.chain(numbered).chain(dangling).collect()
}

/// The documentation of each item of a Rust file.
fn rustdoc(source: &str) -> Vec<String> {
    let lines: Vec<Option<&str>> = source
        .lines()
        .map(|line| line.trim().strip_prefix("///"))
        .collect();
    let blocks = lines.split(|line| line.is_none());
    blocks
        .map(|lines| lines.iter().flatten().copied().collect::<Vec<_>>().join("\n"))
        .filter(|text| !text.is_empty())
        .collect()
}

#[test]
fn n5_links_of_rustdoc_are_told_apart() {
    let (docs, overrides) = docs_specs();
    let output = generate(&docs, &overrides).output;
    let files = output.iter().filter(|(path, _)| path.ends_with(".rs"));
    let mut texts = 0;
    let found: Vec<String> = files
        .flat_map(|(_, source)| rustdoc(source))
        .inspect(|_| texts += 1)
        .flat_map(|text| faults(&text))
        .collect();
    assert_eq!(found, Vec::<String>::new());
    assert!(texts > 10_000, "{texts}");
}

#[test]
fn n5_links_of_the_document_are_told_apart() {
    fn descriptions<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| match value {
                Value::String(text) if key == "description" => out.push(text),
                other => descriptions(other, out),
            }),
            Value::Array(items) => items.iter().for_each(|item| descriptions(item, out)),
            _ => {}
        }
    }
    let (docs, overrides) = docs_specs();
    let document = describe(&docs, &overrides).document.expect("no errors");
    let mut texts = Vec::new();
    descriptions(&document, &mut texts);
    let found: Vec<String> = texts.iter().flat_map(|text| faults(text)).collect();
    assert_eq!(found, Vec::<String>::new());
    assert!(texts.len() > 10_000, "{}", texts.len());
}

#[test]
fn the_check_sees_what_is_wrong() {
    for (text, count) in [
        ("[商户文档](https://a) · [服务商文档](https://b)", 0),
        ("[商户文档](https://a) · [商户文档](https://b)", 1),
        ("[商户文档](https://a) ·", 1),
        ("商户文档 [1](https://a) [2](https://b)", 2),
    ] {
        assert_eq!(faults(text).len(), count, "{text}");
    }
}
