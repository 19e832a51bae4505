//! A record out of any self-describing serde format.
//!
//! Lenient where the documentation is known to be wrong, strict where money
//! would be guessed: a number may come as a string and the reverse, `[]` and
//! `null` stand for an absent object, one value for a list of one. Anything
//! else of another type is an error that names the place.

use std::cell::RefCell;
use std::fmt;

use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::error::DecodeError;
use super::table::Field;
use super::view::{RecordMut, SlotMut, ValueMut, ViewMut};
use super::{form, json};

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

/// Reads an object into a record.
pub(crate) struct RecordSeed<'a, 't> {
    pub(crate) record: RecordMut<'a>,
    pub(crate) trail: &'t Trail,
}

impl<'de> DeserializeSeed<'de> for RecordSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
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
                let seed = SlotSeed {
                    slot: record.slot(field),
                    trail,
                };
                map.next_value_seed(seed)
                    .inspect_err(|_| trail.note(field.name))?;
            }
            Key::Numbered(index, number) => {
                let field = &fields[index];
                let slot = record.slot(field);
                let ViewMut::Numbered(mut family) = slot.or_insert().view() else {
                    continue;
                };
                let seed = ValueSeed {
                    value: family.insert(&number),
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
        let len = self.fields.len();
        let found = (self.next..len)
            .chain(0..self.next.min(len))
            .find(|&index| self.fields[index].name == key);
        Ok(match found {
            Some(index) => Key::Field(index),
            None => family(self.fields, key).unwrap_or(Key::Unknown),
        })
    }
}

/// The field whose template (`coupon_id_$n`) a key is an instance of.
fn family(fields: &'static [Field], key: &str) -> Option<Key> {
    fields.iter().enumerate().find_map(|(index, field)| {
        let (prefix, template) = field.name.split_once('$')?;
        let numbers: Vec<u32> = key
            .strip_prefix(prefix)?
            .split('_')
            .map(|number| number.parse().ok())
            .collect::<Option<_>>()?;
        (numbers.len() == template.split('_').count()).then_some(Key::Numbered(index, numbers))
    })
}

/// Reads a value into an optional field; `null` leaves it unset.
struct SlotSeed<'a, 't> {
    slot: SlotMut<'a>,
    trail: &'t Trail,
}

impl<'de> DeserializeSeed<'de> for SlotSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! visit_present {
    ($($method:ident: $type:ty),* $(,)?) => {$(
        #[inline]
        fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            ValueSeed { value: self.slot.insert(), trail: self.trail }.$method(value)
        }
    )*};
}

impl<'de> Visitor<'de> for SlotSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    visit_present!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        // XML and PHP say "nothing" with an empty string.
        if text.is_empty() && self.slot.is_structured() {
            return Ok(());
        }
        ValueSeed {
            value: self.slot.insert(),
            trail: self.trail,
        }
        .visit_str(text)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        ValueSeed {
            value: self.slot.insert(),
            trail: self.trail,
        }
        .visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.slot.is_object() {
            return match seq.next_element::<IgnoredAny>()? {
                // PHP writes an empty object as an empty array.
                None => Ok(()),
                Some(_) => Err(A::Error::invalid_type(Unexpected::Seq, &"an object")),
            };
        }
        ValueSeed {
            value: self.slot.insert(),
            trail: self.trail,
        }
        .visit_seq(seq)
    }
}

