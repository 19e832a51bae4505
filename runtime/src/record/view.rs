//! Safe views of a record and its values, by table instead of by type.
//!
//! A view is a pointer, what it points to, and a lifetime. Its constructors
//! are for [`raw`](super::raw) alone.

use std::marker::PhantomData;

use super::table::{EnumTable, Field, Kind, ListOps, NumberedOps, Slot, Table, WrapOps};
use crate::value::{FilePart, Sensitive};

macro_rules! view {
    ($(#[$doc:meta])* $vis:vis $name:ident, $ptr:ty, $borrow:ty, $key:ident: $key_type:ty $(, $copy:ident)?) => {
        $(#[$doc])*
        $(#[derive($copy, Clone)])?
        $vis struct $name<'a> {
            pub(super) at: $ptr,
            pub(super) $key: $key_type,
            borrow: PhantomData<$borrow>,
        }

        impl<'a> $name<'a> {
            pub(super) fn of(at: $ptr, $key: $key_type) -> Self {
                Self { at, $key, borrow: PhantomData }
            }
        }
    };
}

view!(
    /// A record, read through its table.
    pub RecordRef, *const u8, &'a (), table: &'static Table, Copy
);
view!(
    /// A record, written through its table.
    pub RecordMut, *mut u8, &'a mut (), table: &'static Table
);
view!(pub(crate) SlotMut, *mut u8, &'a mut (), slot: &'static Slot);
view!(pub(crate) ValueRef, *const u8, &'a (), kind: Kind, Copy);
view!(pub(crate) ValueMut, *mut u8, &'a mut (), kind: Kind);
view!(pub(crate) EnumMut, *mut u8, &'a mut (), table: &'static EnumTable);
view!(pub(crate) ListRef, *const u8, &'a (), ops: &'static ListOps, Copy);
view!(pub(crate) ListMut, *mut u8, &'a mut (), ops: &'static ListOps);
view!(pub(crate) WrapRef, *const u8, &'a (), ops: &'static WrapOps, Copy);
view!(pub(crate) WrapMut, *mut u8, &'a mut (), ops: &'static WrapOps);
view!(pub(crate) NumberedRef, *const u8, &'a (), ops: &'static NumberedOps, Copy);
view!(pub(crate) NumberedMut, *mut u8, &'a mut (), ops: &'static NumberedOps);

/// A value to read.
pub(crate) enum View<'a> {
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(&'a str),
    Json(&'a serde_json::Value),
    Sensitive(&'a str),
    File(&'a FilePart),
    Enum(&'a str),
    Record(RecordRef<'a>),
    List(ListRef<'a>),
    JsonString(WrapRef<'a>),
    UrlEncoded(WrapRef<'a>),
    Numbered(NumberedRef<'a>),
}

/// A value to write.
pub(crate) enum ViewMut<'a> {
    Bool(&'a mut bool),
    Integer(&'a mut i64),
    Float(&'a mut f64),
    Text(&'a mut String),
    Json(&'a mut serde_json::Value),
    Sensitive(&'a mut Sensitive<String>),
    File(&'a mut FilePart),
    Enum(EnumMut<'a>),
    Record(RecordMut<'a>),
    List(ListMut<'a>),
    JsonString(WrapMut<'a>),
    UrlEncoded(WrapMut<'a>),
    /// A family has no value of its own: its members are written one by one.
    Numbered,
}

impl<'a> RecordRef<'a> {
    /// The fields that are set, in documented order.
    pub(super) fn set_fields(self) -> impl Iterator<Item = (&'static Field, ValueRef<'a>)> {
        self.table
            .fields
            .iter()
            .filter_map(move |field| self.get(field).map(|value| (field, value)))
    }
}
