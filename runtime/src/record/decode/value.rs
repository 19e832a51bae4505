//! One value out of a serde format, into a field of any kind.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use super::super::table::Kind;
use super::super::view::{ValueMut, ViewMut};
use super::super::{form, json};
use super::place::{Item, PlaceSeed};
use super::{Trail, as_ever, number, read_record};

/// Reads a value that is there.
pub(crate) struct ValueSeed<'a, 't> {
    pub(crate) value: ValueMut<'a>,
    pub(crate) trail: &'t Trail,
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
                    .map_err(|()| mismatch(Unexpected::Other("true or false")));
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
                return other.set_text(&number.to_string()).map_err(|()| mismatch(NUMBER));
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
                other => other.set_text(&number.to_string()).map_err(|()| mismatch(NUMBER)),
            },
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
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
                return Err(mismatch(NUMBER));
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
                return other.set_text(&number.to_string()).map_err(|()| mismatch(NUMBER));
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
            ViewMut::Float(to) => *to = number::float(text).ok_or_else(bad)?,
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

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
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
            other => match number::text(&mut map)? {
                Some(text) => other.set_number(&text),
                None => Err(mismatch(Unexpected::Map)),
            },
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
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
            _ => Err(mismatch(Unexpected::Seq)),
        }
    }
}

/// What was seen, without its value: an integer may be an identity card's.
const NUMBER: Unexpected<'_> = Unexpected::Other("a number");

fn mismatch<E: Error>(seen: Unexpected<'_>) -> E {
    E::invalid_type(seen, &"the documented type")
}

impl ViewMut<'_> {
    /// Sets a value from a number's own digits.
    fn set_number<E: Error>(self, text: &str) -> Result<(), E> {
        let bad = || mismatch(Unexpected::Other("a number that is no such value"));
        match self {
            ViewMut::Integer(to) => *to = number::integer(text).ok_or_else(bad)?,
            ViewMut::Float(to) => *to = number::float(text).ok_or_else(bad)?,
            other => return other.set_text(&number::plain(text)).map_err(|()| bad()),
        }
        Ok(())
    }

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
