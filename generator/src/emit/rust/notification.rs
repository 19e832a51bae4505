//! Notifications: a module for each, and the enumeration of all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{acknowledgement, calls, doc, types};
use crate::emit::layout;
use crate::emit::style::Style;
use crate::ir::{Cipher, Notification, Version};
use crate::plan::{EventDef, NotificationModule};

/// The files below `src/webhook`.
pub(super) fn files(modules: &[NotificationModule<'_>], style: Style) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    if modules.is_empty() {
        return files;
    }
    let mut versions: BTreeMap<&str, Vec<&NotificationModule<'_>>> = BTreeMap::new();
    for module in modules {
        versions.entry(&module.path[1]).or_default().push(module);
        files.insert(format!("src/{}.rs", module.path.join("/")), file(module, style));
    }
    for (version, modules) in &versions {
        let list: Vec<String> = modules
            .iter()
            .map(|module| format!("pub mod {};", module.name))
            .collect();
        let docs = layout::inner_doc(&[format!("Notifications of {version}.")]);
        let text = layout::join([
            layout::header(&format!("docs-specs/webhook/{version}")),
            docs,
            list.join("\n"),
        ]);
        files.insert(format!("src/webhook/{version}.rs"), text);
    }
    files.insert("src/webhook.rs".to_owned(), root(&versions, modules, style));
    files
}

fn file(module: &NotificationModule<'_>, style: Style) -> String {
    let notification = module.notification;
    let mut lines = vec![doc::escape(&notification.meta.title)];
    let description = doc::prose(&notification.meta.description);
    if !description.is_empty() {
        lines.push(String::new());
        lines.extend(description);
    }
    if !notification.event_types.is_empty() {
        lines.push(String::new());
        lines.push(format!("`event_type`: {}", codes(&notification.event_types)));
    }
    if !notification.original_types.is_empty() {
        lines.push(String::new());
        lines.push(format!(
            "`original_type`: {}",
            codes(&notification.original_types)
        ));
    }
    lines.push(String::new());
    lines.push(cipher(notification.cipher).to_owned());
    lines.extend(calls::told(notification));
    lines.extend(acknowledgement::doc(notification));
    lines.extend(doc::links(&notification.meta));
    let mut blocks = vec![
        layout::header(&format!("docs-specs/{}.md", notification.page)),
        layout::inner_doc(&lines),
    ];
    // Where all types live elsewhere, nothing is written with it.
    if module.types.defs.iter().any(|def| def.shared.is_none()) {
        blocks.push("use crate::prelude::*;".to_owned());
    }
    blocks.extend(types::blocks(&module.types, style));
    blocks.extend(acknowledgement::block(notification, style));
    layout::join(blocks)
}

fn codes(values: &[String]) -> String {
    let codes: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    codes.join(" · ")
}

fn cipher(cipher: Cipher) -> &'static str {
    match cipher {
        Cipher::AesGcmJson => "JSON in `resource.ciphertext`, AES-256-GCM with the APIv3 key.",
        Cipher::AesGcmXml => "Signed XML; in `event_ciphertext` XML, AES-256-GCM with the APIv3 key.",
        Cipher::AesEcbXml => {
            "XML in `req_info`, AES-256-ECB with the MD5 of the v2 key. Not signed: nothing vouches for what is beside it, and unless \
             there is a signature it is left out."
        }
        Cipher::Plain => "Signed XML, nothing encrypted.",
    }
}

fn root(
    versions: &BTreeMap<&str, Vec<&NotificationModule<'_>>>,
    modules: &[NotificationModule<'_>],
    style: Style,
) -> String {
    let mods: Vec<String> = versions
        .keys()
        .map(|version| format!("pub mod {version};"))
        .collect();
    let mut docs = vec!["Notifications (回调通知): what WeChat Pay sends to a `notify_url`.".to_owned()];
    docs.extend(handler(modules));
    let mut blocks = vec![
        layout::header("docs-specs/webhook"),
        layout::inner_doc(&docs),
        "use crate::prelude::*;".to_owned(),
        mods.join("\n"),
    ];
    if style == Style::Tables {
        let of = |version| {
            let modules = modules
                .iter()
                .filter(move |module| module.notification.version == version);
            let events: Vec<String> = modules.flat_map(events).collect();
            layout::indent(&events.join("\n\n"))
        };
        let versions = format!("v3 {{\n{}\n}}\nv2 {{\n{}\n}}", of(Version::V3), of(Version::V2));
        blocks.push(format!("events! {{\n{}\n}}", layout::indent(&versions)));
    }
    layout::join(blocks)
}

/// A shop's handler, where the notifications that it handles are there.
fn handler(modules: &[NotificationModule<'_>]) -> Vec<String> {
    let text = include_str!("root/handler.md");
    let names: BTreeSet<&str> = modules
        .iter()
        .flat_map(|module| &module.events)
        .map(|event| &*event.name)
        .collect();
    let end = |rest: &str| {
        rest.find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len())
    };
    let mut handled = text.split("Event::").skip(1).map(|rest| &rest[..end(rest)]);
    match handled.all(|name| name == "Unknown" || names.contains(name)) {
        true => [""].into_iter().chain(text.lines()).map(str::to_owned).collect(),
        false => Vec::new(),
    }
}

/// The lines of `events!`: variant, type, and the keys that lead to it.
fn events(module: &NotificationModule<'_>) -> Vec<String> {
    let path = module.path[1..].join("::");
    let title = doc::escape(&module.notification.meta.title);
    let line = |event: &EventDef| {
        let (about, keys) = match module.notification.version {
            Version::V3 => ("", of(module.notification)),
            Version::V2 => (
                if event.failed { " · 失败" } else { "" },
                with(module.notification, event.failed),
            ),
        };
        format!(
            "/// {title}{about}\n{}({path}::Notification)\n    = [{}] {keys},",
            event.name,
            list(&event.event_types),
        )
    };
    module.events.iter().map(line).collect()
}

/// `of […] with […] without […] succeeded […]`: what was encrypted, what is always in it and what never, and what says
/// that it went well.
fn of(notification: &Notification) -> String {
    let Notification { marks, states, .. } = notification;
    let mut out = format!("of [{}]", list(&notification.original_types));
    let more = [
        ("with", &marks.succeeded),
        ("without", &marks.foreign),
        ("succeeded", states),
    ];
    for (word, names) in more.into_iter().filter(|(_, names)| !names.is_empty()) {
        let _ = write!(out, "\n    {word} [{}]", list(names));
    }
    out
}

/// `with […] succeeded […]`: what is always there, and what tells the outcome.
fn with(notification: &Notification, failed: bool) -> String {
    let Notification { marks, states, .. } = notification;
    let (marks, outcome) = match failed {
        false => (&marks.succeeded, "succeeded"),
        true => (&marks.failed, "failed"),
    };
    let states = match states.as_slice() {
        [] => String::new(),
        states => format!("\n    {outcome} [{}]", list(states)),
    };
    format!("with [{}]{states}", list(marks))
}

/// `"A", "B"`
fn list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
    quoted.join(", ")
}
