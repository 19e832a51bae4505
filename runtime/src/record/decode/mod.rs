//! A record out of any self-describing serde format.
//!
//! Lenient where the documentation is known to be wrong, strict where money
//! would be guessed: a number may come as a string and the reverse, `[]` and
//! `null` stand for an absent object, one value for a list of one and the
//! reverse. Anything else of another type is an error that names the place;
//! in an answer it is left out, if no number is in doubt ([`misfit`]). Of a key
//! twice the last value that is not `null` counts, as a whole; a notification
//! with one is refused before it comes here.

mod in_place;
mod misfit;
mod number;
mod place;
mod seen;
mod value;

use std::cell::{Cell, RefCell};
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::error::DecodeError;
use super::table::Field;
use super::view::RecordMut;
pub(super) use number::NUMBER;
#[cfg(feature = "serde")]
pub(super) use number::lost_digits;
use place::{Member, PlaceSeed};
use seen::Seen;
pub(crate) use value::ValueSeed;

/// What is to be told of a reading besides its result.
#[derive(Default)]
pub(crate) struct Trail {
    /// Where an error happened. Written while it unwinds, so that decoding pays nothing for it.
    steps: RefCell<Vec<String>>,
    /// Whether the reader gives each number's own digits.
    exact: bool,
    /// Whether what has another shape than documented is left out instead of refused.
    lenient: bool,
    /// Whether the last object was how a number is handed out.
    was_number: Cell<bool>,
    digits: Cell<Digits>,
}

/// What became of the digits of a number that was read for text or an integer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Digits {
    /// They are as they came.
    #[default]
    Kept,
    /// The value is that of a 64-bit float, which may have been written in another form.
    Rounded,
    /// They are more than a 64-bit float has.
    Lost,
}

impl Trail {
    /// Of a reader that gives each number's own digits.
    pub(super) fn exact() -> Self {
        Self {
            exact: true,
            ..Self::default()
        }
    }

    /// Of an answer, which somebody else wrote.
    pub(super) fn lenient(self, lenient: bool) -> Self {
        Self { lenient, ..self }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn note(&self, step: impl Into<String>) {
        self.steps.borrow_mut().push(step.into());
    }

    /// Text or an integer was read from a number that is a float here.
    fn rounded(&self, number: f64) {
        // Above 2^53 not every integer is a float.
        let digits = match number.abs() < 9_007_199_254_740_992.0 {
            true => Digits::Rounded,
            false => Digits::Lost,
        };
        self.digits.set(self.digits.get().max(digits));
    }

    pub(super) fn digits(&self) -> Digits {
        self.digits.get()
    }

    /// The place that was noted, as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let steps = self.steps.borrow();
        let steps = steps.iter().rev();
        steps
            .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")))
            .collect()
    }

    /// The error at the place that was noted.
    pub(crate) fn error(self, error: &dyn fmt::Display) -> DecodeError {
        DecodeError {
            pointer: self.pointer(),
            message: error.to_string(),
        }
    }
}

/// Reads any JSON by what a reader of each number's own digits has for it: serde_json, as ever.
#[cold]
#[inline(never)]
fn as_ever<'de, D: Deserializer<'de>, V: Visitor<'de>>(
    deserializer: D,
    visitor: V,
) -> Result<V::Value, D::Error> {
    deserializer.deserialize_newtype_struct("", visitor)
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
        match read_record(self.record, map, self.trail)? {
            None => Ok(()),
            Some(number) => Err(Seen::number(&number).instead_of(OBJECT)),
        }
    }
}

/// Reads an object; or gives the text of the number that it was handed out for.
fn read_record<'de, A: MapAccess<'de>>(
    mut record: RecordMut<'_>,
    mut map: A,
    trail: &Trail,
) -> Result<Option<String>, A::Error> {
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
            Key::Number => return map.next_value().map(Some),
        }
    }
    Ok(None)
}

enum Key {
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
            None => undocumented(self.fields, key),
        })
    }
}

/// What a key is that no field is named by: an instance of a template (`coupon_id_$n`), or unknown.
#[inline(never)]
fn undocumented(fields: &'static [Field], key: &str) -> Key {
    if key == NUMBER {
        return Key::Number;
    }
    let mut fields = fields.iter().enumerate();
    let family = fields.find_map(|(index, field)| Some(Key::Numbered(index, field.numbers(key)?)));
    family.unwrap_or(Key::Unknown)
}