/// Reads a value that is there.
pub(crate) struct ValueSeed<'a, 't> {
    pub(crate) value: ValueMut<'a>,
    pub(crate) trail: &'t Trail,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value.kind.noun())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        match self.value.view() {
            ViewMut::Bool(to) => *to = flag,
            ViewMut::Json(to) => *to = flag.into(),
            ViewMut::List(mut list) => {
                return ValueSeed {
                    value: list.push(),
                    trail: self.trail,
                }
                .visit_bool(flag);
            }
            other => {
                return other
                    .set_text(if flag { "true" } else { "false" })
                    .map_err(|()| mismatch(Unexpected::Bool(flag)));
            }
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        match self.value.view() {
            ViewMut::Integer(to) => *to = number,
            #[allow(clippy::cast_precision_loss)] // what JSON calls the same number
            ViewMut::Float(to) => *to = number as f64,
            ViewMut::Json(to) => *to = number.into(),
            ViewMut::List(mut list) => {
                return ValueSeed {
                    value: list.push(),
                    trail: self.trail,
                }
                .visit_i64(number);
            }
            other => {
                return other
                    .set_text(&number.to_string())
                    .map_err(|()| mismatch(Unexpected::Signed(number)));
            }
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => match self.value.view() {
                ViewMut::Json(to) => {
                    *to = number.into();
                    Ok(())
                }
                other => other
                    .set_text(&number.to_string())
                    .map_err(|()| mismatch(Unexpected::Unsigned(number))),
            },
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        match self.value.view() {
            ViewMut::Float(to) => *to = number,
            ViewMut::Json(to) => *to = number.into(),
            // `100.0` is the integer 100; half a fen is nothing we would guess at.
            #[allow(clippy::cast_possible_truncation)]
            ViewMut::Integer(to) if number.fract() == 0.0 && number.abs() < 9e15 => *to = number as i64,
            ViewMut::Integer(_) => return Err(mismatch(Unexpected::Float(number))),
            ViewMut::List(mut list) => {
                return ValueSeed {
                    value: list.push(),
                    trail: self.trail,
                }
                .visit_f64(number);
            }
            other => {
                return other
                    .set_text(&number.to_string())
                    .map_err(|()| mismatch(Unexpected::Float(number)));
            }
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        // The text itself stays out of the error: it may be personal.
        let bad = || mismatch(Unexpected::Other("a text that is no such value"));
        match self.value.view() {
            ViewMut::Text(to) => *to = text.to_owned(),
            ViewMut::Enum(mut to) => to.set(text),
            ViewMut::Bool(to) => *to = text.parse().map_err(|_| bad())?,
            ViewMut::Integer(to) => *to = text.trim().parse().map_err(|_| bad())?,
            ViewMut::Float(to) => *to = text.trim().parse().map_err(|_| bad())?,
            ViewMut::JsonString(wrap) => json::read_wrapped(wrap, text),
            ViewMut::UrlEncoded(wrap) => form::read_wrapped(wrap, text),
            ViewMut::List(mut list) => {
                return ValueSeed {
                    value: list.push(),
                    trail: self.trail,
                }
                .visit_str(text);
            }
            other => {
                return other
                    .set_text(text)
                    .map_err(|()| mismatch(Unexpected::Other("a string")));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match self.value.view() {
            ViewMut::Record(record) => read_record(record, map, self.trail),
            ViewMut::Json(to) => {
                *to = serde_core::Deserialize::deserialize(
                    serde_core::de::value::MapAccessDeserializer::new(map),
                )?;
                Ok(())
            }
            // Where text is documented to hold JSON, the JSON itself is understood too.
            ViewMut::JsonString(mut wrap) => ValueSeed {
                value: wrap.value(),
                trail: self.trail,
            }
            .visit_map(map),
            ViewMut::List(mut list) => ValueSeed {
                value: list.push(),
                trail: self.trail,
            }
            .visit_map(map),
            _ => Err(mismatch(Unexpected::Map)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        match self.value.view() {
            ViewMut::List(mut list) => {
                let mut index = 0_usize;
                while let Some(()) = seq
                    .next_element_seed(ItemSeed {
                        list: &mut list,
                        trail: self.trail,
                    })
                    .inspect_err(|_| self.trail.note(index.to_string()))?
                {
                    index += 1;
                }
                Ok(())
            }
            ViewMut::Json(to) => {
                *to = serde_core::Deserialize::deserialize(
                    serde_core::de::value::SeqAccessDeserializer::new(seq),
                )?;
                Ok(())
            }
            ViewMut::JsonString(mut wrap) => ValueSeed {
                value: wrap.value(),
                trail: self.trail,
            }
            .visit_seq(seq),
            _ => Err(mismatch(Unexpected::Seq)),
        }
    }
}

/// Adds an item to a list, once the format has said that there is one.
struct ItemSeed<'a, 'l, 't> {
    list: &'a mut super::view::ListMut<'l>,
    trail: &'t Trail,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        ValueSeed {
            value: self.list.push(),
            trail: self.trail,
        }
        .deserialize(deserializer)
    }
}

fn mismatch<E: Error>(seen: Unexpected<'_>) -> E {
    E::invalid_type(seen, &"the documented type")
}

impl ViewMut<'_> {
    /// Sets a value whose wire form is text.
    fn set_text(self, text: &str) -> Result<(), ()> {
        match self {
            ViewMut::Text(to) => *to = text.to_owned(),
            ViewMut::Sensitive(to) => to.set(text.to_owned()),
            ViewMut::Enum(mut to) => to.set(text),
            ViewMut::File(to) => text.clone_into(&mut to.name),
            ViewMut::Json(to) => *to = text.into(),
            _ => return Err(()),
        }
        Ok(())
    }
}
