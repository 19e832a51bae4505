//! Where a value goes, once the format has said that there is one.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::super::table::Kind;
use super::super::view::{ListMut, SlotMut, ValueMut};
use super::seen::Seen;
use super::{Trail, ValueSeed, as_ever, misfit};

/// A field, an item of a list or a member of a numbered family, not there yet.
pub(super) trait Place<'a>: Sized {
    /// What can be put there.
    fn kind(&self) -> Kind;
    /// Makes an empty value there.
    fn put(self) -> ValueMut<'a>;
    /// `null` came, or what stands for it: there is nothing.
    fn nothing<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    /// The same place for a shorter time.
    type Short<'s>: Place<'s>
    where
        Self: 's;
    /// The same place for a shorter time.
    fn short(&mut self) -> Self::Short<'_>;
    /// Makes nothing of what was put there.
    fn take_back(self);
}

impl<'a> Place<'a> for SlotMut<'a> {
    type Short<'s>
        = SlotMut<'s>
    where
        Self: 's;

    fn short(&mut self) -> SlotMut<'_> {
        self.short()
    }

    fn take_back(self) {
        self.clear();
    }

    #[inline]
    fn kind(&self) -> Kind {
        self.slot.kind
    }

    #[inline]
    fn put(self) -> ValueMut<'a> {
        self.insert()
    }
}

/// The member of a numbered family.
pub(super) struct Member<'a>(pub(super) SlotMut<'a>, pub(super) Vec<u32>);

impl<'a> Place<'a> for Member<'a> {
    type Short<'s>
        = Member<'s>
    where
        Self: 's;

    fn short(&mut self) -> Member<'_> {
        Member(self.0.short(), self.1.clone())
    }

    fn take_back(self) {
        misfit::blank(self.put());
    }

    fn kind(&self) -> Kind {
        match self.0.slot.kind {
            Kind::Numbered(ops) => ops.item(),
            other => other,
        }
    }

    fn put(self) -> ValueMut<'a> {
        self.0.insert_member(&self.1)
    }
}

/// The next item of a list.
pub(super) struct Item<'a, 'l>(pub(super) &'a mut ListMut<'l>);

impl<'a, 'l> Place<'a> for Item<'a, 'l> {
    type Short<'s>
        = Item<'s, 'l>
    where
        Self: 's;

    fn short(&mut self) -> Item<'_, 'l> {
        Item(self.0)
    }

    /// Its place in the list is kept.
    fn take_back(self) {
        if let Some(last) = self.0.last() {
            misfit::blank(last);
        }
    }

    fn kind(&self) -> Kind {
        self.0.ops.item()
    }

    fn put(self) -> ValueMut<'a> {
        self.0.push()
    }

    /// Its place in the list is kept, so that the others keep theirs; a number would be guessed.
    fn nothing<E: Error>(self) -> Result<(), E> {
        if matches!(self.kind(), Kind::Bool | Kind::Integer | Kind::Float) {
            return Err(Seen::Null.instead_of(self.kind().noun()));
        }
        self.put();
        Ok(())
    }
}

/// Reads a value into its place; `null` leaves that as it is.
pub(super) struct PlaceSeed<'t, P> {
    pub(super) place: P,
    pub(super) trail: &'t Trail,
}

impl<'t, P> PlaceSeed<'t, P> {
    #[inline]
    pub(super) fn put<'a>(self) -> ValueSeed<'a, 't>
    where
        P: Place<'a>,
    {
        ValueSeed {
            value: self.place.put(),
            trail: self.trail,
        }
    }
}

impl<'de, 'a, P: Place<'a>> DeserializeSeed<'de> for PlaceSeed<'_, P> {
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

impl<'de, 'a, P: Place<'a>> Visitor<'de> for InPlace<'a, '_, P> {
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
