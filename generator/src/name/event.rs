//! Names of the variants of `Event`: how it went is part of the name.

use std::collections::BTreeSet;

use super::case::pascal;
use super::lock::event_places;
use crate::fix::{Held, Names};
use crate::ir::{Notification, Version};
use crate::plan::{EventDef, NotificationModule};

/// Gives every notification its variants.
pub(super) fn mint(modules: &mut [NotificationModule<'_>], names: &Names) {
    let pages: BTreeSet<String> = modules
        .iter()
        .map(|module| last(&module.notification.page).to_owned())
        .collect();
    for module in modules {
        let events = match module.notification.version {
            Version::V2 => by_state(module.notification, &module.variant),
            Version::V3 => by_event_type(module.notification, &module.variant, &pages),
        };
        module.events = match names.of(&module.notification.page) {
            Some(held) => kept(events, held),
            None => events,
        };
    }
}

/// Variants keep the names that they had.
fn kept(mut events: Vec<EventDef>, held: &Held) -> Vec<EventDef> {
    let had = |event: &EventDef| {
        let mut names = event_places(&event.event_types, event.failed)
            .into_iter()
            .filter_map(|place| held.get(&place));
        names.next().cloned()
    };
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for event in &mut events {
        if let Some(name) = had(event).filter(|name| !taken.contains(name)) {
            event.name = name;
        }
        taken.insert(event.name.clone());
    }
    events
}

/// One for each outcome (the last word of an `event_type`) that the page lists; the page's own keeps its name. A page
/// that is named for none of them is about something that all of them tell, and has one. What another of the `pages` is
/// named for gets no variant of its own here.
fn by_event_type(notification: &Notification, variant: &str, pages: &BTreeSet<String>) -> Vec<EventDef> {
    let page = last(&notification.page);
    let own = outcome(page);
    if !notification.event_types.iter().any(|name| outcome(name) == own) {
        return vec![EventDef {
            name: variant.to_owned(),
            event_types: notification.event_types.clone(),
            failed: false,
        }];
    }
    let mut events: Vec<EventDef> = Vec::new();
    let is_of_other = |name: &&String| outcome(name) != own && pages.contains(*name);
    let (of_others, names): (Vec<_>, Vec<_>) = notification.event_types.iter().partition(is_of_other);
    for event_type in names {
        let same = events
            .iter_mut()
            .find(|event| outcome(&event.event_types[0]) == outcome(event_type));
        match same {
            Some(event) => event.event_types.push(event_type.clone()),
            None => events.push(EventDef {
                name: pascal(event_type),
                event_types: vec![event_type.clone()],
                failed: false,
            }),
        }
    }
    let place = events
        .iter()
        .position(|event| outcome(&event.event_types[0]) == own);
    if let Some(event) = events.get_mut(place.unwrap_or(0)) {
        variant.clone_into(&mut event.name);
        event.event_types.extend(of_others.into_iter().cloned());
    }
    events
}

/// `TRANSACTION.SUCCESS` of `webhook/v3/TRANSACTION.SUCCESS`
fn last(page: &str) -> &str {
    page.rsplit('/').next().unwrap_or_default()
}

/// `SUCCESS` of `TRANSACTION.SUCCESS`
fn outcome(event_type: &str) -> &str {
    event_type.rsplit(['.', '_']).next().unwrap_or(event_type)
}

/// Two where the fields say how it went; a name says it already, and of `return_code` alone there is no content.
fn by_state(notification: &Notification, variant: &str) -> Vec<EventDef> {
    let event = |name: String, failed| EventDef {
        name,
        event_types: notification.event_types.clone(),
        failed,
    };
    let tells = notification.states.iter().any(|state| state != "return_code");
    if !tells || !notification.event_types.is_empty() {
        return vec![event(variant.to_owned(), false)];
    }
    if let Some(subject) = variant.strip_suffix("Changed") {
        return vec![
            event(variant.to_owned(), false),
            event(format!("{subject}ChangeFailed"), true),
        ];
    }
    let subject = ["Success", "Processed"]
        .iter()
        .find_map(|end| variant.strip_suffix(end))
        .unwrap_or(variant);
    vec![
        event(format!("{subject}Success"), false),
        event(format!("{subject}Failed"), true),
    ]
}

#[cfg(test)]
mod tests {
    use super::outcome;

    #[test]
    fn the_last_word_is_the_outcome() {
        for (event_type, expected) in [
            ("REFUND.SUCCESS", "SUCCESS"),
            ("REFUND.ABNORMAL", "ABNORMAL"),
            ("TRANSACTION.INDUSTRY_FAILED", "FAILED"),
            ("PAID", "PAID"),
        ] {
            assert_eq!(outcome(event_type), expected);
        }
    }
}
