//! Names of the fields of one record, which may come from several parts of a request.

use std::collections::BTreeMap;

use super::case::snake;
use super::keyword;
use crate::plan::Carrier;

/// Names of fields that are taken, with what carries them.
pub(super) type Taken = BTreeMap<String, Option<Carrier>>;

/// Those that no field can have.
pub(super) fn taken_fields() -> Taken {
    BTreeMap::from([("new".to_owned(), None)])
}

/// What tells a field from one of another part that is called alike.
pub(super) fn suffix(carrier: Carrier) -> String {
    format!("_in_{}", carrier.name())
}

/// The name of a field beside others.
pub(super) fn field_name(wire: &str, carrier: Carrier, taken: &mut Taken) -> String {
    let mut name = keyword::escape(snake(wire));
    if name.is_empty() {
        // Such a row is a finding; it is no reason to stop here.
        "unnamed".clone_into(&mut name);
    }
    // The same name in another part of the request: `channel_id` and `channel_id_in_body`.
    if taken
        .get(&name)
        .is_some_and(|other| other.is_some_and(|other| other != carrier))
    {
        name.push_str(&suffix(carrier));
    }
    while taken.contains_key(&name) {
        name.push('_');
    }
    taken.insert(name.clone(), Some(carrier));
    name
}
