//! What tells a notification of v2 without an `event_type` from the others.

use std::collections::BTreeMap;

use crate::ir::{Notification, Version};

/// Fields that belong to the form of a message, not to what it says.
const UNTOLD: [&str; 5] = ["nonce_str", "return_code", "return_msg", "sign", "sign_type"];

/// Marks each with the required fields that no other one has; with any such field if none is required.
pub(super) fn set(notifications: &mut [Notification]) {
    let is_nameless = |one: &Notification| one.version == Version::V2 && one.event_types.is_empty();
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    let nameless = notifications.iter().filter(|one| is_nameless(one));
    for field in nameless.flat_map(|one| &one.envelope) {
        *count.entry(field.name.clone()).or_default() += 1;
    }
    for one in notifications.iter_mut().filter(|one| is_nameless(one)) {
        let own = |only_required: bool| {
            let fields = one
                .envelope
                .iter()
                .filter(|field| count.get(&field.name) == Some(&1));
            let mut names: Vec<String> = fields
                .filter(|field| !UNTOLD.contains(&&*field.name) && !field.name.contains('$'))
                .filter(|field| field.requirement.is_required() || !only_required)
                .map(|field| field.name.clone())
                .collect();
            names.sort_unstable();
            names
        };
        let required = own(true);
        one.marks = if required.is_empty() { own(false) } else { required };
    }
}
