//! Records: one table per object, everything else interprets it.
//!
//! A generated object is a plain struct and a [`Table`] of its fields. What
//! serde's derive would write out as code for every struct is here written
//! once, over tables: JSON in and out ([`json`]), query and header pairs,
//! upload parts, the required check, encryption, `Debug`, `Clone`, `PartialEq`.
//! That is what makes a crate with every operation of WeChat Pay compile in
//! seconds (ARCHITECTURE.md has the measurements).
//!
//! Public is what reads and writes a record; what the macros expand to is in the crate's `__private`.
//!
//! All `unsafe` code of the crate is in `record::raw`, behind safe views.

mod any;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod bridge;
mod debug;
mod decode;
mod downloads;
mod encode;
mod encoding;
mod error;
mod exact;
pub mod json;
mod layout;
mod missing;
mod named;
mod number;
mod pairs;
mod plain;
mod raw;
mod sensitive;
mod strings;
mod table;
mod trail;
mod unknown;
mod upload;
mod values;
mod view;
mod wanted;
mod wrapped;
mod xml;

pub use error::{CryptError, DecodeError, EncodeError};
pub use json::{from_json, to_json};
pub use sensitive::{Cipher, decrypt};
pub use strings::{JsonString, UrlEncoded};
pub use table::{Record, Table};
pub use unknown::unknown_fields;
pub use xml::{from_document, from_xml};

pub(crate) use any::AnyRecord;
pub(crate) use downloads::Announced;
pub(crate) use json::{from_answer, read_answer};
pub(crate) use missing::Missing;
pub(crate) use pairs::Part;
pub(crate) use sensitive::decrypt_all;
#[cfg(feature = "test")]
pub(crate) use table::Kind;
pub(crate) use table::{Field, Location};
pub(crate) use unknown::{Lists, unknown_in};
pub(crate) use view::{RecordMut, RecordRef};
pub(crate) use wanted::wanted;
pub(crate) use xml::read_document;

/// What the macros expand to, and what tests look at.
#[doc(hidden)]
pub mod private {
    pub use super::any::AnyRecord;
    pub use super::debug::fmt as debug_fmt;
    pub use super::layout::fields;
    pub use super::missing::Missing;
    pub use super::pairs::Part;
    pub use super::raw::{clone, empty, eq};
    pub use super::table::{
        EnumTable, Field, Kind, ListOps, Location, NumberedOps, Record, Slot, Table, Value, WrapOps, flag,
    };
    pub use super::view::{RecordMut, RecordRef};

    /// serde's own traits.
    #[cfg(feature = "serde")]
    pub use super::bridge;

    /// Interpreters of open enumerations, used by [`open_enum!`](crate::open_enum).
    pub mod enums {
        pub use super::super::raw::{Open, as_str, clone_open as clone, cmp, eq_open as eq, is, parse};
    }
}
