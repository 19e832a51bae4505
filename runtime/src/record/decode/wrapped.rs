//! Values out of strings: JSON, and `name=value&name=value` by form_urlencoded.

use serde_core::de::DeserializeSeed;
use serde_core::de::IntoDeserializer;
use serde_core::de::value::{Error, MapDeserializer};

use super::super::exact::Exact;
use super::super::trail::{Digits, Trail};
use super::super::view::{ValueMut, ViewMut, WrapMut};
use super::seed::ValueSeed;

/// Reads the pairs inside a string; keeps the string if they do not fit.
pub(super) fn read_pairs(mut wrap: WrapMut<'_>, text: &str) {
    let trail = Trail::default();
    let pairs = form_urlencoded::parse(text.as_bytes());
    let map: MapDeserializer<'_, _, Error> =
        MapDeserializer::new(pairs.map(|(name, value)| (name, value.into_deserializer())));
    let read = ValueSeed {
        value: wrap.value(),
        trail: &trail,
    };
    // A text without a single documented pair would be lost.
    if read.deserialize(map).is_err() || is_empty(wrap.value()) {
        wrap.keep(text);
    }
}

fn is_empty(value: ValueMut<'_>) -> bool {
    let ViewMut::Record(mut record) = value.view() else {
        return false;
    };
    let mut fields = record.table.fields.iter();
    fields.all(|field| record.slot(field).get().is_none())
}

/// Reads the JSON inside a string; keeps the string if it is not the documented JSON.
pub(super) fn read_json(mut wrap: WrapMut<'_>, text: &str) {
    let trail = Trail::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = ValueSeed {
        value: wrap.value(),
        trail: &trail,
    }
    .deserialize(&mut deserializer)
    .and_then(|()| deserializer.end());
    let read = match trail.digits() {
        Digits::Kept => read,
        _ => {
            wrap.clear();
            let seed = ValueSeed {
                value: wrap.value(),
                trail: &Trail::exact(),
            };
            Exact::read(text.as_bytes()).and_then(|exact| seed.deserialize(exact))
        }
    };
    if read.is_err() {
        wrap.keep(text);
    }
}
