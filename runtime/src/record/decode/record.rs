//! An object out of a serde format, into a record.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::number::NUMBER;
use super::super::table::Field;
use super::super::trail::Trail;
use super::super::view::RecordMut;
use super::place::Member;
use super::seed::{PlaceSeed, RecordSeed};
use super::seen::Seen;

/// What a record is made of.
const OBJECT: &str = "an object";

impl<'de> DeserializeSeed<'de> for RecordSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(OBJECT)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Err(Seen::Bool.instead_of(OBJECT))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        Err(Seen::integer(number.unsigned_abs().into()).instead_of(OBJECT))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        Err(Seen::integer(number.into()).instead_of(OBJECT))
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<(), E> {
        Err(Seen::integer(number.unsigned_abs()).instead_of(OBJECT))
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<(), E> {
        Err(Seen::integer(number).instead_of(OBJECT))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(Seen::Fraction.instead_of(OBJECT))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        Err(Seen::text(text).instead_of(OBJECT))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(Seen::Array.instead_of(OBJECT))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match read_record(self.record, map, self.trail)? {
            None => Ok(()),
            Some(number) => Err(Seen::number(&number).instead_of(OBJECT)),
        }
    }
}

/// Reads an object; or gives the text of the number that it was handed out for.
pub(super) fn read_record<'de, A: MapAccess<'de>>(
    mut record: RecordMut<'_>,
    mut map: A,
    trail: &Trail,
) -> Result<Option<String>, A::Error> {
    let fields = record.table.fields;
    let mut next = 0;
    while let Some(key) = map.next_key_seed(KeySeed { fields, next })? {
        match key {
            MemberKey::Field(index) => {
                next = index + 1;
                let field = &fields[index];
                let seed = PlaceSeed {
                    place: record.slot(field),
                    trail,
                };
                map.next_value_seed(seed)
                    .inspect_err(|_| trail.note(field.name()))?;
            }
            MemberKey::Numbered(index, number) => {
                let field = &fields[index];
                let seed = PlaceSeed {
                    place: Member(record.slot(field), number),
                    trail,
                };
                map.next_value_seed(seed)
                    .inspect_err(|_| trail.note(field.name()))?;
            }
            MemberKey::Unknown => {
                map.next_value::<IgnoredAny>()?;
            }
            MemberKey::Number => return map.next_value().map(Some),
        }
    }
    Ok(None)
}

enum MemberKey {
    Field(usize),
    Numbered(usize, Vec<u32>),
    Unknown,
    /// This is no object, but how serde_json hands out a number.
    Number,
}

/// Finds a key's field, beginning where the documented order expects it.
struct KeySeed {
    fields: &'static [Field],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = MemberKey;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<MemberKey, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = MemberKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<MemberKey, E> {
        // Nearly always the documented order holds.
        if self
            .fields
            .get(self.next)
            .is_some_and(|field| field.is_named(key))
        {
            return Ok(MemberKey::Field(self.next));
        }
        let found = self.fields.iter().position(|field| field.is_named(key));
        Ok(match found {
            Some(index) => MemberKey::Field(index),
            None => undocumented(self.fields, key),
        })
    }
}

/// What a key is that no field is named by: an instance of a template (`coupon_id_$n`), or unknown.
#[inline(never)]
fn undocumented(fields: &'static [Field], key: &str) -> MemberKey {
    if key == NUMBER {
        return MemberKey::Number;
    }
    let mut fields = fields.iter().enumerate();
    let family = fields.find_map(|(index, field)| Some(MemberKey::Numbered(index, field.numbers(key)?)));
    family.unwrap_or(MemberKey::Unknown)
}
