//! Open enumerations by table.
//!
//! An open enumeration is `#[repr(C)]` with unit variants and, last,
//! `Unknown(String)`. The reference defines that layout as a C enumeration, the tag, and a
//! union of what the variants hold, so the tag can be read and
//! written without knowing the type. `#[repr(u16)]` would do as well, but its numbers are a promise to
//! users, and one more documented value would break it.

use std::cmp::Ordering;
use std::ffi::c_int;
use std::mem::MaybeUninit;

use super::super::table::EnumTable;
use super::super::view::EnumMut;

/// An open enumeration.
///
/// # Safety
/// The type must be `#[repr(C)]`, have one unit variant for each of
/// `TABLE.values` in that order, and then `Unknown(String)`.
/// [`open_enum!`](crate::open_enum) writes both; nothing else may implement this.
pub unsafe trait Open: Sized {
    /// The documented values.
    const TABLE: &'static EnumTable;
}

/// The layout of the last variant.
#[repr(C)]
struct Unknown {
    tag: c_int,
    text: String,
}

/// A target whose C enumerations are smaller than an `int` is refused.
const _: () = {
    #[repr(C)]
    enum Tag {
        _A,
        _B,
    }
    assert!(size_of::<Tag>() == size_of::<c_int>() && align_of::<Tag>() == align_of::<c_int>());
};

/// The place of the variant at `at`.
unsafe fn tag(at: *const u8) -> usize {
    // SAFETY: the tag lies first; variants are counted from 0.
    #[allow(clippy::cast_sign_loss)]
    unsafe {
        *at.cast::<c_int>() as usize
    }
}

/// The wire value of the enumeration at `at`.
pub(super) unsafe fn text<'a>(at: *const u8, table: &'static EnumTable) -> &'a str {
    // SAFETY: the tag lies first; a tag past the table is that of `Unknown`.
    unsafe {
        match table.values.get(tag(at)) {
            Some(value) => value,
            None => (*at.cast::<Unknown>()).text.as_str(),
        }
    }
}

/// Writes the variant for `value` over whatever is at `at`, without dropping it.
unsafe fn write(at: *mut u8, table: &'static EnumTable, value: &str) {
    // At most a few dozen values: a scan beats a map.
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
    // no enumeration has so many values
    match table.values.iter().position(|known| *known == value) {
        Some(tag) => unsafe { at.cast::<c_int>().write(tag as c_int) },
        None => {
            let unknown = Unknown {
                tag: table.values.len() as c_int,
                text: value.to_owned(),
            };
            unsafe { at.cast::<Unknown>().write(unknown) }
        }
    }
}

/// The wire value of an enumeration.
#[inline]
#[must_use]
pub fn as_str<E: Open>(value: &E) -> &str {
    // SAFETY: `E` is laid out as `Open` demands.
    unsafe { text(std::ptr::from_ref(value).cast(), E::TABLE) }
}

/// The variant for a wire value; one that is not documented is kept as `Unknown`.
#[inline]
#[must_use]
pub fn parse<E: Open>(value: &str) -> E {
    let mut out = MaybeUninit::<E>::uninit();
    // SAFETY: `E` is laid out as `Open` demands; `write` makes a whole variant.
    unsafe {
        write(out.as_mut_ptr().cast(), E::TABLE, value);
        out.assume_init()
    }
}

/// Whether two values are the same on the wire.
#[inline]
#[must_use]
pub fn eq<E: Open>(a: &E, b: &E) -> bool {
    as_str(a) == as_str(b)
}

/// Whether it is this value on the wire.
#[inline]
#[must_use]
pub fn is<E: Open>(value: &E, text: &str) -> bool {
    as_str(value) == text
}

/// The order of two values: that of their texts.
#[inline]
#[must_use]
pub fn cmp<E: Open>(a: &E, b: &E) -> Ordering {
    as_str(a).cmp(as_str(b))
}

/// A copy of an enumeration. `Unknown` stays `Unknown`, whatever it holds.
#[inline]
#[must_use]
pub fn clone_open<E: Open>(value: &E) -> E {
    parse(as_str(value))
}

impl EnumMut<'_> {
    /// The value.
    pub(crate) fn text(&self) -> &str {
        // SAFETY: `at` is an enumeration with this table.
        unsafe { text(self.at, self.table) }
    }

    /// Replaces the value.
    pub(crate) fn set(&mut self, value: &str) {
        // SAFETY: `at` is an enumeration with this table; only `Unknown` owns anything.
        unsafe {
            if tag(self.at) >= self.table.values.len() {
                std::ptr::drop_in_place(&raw mut (*self.at.cast::<Unknown>()).text);
            }
            write(self.at, self.table, value);
        }
    }
}
