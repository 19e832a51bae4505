//! What tells notifications of v2 apart: fields that are always there, and that no other one has.

use std::collections::BTreeMap;

use crate::ir::{Cipher, Field, Marks, Notification, Type, Version};

/// Fields that belong to the form of a message, not to what it says.
const UNTOLD: [&str; 5] = ["nonce_str", "return_code", "return_msg", "sign", "sign_type"];

/// Gives every notification of v2 its marks.
pub(super) fn set(notifications: &mut [Notification]) {
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
        Cipher::Plain | Cipher::AesGcmJson => own
            .iter()
            .filter(|name| !failed || is_own_number(name))
            .cloned()
            .collect(),
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
