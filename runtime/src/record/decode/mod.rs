//! A record out of any self-describing serde format.
//!
//! Lenient where the documentation is known to be wrong, strict where money
//! would be guessed: a number may come as a string and the reverse, `[]` and
//! `null` stand for an absent object, one value for a list of one. Anything
//! else of another type is an error that names the place.

mod place;
mod seen;
mod value;

use std::cell::RefCell;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::error::DecodeError;
use super::table::Field;
use super::view::RecordMut;
use place::{Member, PlaceSeed};
use seen::Seen;
pub(crate) use value::ValueSeed;

/// Where an error happened. Written while an error unwinds, so that decoding
/// pays nothing for it.
#[derive(Default)]
pub(crate) struct Trail(RefCell<Vec<String>>);

impl Trail {
    fn note(&self, step: impl Into<String>) {
        self.0.borrow_mut().push(step.into());
    }

    /// The error at the place that was noted.
    pub(crate) fn error(self, error: &dyn fmt::Display) -> DecodeError {
        let steps = self.0.into_inner();
        DecodeError {
            pointer: steps
                .iter()
                .rev()
                .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")))
                .collect(),
            message: error.to_string(),
        }
    }
}

/// What a record is made of.
const OBJECT: &str = "an object";

/// Reads an object into a record.
pub(crate) struct RecordSeed<'a, 't> {
    pub(crate) record: RecordMut<'a>,
    pub(crate) trail: &'t Trail,
}

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
        read_record(self.record, map, self.trail)
    }
}

fn read_record<'de, A: MapAccess<'de>>(
    mut record: RecordMut<'_>,
    mut map: A,
    trail: &Trail,
) -> Result<(), A::Error> {
    let fields = record.table.fields;
    let mut next = 0;
    while let Some(key) = map.next_key_seed(KeySeed { fields, next })? {
        match key {
            Key::Field(index) => {
                next = index + 1;
                let field = &fields[index];
                let seed = PlaceSeed {
                    place: record.slot(field),
                    trail,
                };
                map.next_value_seed(seed)
                    .inspect_err(|_| trail.note(field.name))?;
            }
            Key::Numbered(index, number) => {
                let field = &fields[index];
                let seed = PlaceSeed {
                    place: Member(record.slot(field), number),
                    trail,
                };
                map.next_value_seed(seed)
                    .inspect_err(|_| trail.note(field.name))?;
            }
            Key::Unknown => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(())
}

enum Key {
    Field(usize),
    Numbered(usize, Vec<u32>),
    Unknown,
}

/// Finds a key's field, beginning where the documented order expects it.
struct KeySeed {
    fields: &'static [Field],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        // Nearly always the documented order holds.
        if self
            .fields
            .get(self.next)
            .is_some_and(|field| field.is_named(key))
        {
            return Ok(Key::Field(self.next));
        }
        let found = self.fields.iter().position(|field| field.is_named(key));
        Ok(match found {
            Some(index) => Key::Field(index),
            None => family(self.fields, key).unwrap_or(Key::Unknown),
        })
    }
}

/// The field whose template (`coupon_id_$n`) a key is an instance of.
fn family(fields: &'static [Field], key: &str) -> Option<Key> {
    fields
        .iter()
        .enumerate()
        .find_map(|(index, field)| Some(Key::Numbered(index, field.numbers(key)?)))
}
