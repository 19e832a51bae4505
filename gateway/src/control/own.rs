//! The merchant's own number in the place of an example's.

use serde_json::{Map, Value};

/// By whatever name it has.
const NAMES: [&str; 6] = [
    "mchid",
    "mch_id",
    "sp_mchid",
    "sp_mch_id",
    "combine_mchid",
    "combine_mch_id",
];

/// The fields of an example as if they were of this merchant.
pub(super) fn own(mchid: &str, mut fields: Map<String, Value>) -> Map<String, Value> {
    for name in NAMES {
        if let Some(own) = fields.get_mut(name) {
            *own = mchid.into();
        }
    }
    fields
}
