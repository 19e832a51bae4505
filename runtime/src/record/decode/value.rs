//! One value out of a serde format, into a field of any kind.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::super::number;
use super::super::table::Kind;
use super::super::view::ViewMut;
use super::place::Item;
use super::record::read_record;
use super::seed::{PlaceSeed, ValueSeed};
use super::seen::Seen;
use super::wrapped::{read_json, read_pairs};

/// Reads any JSON by what a reader of each number's own digits has for it: serde_json, as ever.
#[cold]
#[inline(never)]
pub(super) fn as_ever<'de, D: Deserializer<'de>, V: Visitor<'de>>(
    deserializer: D,
    visitor: V,
) -> Result<V::Value, D::Error> {
    deserializer.deserialize_newtype_struct("", visitor)
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.trail.exact && matches!(self.value.kind, Kind::Json) {
            return as_ever(deserializer, self);
        }
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

    /// Any JSON, read as ever by a reader that gives each number's own digits otherwise.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        let kind = self.value.kind;
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
                    .map_err(|()| Seen::Bool.instead_of(kind.noun()));
            }
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        let kind = self.value.kind;
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
                    .map_err(|()| Seen::integer(number.unsigned_abs().into()).instead_of(kind.noun()));
            }
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        let kind = self.value.kind;
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => match self.value.view() {
                ViewMut::Json(to) => {
                    *to = number.into();
                    Ok(())
                }
                #[allow(clippy::cast_precision_loss)] // as above
                ViewMut::Float(to) => {
                    *to = number as f64;
                    Ok(())
                }
                ViewMut::List(mut list) => ValueSeed {
                    value: list.push(),
                    trail: self.trail,
                }
                .visit_u64(number),
                other => other
                    .set_text(&number.to_string())
                    .map_err(|()| Seen::integer(number.into()).instead_of(in_range(kind))),
            },
        }
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<(), E> {
        Err(Seen::integer(number.unsigned_abs()).instead_of(in_range(self.value.kind)))
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<(), E> {
        Err(Seen::integer(number).instead_of(in_range(self.value.kind)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        let kind = self.value.kind;
        match self.value.view() {
            ViewMut::Float(to) => *to = number,
            ViewMut::Json(to) => *to = number.into(),
            // `100.0` is the integer 100; half a fen is nothing we would guess at.
            #[allow(clippy::cast_possible_truncation)]
            ViewMut::Integer(to) if number.fract() == 0.0 && number.abs() < 9e15 => {
                *to = number as i64;
                self.trail.rounded(number);
            }
            ViewMut::Integer(_) => {
                self.trail.rounded(number);
                return Err(Seen::Fraction.instead_of(kind.noun()));
            }
            ViewMut::List(mut list) => {
                return ValueSeed {
                    value: list.push(),
                    trail: self.trail,
                }
                .visit_f64(number);
            }
            other => {
                self.trail.rounded(number);
                return other
                    .set_text(&number.to_string())
                    .map_err(|()| Seen::Fraction.instead_of(kind.noun()));
            }
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let kind = self.value.kind;
        let bad = || Seen::text(text).instead_of(kind.noun());
        match self.value.view() {
            ViewMut::Text(to) => *to = text.to_owned(),
            ViewMut::Enum(mut to) => to.set(text),
            ViewMut::Bool(to) => *to = text.parse().map_err(|_| bad())?,
            ViewMut::Integer(to) => *to = text.trim().parse().map_err(|_| bad())?,
            ViewMut::Float(to) => *to = number::float(text).ok_or_else(bad)?,
            ViewMut::JsonString(wrap) => read_json(wrap, text),
            ViewMut::UrlEncoded(wrap) => read_pairs(wrap, text),
            ViewMut::List(mut list) => {
                return ValueSeed {
                    value: list.push(),
                    trail: self.trail,
                }
                .visit_str(text);
            }
            other => {
                return other.set_text(text).map_err(|()| bad());
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let kind = self.value.kind;
        match self.value.view() {
            ViewMut::Record(record) => match read_record(record, map, self.trail)? {
                None => Ok(()),
                Some(_) if self.trail.lenient => {
                    self.trail.was_number.set(true);
                    Ok(())
                }
                Some(number) => Err(Seen::number(&number).instead_of(kind.noun())),
            },
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
            other => match number::text(&mut map)? {
                Some(text) => other.set_number(&text, in_range(kind)),
                None => Err(Seen::Object.instead_of(in_range(kind))),
            },
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let kind = self.value.kind;
        match self.value.view() {
            ViewMut::List(mut list) => {
                let mut index = 0_usize;
                while let Some(()) = seq
                    .next_element_seed(PlaceSeed {
                        place: Item(&mut list),
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
            _ => Err(Seen::Array.instead_of(kind.noun())),
        }
    }
}

/// What is expected where an integer may have come that is too large for one.
fn in_range(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "an integer of 64 bits",
        other => other.noun(),
    }
}

impl ViewMut<'_> {
    /// Sets a value from a number's own digits.
    fn set_number<E: Error>(self, text: &str, expected: &str) -> Result<(), E> {
        let bad = || Seen::number(text).instead_of(expected);
        match self {
            ViewMut::Integer(to) => *to = number::integer(text).ok_or_else(bad)?,
            ViewMut::Float(to) => *to = number::float(text).ok_or_else(bad)?,
            other => return other.set_text(&number::plain(text)).map_err(|()| bad()),
        }
        Ok(())
    }

    /// Sets a value whose wire form is text.
    pub(super) fn set_text(self, text: &str) -> Result<(), ()> {
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
