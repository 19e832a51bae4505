//! The document in parts for people: one for each tag, with all that it refers
//! to, and what a search over all of them needs.
//!
//! A renderer lays out a part in a second; the whole would take it minutes.

mod entry;
mod reach;
mod readable;
mod text;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value, json};

use self::text::text;

pub use entry::Entry;

/// The parts of a document that hold operations.
const HOLDERS: [&str; 2] = ["paths", "webhooks"];

/// How the pages differ from the document.
const PAGES: &str = "
**These pages** show what a string holds, decrypted or read, in place of the string: its example says what is sent.
Types go by their last name. An answer's `Request-ID` is not listed, nor are the headers that sign it (`Wechatpay-Timestamp`,
`-Nonce`, `-Serial`, `-Signature`): what is not marked as unsigned has them.
";

/// All operations and notifications of one tag.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The tag, such as `v3-pay`.
    pub name: String,
    /// The tag's group, such as `v3`.
    pub group: String,
    /// What the tag stands for, such as `/v3/pay`.
    pub about: String,
    /// What it holds, in the document's order.
    pub entries: Vec<Entry>,
    /// An OpenAPI document of these alone, written to be read: contents of strings are opened, types go by
    /// their short names.
    #[serde(skip)]
    pub document: Value,
}

/// The parts of a document, in the order of its tags. Every operation is in one.
#[must_use]
pub fn parts(document: &Value) -> Vec<Part> {
    let groups = groups(document);
    let tags = document["tags"].as_array().into_iter().flatten();
    tags.map(|tag| {
        let name = text(&tag["name"]);
        let about = text(&tag["description"]).trim_matches('`');
        let items = HOLDERS.map(|holder| (holder, tagged(&document[holder], name)));
        Part {
            name: name.to_owned(),
            group: groups.get(name).copied().unwrap_or_default().to_owned(),
            about: about.to_owned(),
            entries: items
                .iter()
                .flat_map(|(holder, items)| entry::entries(document, holder, items))
                .collect(),
            document: part(document, tag, items),
        }
    })
    .collect()
}

/// What the document says of itself, without an operation.
#[must_use]
pub fn about(document: &Value) -> Value {
    let mut info = document["info"].clone();
    info["description"] = json!(format!("{}{PAGES}", text(&info["description"])));
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

fn part(document: &Value, tag: &Value, mut items: [(&str, Map<String, Value>); 2]) -> Value {
    let count = items.iter().map(|(_, items)| items.len()).sum::<usize>();
    let info = json!({
        "title": tag["name"],
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
    let folders = folders(text(&tag["description"]).trim_matches('`'), &mut items);
    if !folders.is_empty() {
        out.insert("tags".to_owned(), Value::Array(folders));
    }
    for (holder, items) in items {
        if !items.is_empty() {
            out.insert(holder.to_owned(), Value::Object(items));
        }
    }
    let mut out = Value::Object(out);
    readable::readable(&mut out);
    out
}

/// Sets the operations' tags to the folder below `root` that their path is in, so that equal titles are told
/// apart; to none if all are in the same one. Gives the folders.
fn folders(root: &str, items: &mut [(&str, Map<String, Value>); 2]) -> Vec<Value> {
    let depth = root.split('/').count();
    let [(_, paths), (_, webhooks)] = items;
    let found: BTreeSet<String> = paths.keys().map(|path| folder(path, depth)).collect();
    let single = found.len() < 2;
    for (path, item) in paths.iter_mut().chain(webhooks) {
        for operation in item.as_object_mut().into_iter().flatten().map(|(_, one)| one) {
            operation["tags"] = if single {
                json!([])
            } else {
                json!([folder(path, depth)])
            };
        }
    }
    let names = found.into_iter().filter(|_| !single);
    names.map(|name| json!({ "name": name })).collect()
}

/// `/v3/pay/partner` of `/v3/pay/partner/transactions/{id}`.
fn folder(path: &str, depth: usize) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').collect();
    let literals = segments
        .iter()
        .take_while(|segment| !segment.starts_with('{'))
        .count();
    let length = literals.min(segments.len() - 1).min(depth + 1);
    segments[..length].join("/")
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn a_folder_is_one_below_its_tag() {
        // path, depth of the tag's root, folder
        let cases = [
            ("/v3/pay/partner/transactions/app", 3, "/v3/pay/partner"),
            (
                "/v3/pay/transactions/id/{transaction_id}",
                3,
                "/v3/pay/transactions",
            ),
            ("/v3/bill/{date}/x", 3, "/v3/bill"),
            ("/v3/certificates", 3, "/v3"),
            ("/pay/unifiedorder", 2, "/pay"),
            ("/v3/pay/x/y/z#v3.pay.x.y.z.get", 3, "/v3/pay/x"),
        ];
        for (path, depth, expected) in cases {
            assert_eq!(folder(path, depth), expected, "{path}");
        }
    }
}
