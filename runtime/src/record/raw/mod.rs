//! All `unsafe` code of the crate: reaching into a struct by its table.
//!
//! Why unsafe at all: a safe table needs a `match` with one `&dyn`/`&mut dyn`
//! arm per field in a function per struct, and borrow checking those bodies is
//! the largest part of compiling the generated crate (ARCHITECTURE.md,
//! "Offsets, not accessors"). Offsets need no function bodies.
//!
//! Soundness rests on two contracts, both written only by our own macros:
//! `Record::TABLE` describes its struct, and `Value::KIND` its type. Pointers
//! are made from `&T`/`&mut T` and live in views that carry that lifetime.

mod containers;
mod open;

use std::mem::MaybeUninit;

pub(crate) use containers::Wrap;
pub use open::{Open, as_str, clone_open, cmp, eq as eq_open, is, parse};

use super::table::{Field, Kind, Record, Slot, Table, Value};
use super::view::{
    EnumMut, ListMut, ListRef, NumberedMut, NumberedRef, RecordMut, RecordRef, SlotMut, ValueMut, ValueRef,
    View, ViewMut, WrapMut, WrapRef,
};
use crate::value::{FilePart, Sensitive};

impl Slot {
    /// The slot of `Option<T>`.
    pub(super) const fn of<T: Value>() -> Self {
        Self {
            size: size_of::<Option<T>>(),
            align: align_of::<Option<T>>(),
            kind: T::KIND,
            init: init::<T>,
            get: get::<T>,
            get_mut: get_mut::<T>,
            insert: insert::<T>,
            clone: clone_slot::<T>,
            eq: eq_slot::<T>,
        }
    }
}

// Each of these is called with a pointer to an `Option<T>` of the slot's own `T`.

unsafe fn init<T: Value>(at: *mut u8) {
    unsafe { at.cast::<Option<T>>().write(None) }
}

unsafe fn get<T: Value>(at: *const u8) -> *const u8 {
    match unsafe { &*at.cast::<Option<T>>() } {
        Some(value) => std::ptr::from_ref(value).cast(),
        None => std::ptr::null(),
    }
}

unsafe fn get_mut<T: Value>(at: *mut u8) -> *mut u8 {
    match unsafe { &mut *at.cast::<Option<T>>() } {
        Some(value) => std::ptr::from_mut(value).cast(),
        None => std::ptr::null_mut(),
    }
}

unsafe fn insert<T: Value>(at: *mut u8) -> *mut u8 {
    std::ptr::from_mut(unsafe { &mut *at.cast::<Option<T>>() }.insert(T::empty())).cast()
}

unsafe fn clone_slot<T: Value>(from: *const u8, to: *mut u8) {
    unsafe { to.cast::<Option<T>>().write((*from.cast::<Option<T>>()).clone()) }
}

unsafe fn eq_slot<T: Value>(a: *const u8, b: *const u8) -> bool {
    unsafe { *a.cast::<Option<T>>() == *b.cast::<Option<T>>() }
}

/// A record with no field set.
#[inline]
#[must_use]
pub fn empty<R: Record>() -> R {
    let mut record = MaybeUninit::<R>::uninit();
    // SAFETY: the table covers every field, so all of `record` is written.
    unsafe {
        init_all(R::TABLE, record.as_mut_ptr().cast());
        record.assume_init()
    }
}

// SAFETY: a record's kind is its own table.
unsafe impl<R: Record> Value for R {
    const KIND: Kind = Kind::Record(R::TABLE);
    #[inline]
    fn empty() -> Self {
        empty()
    }
}

unsafe fn init_all(table: &'static Table, to: *mut u8) {
    for field in table.fields {
        unsafe { (field.slot.init)(to.add(field.offset)) }
    }
}

/// A copy of a record, field by field.
#[inline]
#[must_use]
pub fn clone<R: Record>(from: &R) -> R {
    let mut record = MaybeUninit::<R>::uninit();
    // SAFETY: as in `empty`; a panic in a field's clone leaks what was cloned.
    unsafe {
        clone_all(
            R::TABLE,
            std::ptr::from_ref(from).cast(),
            record.as_mut_ptr().cast(),
        );
        record.assume_init()
    }
}

unsafe fn clone_all(table: &'static Table, from: *const u8, to: *mut u8) {
    for field in table.fields {
        unsafe { (field.slot.clone)(from.add(field.offset), to.add(field.offset)) }
    }
}

/// Whether two records are equal, field by field.
#[inline]
#[must_use]
pub fn eq<R: Record>(a: &R, b: &R) -> bool {
    // SAFETY: both are `R`, whose table this is.
    unsafe {
        eq_all(
            R::TABLE,
            std::ptr::from_ref(a).cast(),
            std::ptr::from_ref(b).cast(),
        )
    }
}

unsafe fn eq_all(table: &'static Table, a: *const u8, b: *const u8) -> bool {
    table
        .fields
        .iter()
        .all(|field| unsafe { (field.slot.eq)(a.add(field.offset), b.add(field.offset)) })
}

impl<'a> RecordRef<'a> {
    /// The fields of `record`.
    #[inline]
    #[must_use]
    pub fn new<R: Record>(record: &'a R) -> Self {
        Self::of(std::ptr::from_ref(record).cast(), R::TABLE)
    }

