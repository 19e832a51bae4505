//! `name=value&name=value` inside a string, by form_urlencoded.

use serde_core::de::DeserializeSeed;
use serde_core::de::IntoDeserializer;
use serde_core::de::value::{Error, MapDeserializer};

use super::decode::{Trail, ValueSeed};
use super::encode::Encoding;
use super::error::EncodeError;
use super::view::{ValueMut, View, ViewMut, WrapMut, WrapRef};

/// Reads the pairs inside a string; keeps the string if they do not fit.
pub(super) fn read_wrapped(mut wrap: WrapMut<'_>, text: &str) {
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

/// Writes the pairs inside a string.
pub(super) fn write_wrapped(wrap: WrapRef<'_>, encoding: Encoding<'_>) -> Result<String, EncodeError> {
    let View::Record(record) = wrap.value().view() else {
        return Err(EncodeError {
            pointer: String::new(),
            message: "only an object can be written as pairs".to_owned(),
        });
    };
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(record.all_pairs(None, encoding)?);
    Ok(out.finish())
}
