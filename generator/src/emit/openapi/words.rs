//! What a page says of itself: description, links, status.

use serde_json::{Map, Value, json};

use crate::emit::product;
use crate::emit::rust::doc;
use crate::ir::{Badge, Meta};

/// The page's words, why it is retired, what warns, `more`, and a link for each audience after the first.
pub(super) fn description(meta: &Meta, more: Vec<String>) -> Option<String> {
    let mut lines = doc::prose(&meta.description);
    if let Some(text) = doc::deprecation(meta) {
        lines.extend([String::new(), doc::escape(&text)]);
    }
    lines.extend(doc::notes(meta));
    lines.extend(more);
    let links: Vec<String> = product::pages(&meta.links)
        .iter()
        .skip(1)
        .map(|(label, link)| format!("[{label}]({link})"))
        .collect();
    if !links.is_empty() {
        lines.push(String::new());
        lines.push(links.join(" · "));
    }
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The first official page.
pub(super) fn official(meta: &Meta) -> Option<Value> {
    let pages = product::pages(&meta.links);
    let (label, link) = pages.first()?;
    Some(json!({ "description": label, "url": link }))
}

/// `x-status`: a badge as data.
pub(super) fn badge(badge: &Badge) -> Value {
    let mut out = Map::from_iter([("kind".to_owned(), json!(kebab(&format!("{:?}", badge.kind))))]);
    if let Some(date) = &badge.date {
        out.insert("date".to_owned(), json!(date));
    }
    if let Some(page) = &badge.successor {
        out.insert("successor".to_owned(), json!(page));
    }
    Value::Object(out)
}

/// `NeedTbt` as the class name that it stands for: `need-tbt`.
fn kebab(name: &str) -> String {
    crate::name::case::snake(name).replace('_', "-")
}
