//! What is read, where to, and with what in mind: an object, a value, a value where there is none yet.

use super::super::trail::Trail;
use super::super::view::{RecordMut, ValueMut};
use super::place::ValuePlace;

/// Reads an object into a record.
pub(crate) struct RecordSeed<'a, 't> {
    pub(crate) record: RecordMut<'a>,
    pub(crate) trail: &'t Trail,
}

/// Reads a value that is there.
pub(crate) struct ValueSeed<'a, 't> {
    pub(crate) value: ValueMut<'a>,
    pub(crate) trail: &'t Trail,
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
        P: ValuePlace<'a>,
    {
        ValueSeed {
            value: self.place.put(),
            trail: self.trail,
        }
    }
}
