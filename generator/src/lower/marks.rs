//! What tells notifications apart: fields that are always there, and that no other one has.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Cipher, Field, Marks, Notification, Type, Version};

/// Fields that belong to the form of a message, not to what it says.
const UNTOLD: [&str; 5] = ["nonce_str", "return_code", "return_msg", "sign", "sign_type"];

/// Gives every notification its marks.
pub(super) fn set(notifications: &mut [Notification]) {
    set_foreign(notifications);
    set_nameless(notifications);
}

/// v3: of the other contents of an event, the marks that are no fields of this one.
fn set_foreign(notifications: &mut [Notification]) {
    let foreign: Vec<Vec<String>> = notifications
        .iter()
        .map(|one| {
            let is_field = |name: &String| one.payload.iter().any(|field| field.name == *name);
            let rivals = notifications.iter().filter(|other| is_rival(one, other));
            let marks = rivals.flat_map(|other| &other.marks.succeeded);
            let foreign: BTreeSet<&String> = marks.filter(|mark| !is_field(mark)).collect();
            foreign.into_iter().cloned().collect()
        })
        .collect();
    for (one, foreign) in notifications.iter_mut().zip(foreign) {
        one.marks.foreign = foreign;
    }
}

/// Whether two notifications of v3 can come by one name.
fn is_rival(one: &Notification, other: &Notification) -> bool {
    let meet = |ours: &[String], theirs: &[String]| ours.iter().any(|name| theirs.contains(name));
    let may_be_one =
        |ours: &[String], theirs: &[String]| ours.is_empty() || theirs.is_empty() || meet(ours, theirs);
    one.version == Version::V3
        && other.version == Version::V3
        && one.page != other.page
        && meet(&one.event_types, &other.event_types)
        && may_be_one(&one.original_types, &other.original_types)
}

/// v2: most have no name.
fn set_nameless(notifications: &mut [Notification]) {
    let is_nameless = |one: &Notification| one.version == Version::V2 && one.event_types.is_empty();
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    let nameless = notifications.iter().filter(|one| is_nameless(one));
    for field in nameless.flat_map(|one| &one.envelope) {
        *count.entry(field.name.clone()).or_default() += 1;
    }
    for one in notifications.iter_mut().filter(|one| one.version == Version::V2) {
        let own = if is_nameless(one) {
            own(one, &count)
        } else {
            Vec::new()
        };
        one.marks = Marks {
            succeeded: marks(one, &own, false),
            failed: marks(one, &own, true),
            foreign: Vec::new(),
        };
    }
}

/// The fields that no other nameless notification has: the required ones, or any where none is required.
fn own(notification: &Notification, count: &BTreeMap<String, u32>) -> Vec<String> {
    let own: Vec<&Field> = notification
        .envelope
        .iter()
        .filter(|field| count.get(&field.name) == Some(&1))
        .filter(|field| !UNTOLD.contains(&&*field.name) && !field.name.contains('$'))
        .collect();
    let any_required = own.iter().any(|field| field.requirement.is_required());
    own.into_iter()
        .filter(|field| field.requirement.is_required() || !any_required)
        .map(|field| field.name.clone())
        .collect()
}

/// What is always there if it went well, or if it failed.
fn marks(notification: &Notification, own: &[String], failed: bool) -> Vec<String> {
    let mut marks: Vec<String> = match notification.cipher {
        // Who has the key has written what is inside, and nobody what is beside it.
        Cipher::AesEcbXml => inside(notification, is_own_number),
        // The name is signed, and the APIv3 key vouches for the content.
        Cipher::AesGcmXml => sealed(notification)
            .map(|(name, _)| name.to_owned())
            .into_iter()
            .collect(),
        // What was never paid has neither an amount nor a transaction, but the merchant's number.
        Cipher::Plain | Cipher::AesGcmJson => {
            let has_number = own.iter().any(|name| is_own_number(name));
            own.iter()
                .filter(|name| !failed || !has_number || is_own_number(name))
                .cloned()
                .collect()
        }
    };
    let is_required = |state: &&String| {
        let mut fields = notification.envelope.iter();
        state.contains('/') || fields.any(|field| field.name == **state && field.requirement.is_required())
    };
    marks.extend(notification.states.iter().filter(is_required).cloned());
    if marks.is_empty() {
        marks = inside(notification, |_| true);
    }
    marks.sort_unstable();
    marks
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
        .filter(|field| field.requirement.is_required() && wanted(&field.name))
        .map(|field| format!("{outer}/{}", field.name))
        .collect()
}

/// A number that the merchant gave: `out_trade_no`, `combine_out_trade_no`.
fn is_own_number(name: &str) -> bool {
    name.starts_with("out_") || name.contains("_out_")
}