    /// The value of a field of this record's own table, if set.
    pub(super) fn get(self, field: &'static Field) -> Option<ValueRef<'a>> {
        // SAFETY: `field` is of the table that `self` was made with.
        let at = unsafe { (field.slot.get)(self.at.add(field.offset)) };
        (!at.is_null()).then(|| ValueRef::of(at, field.slot.kind))
    }
}

impl<'a> RecordMut<'a> {
    /// The fields of `record`.
    #[inline]
    #[must_use]
    pub fn new<R: Record>(record: &'a mut R) -> Self {
        Self::of(std::ptr::from_mut(record).cast(), R::TABLE)
    }

    /// The same record for a shorter time.
    pub(crate) fn short(&mut self) -> RecordMut<'_> {
        RecordMut::of(self.at, self.table)
    }

    /// Unsets every field.
    pub(super) fn clear(&mut self) {
        for field in self.table.fields {
            self.slot(field).clear();
        }
    }

    /// The same record, to be read.
    pub(crate) fn as_ref(&self) -> RecordRef<'_> {
        RecordRef::of(self.at, self.table)
    }

    /// A field of this record's own table.
    pub(super) fn slot(&mut self, field: &'static Field) -> SlotMut<'_> {
        // SAFETY: `field` is of the table that `self` was made with.
        SlotMut::of(unsafe { self.at.add(field.offset) }, field.slot)
    }
}

impl<'a> SlotMut<'a> {
    /// Sets the field to an empty value and hands that out.
    pub(super) fn insert(self) -> ValueMut<'a> {
        // SAFETY: `at` points to an `Option` of the slot's type.
        ValueMut::of(unsafe { (self.slot.insert)(self.at) }, self.slot.kind)
    }

    /// The value; an empty one if none is set.
    pub(crate) fn or_insert(self) -> ValueMut<'a> {
        // SAFETY: as above; `self` is given up, so `at` is borrowed once.
        let at = unsafe { (self.slot.get_mut)(self.at) };
        if at.is_null() {
            self.insert()
        } else {
            ValueMut::of(at, self.slot.kind)
        }
    }

    /// Sets the member of a numbered family to an empty value and hands that out.
    pub(super) fn insert_member(self, number: &[u32]) -> ValueMut<'a> {
        match self.slot.kind {
            Kind::Numbered(ops) => NumberedMut::of(self.or_insert().at, ops).insert(number),
            _ => self.insert(),
        }
    }

    /// Unsets the field.
    pub(super) fn clear(self) {
        // SAFETY: as in `insert`, which drops what was there. The empty value that is overwritten owns no memory, and not
        // to drop it would be sound if it did.
        unsafe {
            (self.slot.insert)(self.at);
            (self.slot.init)(self.at);
        }
    }

    /// The same field for a shorter time.
    pub(super) fn short(&mut self) -> SlotMut<'_> {
        SlotMut::of(self.at, self.slot)
    }

    /// The value, if set.
    pub(super) fn get(self) -> Option<ValueMut<'a>> {
        // SAFETY: as above; the exclusive borrow of the record is carried on.
        let at = unsafe { (self.slot.get_mut)(self.at) };
        (!at.is_null()).then(|| ValueMut::of(at, self.slot.kind))
    }
}

impl<'a> ValueRef<'a> {
    /// The value as what it is.
    pub(super) fn view(self) -> View<'a> {
        let at = self.at;
        // SAFETY: `kind` is the kind of the value at `at` (contract of `Value`).
        unsafe {
            match self.kind {
                Kind::Bool => View::Bool(*at.cast()),
                Kind::Integer => View::Integer(*at.cast()),
                Kind::Float => View::Float(*at.cast()),
                Kind::Text => View::Text((*at.cast::<String>()).as_str()),
                Kind::Json => View::Json(&*at.cast()),
                Kind::Sensitive => View::Sensitive((*at.cast::<Sensitive<String>>()).expose()),
                Kind::File => View::File(&*at.cast::<FilePart>()),
                Kind::Enum(table) => View::Enum(open::text(at, table)),
                Kind::Record(table) => View::Record(RecordRef::of(at, table)),
                Kind::List(ops) => View::List(ListRef::of(at, ops)),
                Kind::JsonString(ops) => View::JsonString(WrapRef::of(at, ops)),
                Kind::UrlEncoded(ops) => View::UrlEncoded(WrapRef::of(at, ops)),
                Kind::Numbered(ops) => View::Numbered(NumberedRef::of(at, ops)),
            }
        }
    }
}

impl<'a> ValueMut<'a> {
    /// The value as what it is.
    pub(super) fn view(self) -> ViewMut<'a> {
        let at = self.at;
        // SAFETY: as in `ValueRef::view`, and the borrow is exclusive.
        unsafe {
            match self.kind {
                Kind::Bool => ViewMut::Bool(&mut *at.cast()),
                Kind::Integer => ViewMut::Integer(&mut *at.cast()),
                Kind::Float => ViewMut::Float(&mut *at.cast()),
                Kind::Text => ViewMut::Text(&mut *at.cast()),
                Kind::Json => ViewMut::Json(&mut *at.cast()),
                Kind::Sensitive => ViewMut::Sensitive(&mut *at.cast()),
                Kind::File => ViewMut::File(&mut *at.cast()),
                Kind::Enum(table) => ViewMut::Enum(EnumMut::of(at, table)),
                Kind::Record(table) => ViewMut::Record(RecordMut::of(at, table)),
                Kind::List(ops) => ViewMut::List(ListMut::of(at, ops)),
                Kind::JsonString(ops) => ViewMut::JsonString(WrapMut::of(at, ops)),
                Kind::UrlEncoded(ops) => ViewMut::UrlEncoded(WrapMut::of(at, ops)),
                Kind::Numbered(_) => ViewMut::Numbered,
            }
        }
    }
}
