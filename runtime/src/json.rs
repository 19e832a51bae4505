//! A whole JSON text, by serde_json.

use serde_core::de::DeserializeSeed;

/// Reads one value and nothing after it.
///
/// The text is checked once, as a whole, which takes a third of the time that it takes string by string.
#[inline]
pub(crate) fn whole<'de, S: DeserializeSeed<'de>>(json: &'de [u8], seed: S) -> serde_json::Result<S::Value> {
    match std::str::from_utf8(json) {
        Ok(text) => read(serde_json::Deserializer::from_str(text), seed),
        Err(_) => damaged(json, seed),
    }
}

/// What is no UTF-8 somewhere may have that in a field that nobody documents.
#[cold]
fn damaged<'de, S: DeserializeSeed<'de>>(json: &'de [u8], seed: S) -> serde_json::Result<S::Value> {
    read(serde_json::Deserializer::from_slice(json), seed)
}

fn read<'de, T: serde_json::de::Read<'de>, S: DeserializeSeed<'de>>(
    mut deserializer: serde_json::Deserializer<T>,
    seed: S,
) -> serde_json::Result<S::Value> {
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}
