//! Why a notification is none of the documented ones, in words.
//!
//! All of them are ours or the documentation's: nothing that came is repeated.

use std::collections::BTreeSet;

use super::super::RawNotification;
use super::contradiction::{Contradiction, JsonContent};
use super::key::EventKey;
use crate::xml::Document;

/// Notifications, each with what speaks against it.
type Against<'k, E> = Vec<(&'k EventKey<E>, Vec<Contradiction>)>;

/// How many notifications of v2 are named as those that come nearest.
const NEAREST: usize = 3;

impl<E> EventKey<E> {
    /// What becomes `Unknown`: the notification, which says why. For [`events!`](crate::events).
    #[doc(hidden)]
    #[must_use]
    pub fn unknown(keys: &[Self], raw: &RawNotification) -> RawNotification {
        let event_type = raw.event_type().unwrap_or_default();
        raw.because(match raw.document() {
            None => {
                let original_type = raw.original_type().unwrap_or_default();
                Self::why_json(keys, event_type, original_type, raw.plaintext())
            }
            Some(document) => Self::why_xml(keys, event_type, document),
        })
    }

    pub(super) fn why_json(keys: &[Self], event_type: &str, original_type: &str, plaintext: &[u8]) -> String {
        let mut of_event = Self::of_event(keys, event_type).peekable();
        let Some(first) = of_event.peek() else {
            return undocumented(event_type);
        };
        let names = first.event_types.iter().find(|name| **name == event_type);
        let name = names.copied().unwrap_or_default();
        let named: Vec<&Self> = Self::named_json(keys, event_type, original_type).collect();
        if named.is_empty() {
            let documented = of_event.flat_map(|key| key.original_types);
            let documented: BTreeSet<String> = documented.map(|name| format!("`{name}`")).collect();
            let other = match original_type {
                "" => "without an `original_type`",
                _ => "with another `original_type`",
            };
            let documented = Vec::from_iter(documented).join(", ");
            return format!("`{name}` is documented, but came {other}: documented is {documented}");
        }
        let content = JsonContent::of(plaintext);
        let against = named.iter().map(|key| (*key, content.contradicts(key).collect()));
        let against: Against<'_, E> = against.collect();
        let fitting = against.iter().filter(|(_, found)| found.is_empty());
        let several = fitting.map(|(key, _)| format!("it fits {}", key.name));
        let (which, told) = match Vec::from_iter(several) {
            none if none.is_empty() => ("that of none of its notifications", told(against)),
            several => ("not that of one of its notifications alone", several.join("; ")),
        };
        format!("`{name}` is documented, but the content is {which}: {told}")
    }

    pub(super) fn why_xml(keys: &[Self], event_type: &str, document: &Document) -> String {
        let named = Self::named_xml(keys, event_type);
        let against = named.map(|key| (key, key.contradicted_by(document).collect()));
        let (fitting, contradicted): (Against<'_, E>, Against<'_, E>) =
            against.partition(|(_, found): &(_, Vec<_>)| found.is_empty());
        let (begin, near) = match event_type {
            "" => ("it has no name, as most of v2, and", nearest(contradicted)),
            _ if fitting.is_empty() && contradicted.is_empty() => return undocumented(event_type),
            _ => ("its `event_type` is documented, but it", contradicted),
        };
        let what = match &*Vec::from_iter(fitting.iter().map(|(key, _)| key.name)) {
            [] if near.is_empty() => "no field that tells a documented notification".to_owned(),
            [] => format!("is none of the documented notifications: {}", told(near)),
            [one] => format!(
                "would be {one}, but for a number of the merchant's (`out_…`) that {one} does not have"
            ),
            several => format!("fits several: {}", several.join(", ")),
        };
        format!("{begin} {what}")
    }
}

fn undocumented(event_type: &str) -> String {
    match event_type {
        "" => "it has no `event_type`".to_owned(),
        _ => "no documented notification has this `event_type`".to_owned(),
    }
}

/// Those of which something is there, and the least is missing.
fn nearest<E>(mut against: Against<'_, E>) -> Against<'_, E> {
    let lacks = |found: &[Contradiction]| {
        let lacks = |one: &&Contradiction| matches!(one, Contradiction::Lacks(_));
        found.iter().filter(lacks).count()
    };
    against.retain(|(key, found)| lacks(found) < key.marks.len());
    // Sorting is stable: of equals the documented order counts.
    against.sort_by_key(|(_, found)| (lacks(found), found.len()));
    against.truncate(NEAREST);
    against
}

/// For each notification what speaks against it.
fn told<E>(against: Against<'_, E>) -> String {
    let each = against
        .into_iter()
        .map(|(key, found)| format!("for {} {}", key.name, said(&found)));
    each.collect::<Vec<_>>().join("; ")
}

fn said(against: &[Contradiction]) -> String {
    let names = |of: fn(&Contradiction) -> Option<&'static str>| {
        let names = against.iter().filter_map(of).map(|name| format!("`{name}`"));
        names.collect::<Vec<_>>().join(", ")
    };
    let lacks = names(|one| match one {
        Contradiction::Lacks(mark) => Some(mark),
        _ => None,
    });
    let has = names(|one| match one {
        Contradiction::Has(mark) => Some(mark),
        _ => None,
    });
    let fields = [("it lacks", lacks), ("it has", has)];
    let fields = fields.into_iter().filter(|(_, names)| !names.is_empty());
    let fields = fields.map(|(verb, names)| format!("{verb} {names}"));
    let states = against.iter().filter_map(|one| match one {
        Contradiction::Lacks(_) | Contradiction::Has(_) => None,
        Contradiction::IsNot(state, value) => Some(format!("`{state}` is not `{value}`")),
        Contradiction::NotFailed => Some("nothing says that it failed".to_owned()),
        Contradiction::NotOver => Some("it is not over".to_owned()),
    });
    fields.chain(states).collect::<Vec<_>>().join(", ")
}
