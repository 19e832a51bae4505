//! What is done with a value, by what the format says that it is: put into its place, or read as what it may mean.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::super::table::Kind;
use super::misfit;
use super::place::ValuePlace;
use super::seed::PlaceSeed;
use super::value::as_ever;

impl<'de, 'a, P: ValuePlace<'a>> DeserializeSeed<'de> for PlaceSeed<'_, P> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.trail.exact && matches!(self.place.kind(), Kind::Json) {
            return as_ever(deserializer, InPlace(self, std::marker::PhantomData));
        }
        deserializer.deserialize_any(InPlace(self, std::marker::PhantomData))
    }
}

/// The visitor of a [`PlaceSeed`].
struct InPlace<'a, 't, P>(PlaceSeed<'t, P>, std::marker::PhantomData<&'a mut ()>);

macro_rules! visit_present {
    ($($method:ident: $type:ty),* $(,)?) => {$(
        #[inline]
        fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            if self.0.trail.lenient && misfit::is_for_no_scalar(self.0.place.kind()) {
                return self.0.place.nothing();
            }
            self.0.put().$method(value)
        }
    )*};
}

impl<'de, 'a, P: ValuePlace<'a>> Visitor<'de> for InPlace<'a, '_, P> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    visit_present!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_i128: i128, visit_u128: u128);

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let kind = self.0.place.kind();
        // XML and PHP say "nothing" with an empty string.
        if text.is_empty() && kind.is_structured() || self.0.trail.lenient && misfit::is_for_objects(kind) {
            return self.0.place.nothing();
        }
        self.0.put().visit_str(text)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.place.nothing()
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        if self.0.trail.lenient {
            return misfit::read_map(self.0, map);
        }
        self.0.put().visit_map(map)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let kind = self.0.place.kind();
        if matches!(kind, Kind::Record(_)) || self.0.trail.lenient && misfit::is_for_no_list(kind) {
            return misfit::read_only_item(self.0, seq);
        }
        self.0.put().visit_seq(seq)
    }
}
