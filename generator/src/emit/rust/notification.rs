//! Notifications: a module for each, and the enumeration of all.

use std::collections::BTreeMap;

use super::super::Style;
use super::{acknowledgement, doc, layout, types};
use crate::ir::{Cipher, Field, Notification, Type, Version};
use crate::krate::{EventDef, NotificationModule};

/// Fields that belong to the form of a message, not to what it says.
const UNTOLD: [&str; 5] = ["nonce_str", "return_code", "return_msg", "sign", "sign_type"];

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
    lines.extend(acknowledgement::doc(notification));
    lines.extend(doc::links(&notification.meta));
    let mut blocks = vec![
        layout::header(&format!("docs-specs/{}.md", notification.page)),
        layout::inner_doc(&lines),
        "use crate::prelude::*;".to_owned(),
    ];
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
    let mut blocks = vec![
        layout::header("docs-specs/webhook"),
        layout::inner_doc(&["Notifications (回调通知): what WeChat Pay sends to a `notify_url`.".to_owned()]),
        "use crate::prelude::*;".to_owned(),
        mods.join("\n"),
    ];
    if style == Style::Tables {
        let marks = marks(modules);
        let of = |version| {
            let modules = modules
                .iter()
                .filter(move |module| module.notification.version == version);
            let events: Vec<String> = modules.flat_map(|module| events(module, &marks)).collect();
            layout::indent(&events.join("\n\n"))
        };
        let versions = format!("v3 {{\n{}\n}}\nv2 {{\n{}\n}}", of(Version::V3), of(Version::V2));
        blocks.push(format!("events! {{\n{}\n}}", layout::indent(&versions)));
    }
    layout::join(blocks)
}

/// By page: the fields that no other notification of v2 without an `event_type` has. Any such field where none is required.
fn marks<'a>(modules: &'a [NotificationModule<'_>]) -> BTreeMap<&'a str, Vec<&'a str>> {
    let nameless: Vec<&Notification> = modules
        .iter()
        .map(|module| module.notification)
        .filter(|one| one.version == Version::V2 && one.event_types.is_empty())
        .collect();
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    for field in nameless.iter().flat_map(|one| &one.envelope) {
        *count.entry(&field.name).or_default() += 1;
    }
    let own = |one: &'a Notification, required: bool| -> Vec<&'a str> {
        one.envelope
            .iter()
            .filter(|field| count.get(&*field.name) == Some(&1))
            .filter(|field| !UNTOLD.contains(&&*field.name) && !field.name.contains('$'))
            .filter(|field| field.required || !required)
            .map(|field| &*field.name)
            .collect()
    };
    nameless
        .into_iter()
        .map(|one| {
            let required = own(one, true);
            let marks = if required.is_empty() {
                own(one, false)
            } else {
                required
            };
            (&*one.page, marks)
        })
        .collect()
}

/// The lines of `events!`: variant, type, and the keys that lead to it.
fn events(module: &NotificationModule<'_>, marks: &BTreeMap<&str, Vec<&str>>) -> Vec<String> {
    let path = module.path[1..].join("::");
    let title = doc::escape(&module.notification.meta.title);
    let line = |event: &EventDef| {
        let (about, keys) = match module.notification.version {
            Version::V3 => ("", format!("of [{}]", list(&module.notification.original_types))),
            Version::V2 => (
                if event.failed { " · 失败" } else { "" },
                with(module.notification, marks, event.failed),
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

/// `with […] succeeded […]`: what is always there, and what tells the outcome.
fn with(notification: &Notification, marks: &BTreeMap<&str, Vec<&str>>, failed: bool) -> String {
    let mut with: Vec<String> = match notification.cipher {
        // Who has the key has written what is inside, and nobody what is beside it.
        Cipher::AesEcbXml => inside(notification, is_own_number),
        // The name is signed, and the APIv3 key vouches for the content.
        Cipher::AesGcmXml => sealed(notification)
            .map(|(name, _)| name.to_owned())
            .into_iter()
            .collect(),
        Cipher::Plain | Cipher::AesGcmJson => {
            let own = marks.get(&*notification.page).map_or(&[][..], Vec::as_slice);
            // What was never paid has neither an amount nor a transaction, but the merchant's number.
            let kept = own.iter().filter(|name| !failed || is_own_number(name));
            kept.map(|name| (*name).to_owned()).collect()
        }
    };
    let is_required = |state: &&String| {
        let mut fields = notification.envelope.iter();
        state.contains('/') || fields.any(|field| field.name == **state && field.required)
    };
    with.extend(notification.states.iter().filter(is_required).cloned());
    if with.is_empty() {
        with = inside(notification, |_| true);
    }
    with.sort_unstable();
    let states = match (&notification.states[..], failed) {
        ([], _) => String::new(),
        (states, false) => format!("\n    succeeded [{}]", list(states)),
        (states, true) => format!("\n    failed [{}]", list(states)),
    };
    format!("with [{}]{states}", list(&with))
}

/// The encrypted field and what is in it.
fn sealed(notification: &Notification) -> Option<(&str, &[Field])> {
    let was_text = |name: &str| {
        let mut envelope = notification.envelope.iter();
        envelope.any(|field| field.name == name && !matches!(field.ty, Type::Object(_)))
    };
    notification.payload.iter().find_map(|field| match &field.ty {
        Type::Object(inside) if was_text(&field.name) => Some((&*field.name, &**inside)),
        _ => None,
    })
}

/// Required fields of what is encrypted, as paths.
fn inside(notification: &Notification, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let Some((outer, inside)) = sealed(notification) else {
        return Vec::new();
    };
    inside
        .iter()
        .filter(|field| field.required && wanted(&field.name))
        .map(|field| format!("{outer}/{}", field.name))
        .collect()
}

/// A number that the merchant gave: `out_trade_no`, `combine_out_trade_no`.
fn is_own_number(name: &str) -> bool {
    name.starts_with("out_") || name.contains("_out_")
}

/// `"A", "B"`
fn list<T: AsRef<str>>(values: &[T]) -> String {
    let quoted: Vec<String> = values
        .iter()
        .map(|value| format!("{:?}", value.as_ref()))
        .collect();
    quoted.join(", ")
}
