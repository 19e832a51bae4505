//! The document in parts for people: one for each tag, with all that it refers
//! to, and what a search over all of them needs.
//!
//! A renderer lays out a part in a second; the whole would take it minutes.

mod entry;
mod label;
mod reach;
mod readable;
mod sample;
mod text;
mod xml;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use self::text::text;

pub use entry::IndexEntry;
use sample::SampleValues;

/// The parts of a document that hold operations.
const HOLDERS: [&str; 2] = ["paths", "webhooks"];

/// How the pages differ from the document.
const PAGES: &str = include_str!("pages.md");
/// What the document and its pages are, in Chinese.
const ABOUT_ZH: &str = include_str!("about.zh.md");

/// All operations and notifications of one tag.
#[derive(Debug, Clone, Serialize)]
pub struct TagDocument {
    /// The tag, such as `v3-pay`.
    pub name: String,
    /// The tag's product, such as 支付; the tag itself if it has none.
    pub title: String,
    /// The tag's group, such as `v3`.
    pub group: String,
    /// What the tag stands for, such as `/v3/pay`.
    pub about: String,
    /// What it holds, in the document's order.
    pub entries: Vec<IndexEntry>,
    /// An OpenAPI document of these alone, written to be read: contents of strings are opened, types go by
    /// their short names.
    #[serde(skip)]
    pub document: Value,
}

/// The parts of a document, in the order of its tags. Every operation is in one.
#[must_use]
pub fn parts(document: &Value) -> Vec<TagDocument> {
    let groups = groups(document);
    let samples = SampleValues::of(document);
    let tags = document["tags"].as_array().into_iter().flatten();
    tags.map(|tag| {
        let name = text(&tag["name"]);
        let about = text(&tag["description"]).trim_matches('`');
        let items = HOLDERS.map(|holder| (holder, tagged(&document[holder], name)));
        TagDocument {
            name: name.to_owned(),
            title: titled(tag).to_owned(),
            group: groups.get(name).copied().unwrap_or_default().to_owned(),
            about: about.to_owned(),
            entries: items
                .iter()
                .flat_map(|(holder, items)| entry::entries(document, holder, items))
                .collect(),
            document: part(document, &samples, tag, items),
        }
    })
    .collect()
}

fn titled(tag: &Value) -> &str {
    let name = tag["x-displayName"].as_str().filter(|name| !name.is_empty());
    name.unwrap_or_else(|| text(&tag["name"]))
}

/// What the document says of itself, without an operation.
#[must_use]
pub fn about(document: &Value) -> Value {
    let mut info = document["info"].clone();
    info["description"] = json!(format!("{}\n{PAGES}", text(&info["description"])));
    info["x-description-zh"] = json!(ABOUT_ZH);
    let mut out = head(document, &info);
    out.insert("paths".to_owned(), json!({}));
    Value::Object(out)
}

/// The group of each tag.
fn groups(document: &Value) -> BTreeMap<&str, &str> {
    let groups = document["x-tagGroups"].as_array().into_iter().flatten();
    groups
        .flat_map(|group| {
            let tags = group["tags"].as_array().into_iter().flatten();
            tags.map(|tag| (text(tag), text(&group["name"])))
        })
        .collect()
}

/// Path items with the operations that have this tag.
fn tagged(items: &Value, tag: &str) -> Map<String, Value> {
    let has_tag = |operation: &Value| {
        let tags = operation["tags"].as_array();
        tags.is_some_and(|tags| tags.iter().any(|one| one == tag))
    };
    let mut out = Map::new();
    for (path, item) in items.as_object().into_iter().flatten() {
        let verbs: Map<String, Value> = item
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, operation)| has_tag(operation))
            .map(|(verb, operation)| (verb.clone(), operation.clone()))
            .collect();
        if !verbs.is_empty() {
            out.insert(path.clone(), Value::Object(verbs));
        }
    }
    out
}

fn head(document: &Value, info: &Value) -> Map<String, Value> {
    let mut out = Map::from_iter([("info".to_owned(), info.clone())]);
    for key in ["openapi", "servers", "security"] {
        out.insert(key.to_owned(), document[key].clone());
    }
    let schemes = &document["components"]["securitySchemes"];
    out.insert("components".to_owned(), json!({ "securitySchemes": schemes }));
    out
}

fn part(
    document: &Value,
    samples: &SampleValues,
    tag: &Value,
    mut items: [(&str, Map<String, Value>); 2],
) -> Value {
    let count = items.iter().map(|(_, items)| items.len()).sum::<usize>();
    let info = json!({
        "title": titled(tag),
        "version": document["info"]["version"],
        "description": format!("{} · {count}", text(&tag["description"])),
    });
    items
        .iter_mut()
        .for_each(|(_, items)| readable::without_usual_headers(items));
    let mut out = head(document, &info);
    for (kind, components) in reach::components(document, &items) {
        out["components"][&kind] = Value::Object(components);
    }
    let products = label::by_product(&mut items);
    if !products.is_empty() {
        out.insert("tags".to_owned(), Value::Array(products));
    }
    label::tell_apart(&mut items);
    for (holder, items) in items {
        if !items.is_empty() {
            out.insert(holder.to_owned(), Value::Object(items));
        }
    }
    let mut out = Value::Object(out);
    samples.fill(&mut out);
    readable::readable(&mut out);
    out
}
