//! `name=value&name=value` inside a string, by form_urlencoded.

use serde_core::de::DeserializeSeed;
use serde_core::de::IntoDeserializer;
use serde_core::de::value::{Error, MapDeserializer};

use super::decode::{Trail, ValueSeed};
use super::encode::Encoding;
use super::error::EncodeError;
use super::view::{View, WrapMut, WrapRef};

/// Reads the pairs inside a string; keeps the string if they do not fit.
pub(super) fn read_wrapped(mut wrap: WrapMut<'_>, text: &str) {
    let trail = Trail::default();
    let pairs = form_urlencoded::parse(text.as_bytes());
    let map: MapDeserializer<'_, _, Error> =
        MapDeserializer::new(pairs.map(|(name, value)| (name, value.into_deserializer())));
    if (ValueSeed {
        value: wrap.value(),
        trail: &trail,
    })
    .deserialize(map)
    .is_err()
    {
        wrap.keep(text);
    }
}

/// Writes the pairs inside a string.
pub(super) fn write_wrapped(wrap: WrapRef<'_>, encoding: Encoding<'_>) -> Result<String, EncodeError> {
    let View::Record(record) = wrap.value().view() else {
        return Err(EncodeError {
            message: "only an object can be written as pairs".to_owned(),
        });
    };
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(record.all_pairs(None, encoding)?);
    Ok(out.finish())
}
