//! JSON read with each number's own digits, where those of a float are too few.
//!
//! serde_json hands out floats, and integers beyond `u64` as floats. Only its feature
//! `arbitrary_precision` keeps the digits, and that would change the numbers of every other crate of a
//! build. Its raw values keep them as well: a text is read again with these, if a number needs it.

use serde_core::de::value::{MapDeserializer, SeqDeserializer};
use serde_core::de::{Deserialize, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde_core::forward_to_deserialize_any;
use serde_json::value::RawValue;

use super::number::NUMBER;

/// A value as it stands in the text.
#[derive(Clone, Copy)]
pub(super) struct Exact<'de>(&'de RawValue);

impl<'de> Exact<'de> {
    /// The whole text.
    pub(super) fn read(json: &'de [u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(json).map(Self)
    }

    /// As serde_json reads it.
    fn plain(self) -> serde_json::Deserializer<serde_json::de::StrRead<'de>> {
        serde_json::Deserializer::from_str(self.0.get())
    }
}

impl<'de> Deserializer<'de> for Exact<'de> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let text = self.0.get();
        match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                visitor.visit_map(MapDeserializer::new(members.into_iter()))
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Exact)))
            }
            Some(b'-' | b'0'..=b'9') if text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) => {
                visit_number(text, visitor)
            }
            // The longest that an i64 or u64 has for certain.
            Some(b'-' | b'0'..=b'9') if text.len() > 18 => visit_number(text, visitor),
            _ => self.plain().deserialize_any(visitor),
        }
    }

    /// How a seed says that it wants what serde_json reads.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(&mut self.plain())
    }

    /// Not looked into: each level of an object is another reading of all that is in it.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier
    }
}

fn visit_number<'de, V: Visitor<'de>>(text: &'de str, visitor: V) -> Result<V::Value, serde_json::Error> {
    visitor.visit_map(MapDeserializer::new(std::iter::once((NUMBER, text))))
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for Exact<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// An object's members as they came, repeated keys too.
struct Members<'de>(Vec<(String, Exact<'de>)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry()? {
                    members.push((key, Exact(value)));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}
