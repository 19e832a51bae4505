//! Open enumerations by table.
//!
//! An open enumeration is `#[repr(u16)]` with unit variants and, last,
//! `Unknown(String)`. The reference defines that layout as a union of
//! `#[repr(C)]` structs that begin with the tag, so the tag can be read and
//! written without knowing the type.

use std::mem::MaybeUninit;

use super::super::table::EnumTable;
use super::super::view::EnumMut;

/// An open enumeration.
///
/// # Safety
/// The type must be `#[repr(u16)]`, have one unit variant for each of
/// `TABLE.values` in that order, and then `Unknown(String)`.
/// [`open_enum!`](crate::open_enum) writes both; nothing else may implement this.
pub unsafe trait Open: Sized {
    /// The documented values.
    const TABLE: &'static EnumTable;
}

/// The layout of the last variant.
#[repr(C)]
struct Unknown {
    tag: u16,
    text: String,
}

/// The wire value of the enumeration at `at`.
pub(super) unsafe fn text<'a>(at: *const u8, table: &'static EnumTable) -> &'a str {
    // SAFETY: the tag lies first; a tag past the table is that of `Unknown`.
    unsafe {
        match table.values.get(usize::from(*at.cast::<u16>())) {
            Some(value) => value,
            None => (*at.cast::<Unknown>()).text.as_str(),
        }
    }
}

/// Writes the variant for `value` over whatever is at `at`, without dropping it.
unsafe fn write(at: *mut u8, table: &'static EnumTable, value: &str) {
    // At most a few dozen values: a scan beats a map.
    match table.values.iter().position(|known| *known == value) {
        #[allow(clippy::cast_possible_truncation)] // an enumeration has fewer than 65,536 values
        Some(tag) => unsafe { at.cast::<u16>().write(tag as u16) },
        None => {
            #[allow(clippy::cast_possible_truncation)]
            let unknown = Unknown {
                tag: table.values.len() as u16,
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
            if usize::from(*self.at.cast::<u16>()) >= self.table.values.len() {
                std::ptr::drop_in_place(&raw mut (*self.at.cast::<Unknown>()).text);
            }
            write(self.at, self.table, value);
        }
    }
}
