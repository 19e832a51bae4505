//! Records: one table per object, everything else interprets it.
//!
//! A generated object is a plain struct and a [`Table`] of its fields. What
//! serde's derive would write out as code for every struct is here written
//! once, over tables: JSON in and out ([`json`]), query and header pairs,
//! upload parts, the required check, encryption, `Debug`, `Clone`, `PartialEq`.
//! That is what makes a crate with every operation of WeChat Pay compile in
//! seconds (ARCHITECTURE.md has the measurements).
//!
//! All `unsafe` code of the crate is in `record::raw`, behind safe views.

mod any;
#[cfg(feature = "serde")]
pub mod bridge;
mod debug;
mod decode;
mod downloads;
mod encode;
mod error;
mod exact;
mod form;
pub mod json;
mod layout;
mod missing;
mod pairs;
mod raw;
mod sensitive;
mod table;
mod unknown;
mod upload;
mod view;
mod wanted;
mod xml;

pub use any::AnyRecord;
pub use debug::fmt as debug_fmt;
pub(crate) use downloads::Announced;
pub use error::{BoxError, CryptError, DecodeError, EncodeError};
pub(crate) use json::from_answer;
pub use json::{from_json, to_json};
pub use layout::fields;
pub use missing::Missing;
pub use pairs::Part;
pub(crate) use raw::Wrap;
pub use raw::{ListOps, NumberedOps, WrapOps, clone, empty, eq};
pub(crate) use sensitive::kind_may_hold_sensitive;
pub use sensitive::{Cipher, decrypt};
pub use table::{EnumTable, Field, Kind, Location, Record, Slot, Table, Value, flag};
pub use unknown::unknown_fields;
pub(crate) use unknown::{Lists, unknown_in};
pub use view::{RecordMut, RecordRef};
pub(crate) use wanted::wanted;
pub use xml::{from_document, from_xml};

/// Interpreters of open enumerations, used by [`open_enum!`](crate::open_enum).
pub mod enums {
    pub use super::raw::{Open, as_str, clone_open as clone, cmp, eq_open as eq, is, parse};
}
