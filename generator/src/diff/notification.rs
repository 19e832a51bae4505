//! One notification before and after; notifications that came, went, or became several.

use super::Kind;
use super::facts::{self, FactChange};
use super::fields::{Fields, Level};
use super::found::{Found, Said};
use crate::ir::{Notification, Origin, Version, deep};
use crate::plan::{Crate, EventDef, NotificationModule};

/// Compares a notification with what it was.
pub(super) fn compare(
    found: &mut Found<'_>,
    before: &NotificationModule<'_>,
    after: &NotificationModule<'_>,
) {
    let (one, other) = (before.notification, after.notification);
    let (subject, code) = (&other.page, after.path.join("::"));
    let headings = [Some(&one.meta.origin), Some(&other.meta.origin)];
    let mut all = match one.page == other.page {
        true => vec![(Kind::Renamed, before.path.join("::"), after.path.join("::"))],
        false => vec![(Kind::NotificationMoved, one.page.clone(), other.page.clone())],
    };
    // v3 has a row that says so.
    let names = [one, other].map(|it| envelope(it, "event_type"));
    let named = [0, 1].map(|side| names[side].or(headings[side]));
    facts::say(
        found,
        subject,
        named,
        &code,
        events(&before.events, &after.events),
    );
    let mut both = |kind, was: String, is: String| all.push((kind, was, is));
    both(
        Kind::Cipher,
        format!("{:?}", one.cipher),
        format!("{:?}", other.cipher),
    );
    let told = |module: &NotificationModule<'_>| {
        let it = module.notification;
        let lists = [
            ("", &it.marks.succeeded),
            ("failed: ", &it.marks.failed),
            ("not: ", &it.marks.foreign),
            ("state: ", &it.states),
        ];
        let lists = lists.iter().filter(|(_, list)| !list.is_empty());
        let lists: Vec<String> = lists
            .map(|(word, list)| format!("{word}{}", list.join(" ")))
            .collect();
        lists.join(", ")
    };
    both(Kind::Delivery, told(before), told(after));
    both(
        Kind::Call,
        facts::switches(&[(one.is_ack_signed, "signed reply")]),
        facts::switches(&[(other.is_ack_signed, "signed reply")]),
    );
    all.extend(facts::meta(&one.meta, &other.meta));
    facts::say(found, subject, headings, &code, all);
    original(found, before, after);
    fields(found, before, after);
}

/// What the envelope must say that the content is.
fn original(found: &mut Found<'_>, before: &NotificationModule<'_>, after: &NotificationModule<'_>) {
    let (one, other) = (before.notification, after.notification);
    if one.original_types == other.original_types {
        return;
    }
    let said = Said {
        kind: Kind::Original,
        field: "envelope.resource.original_type",
        before: one.original_types.join(", "),
        after: other.original_types.join(", "),
        origins: [one, other].map(|it| envelope(it, "original_type")),
        code: vec![after.path.join("::")],
    };
    found.push(&other.page, said);
}

/// Where a field of the envelope is documented.
fn envelope<'n>(it: &'n Notification, name: &str) -> Option<&'n Origin> {
    deep(&it.envelope)
        .find(|field| field.name == name)
        .map(|field| &field.origin)
}

/// Variants of `Event`: one that leads from the same to another name is renamed, what else differs is delivered otherwise.
fn events(before: &[EventDef], after: &[EventDef]) -> Vec<FactChange> {
    let is_same =
        |one: &EventDef, other: &EventDef| one.failed == other.failed && one.event_types == other.event_types;
    let mut facts = Vec::new();
    let mut rest = [String::new(), String::new()];
    for one in before {
        match after.iter().find(|other| is_same(one, other)) {
            Some(other) => facts.push((
                Kind::Renamed,
                format!("Event::{}", one.name),
                format!("Event::{}", other.name),
            )),
            None => add(&mut rest[0], one),
        }
    }
    for other in after
        .iter()
        .filter(|other| !before.iter().any(|one| is_same(one, other)))
    {
        add(&mut rest[1], other);
    }
    let [was, is] = rest;
    let kind = if was.is_empty() {
        Kind::EventAdded
    } else {
        Kind::Delivery
    };
    facts.push((kind, was, is));
    facts
}

fn add(words: &mut String, event: &EventDef) {
    let comma = if words.is_empty() { "" } else { ", " };
    let types = event.event_types.join(" ");
    let outcome = if event.failed { " (failed)" } else { "" };
    words.push_str(format!("{comma}{types} as {}{outcome}", event.name).trim());
}

fn fields(found: &mut Found<'_>, before: &NotificationModule<'_>, after: &NotificationModule<'_>) {
    let modules = [before, after].map(|module| module.path.join("::"));
    for (part, root) in [("content", "Notification"), ("reply", "Acknowledgement")] {
        let [one, other] = [(before, &modules[0]), (after, &modules[1])].map(|(module, path)| Level {
            fields: match part {
                "content" => &module.notification.payload,
                _ => &module.notification.ack,
            },
            module: path,
            types: &module.types,
            def: module.types.get(root),
            carrier: None,
        });
        let mut fields = Fields {
            found,
            subject: &after.notification.page,
            // A reply's demands are not checked.
            is_request: false,
        };
        fields.compare(part, one, other);
    }
}

/// Notifications of one state.
pub(super) fn alone(
    found: &mut Found<'_>,
    before: &Crate<'_>,
    gone: &[&NotificationModule<'_>],
    new: &[&NotificationModule<'_>],
) {
    let sides = [
        (Kind::NotificationRemoved, 0, gone),
        (Kind::NotificationAdded, 1, new),
    ];
    for (kind, side, modules) in sides {
        for module in modules {
            let (it, code) = (module.notification, module.path.join("::"));
            let whole = before.notifications.iter().find(|one| is_part_of(module, one));
            match whole.filter(|_| kind == Kind::NotificationAdded) {
                Some(whole) => {
                    let old = whole.notification;
                    let split = (Kind::NotificationSplit, old.page.clone(), it.page.clone());
                    let headings = [Some(&old.meta.origin), Some(&it.meta.origin)];
                    facts::say(found, &it.page, headings, &code, vec![split]);
                }
                None => {
                    found.push(&it.page, Said::alone(kind, side, &it.meta, code));
                }
            }
        }
    }
}

/// Whether a new notification was told by an old page: it has one of its names, or in v2, where there are none, is called
/// alike (`refund` of `refund.success`).
fn is_part_of(new: &NotificationModule<'_>, old: &NotificationModule<'_>) -> bool {
    let (new, old) = (new.notification, old.notification);
    let shares = new.event_types.iter().any(|name| old.event_types.contains(name));
    let is_below = |page: &str| page.strip_prefix(&*old.page).is_some_and(|rest| !rest.is_empty());
    new.version == old.version && (shares || new.version == Version::V2 && is_below(&new.page))
}
