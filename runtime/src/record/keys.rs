//! Keys of JSON objects, written without being looked through.
//!
//! serde_json looks at each byte of a key for one to escape, and nearly all keys are identifiers. So a key is told to
//! the formatter, and what is serialized in its place is empty. Only our own writer of JSON has such a formatter: to all
//! others a key is a key.

use std::cell::Cell;
use std::io::{Result, Write};

use serde_core::ser::Serialize;
use serde_json::ser::Formatter;

use super::table::Field;

/// How the key of a field is written.
pub(crate) trait Keys: Copy {
    /// What to serialize as the key.
    fn key(self, field: &'static Field) -> &'static str;
}

/// As it is, for whatever is written to.
#[derive(Clone, Copy)]
pub(crate) struct AsTheyAre;

impl Keys for AsTheyAre {
    #[inline]
    fn key(self, field: &'static Field) -> &'static str {
        field.name
    }
}

/// Told to the formatter, if nothing of it must be escaped.
#[derive(Clone, Copy)]
pub(crate) struct Told<'k>(&'k Cell<&'static str>);

impl Keys for Told<'_> {
    #[inline]
    fn key(self, field: &'static Field) -> &'static str {
        if !field.has_plain_name() {
            return field.name;
        }
        self.0.set(field.name);
        ""
    }
}

/// The compact JSON of what is made with keys that are told.
pub(super) fn to_json<'k, S: Serialize>(
    next: &'k Cell<&'static str>,
    make: impl FnOnce(Told<'k>) -> S,
) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(256);
    let formatter = Keyed { next, is_told: false };
    make(Told(next)).serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter))?;
    Ok(out)
}

/// Writes `,"key":` at once.
struct Keyed<'k> {
    /// Empty if none was told.
    next: &'k Cell<&'static str>,
    /// Whether, from a key to its value, serde_json writes an empty text in the place of one that was told.
    is_told: bool,
}

impl Keyed<'_> {
    #[inline]
    fn unless_told<W: ?Sized + Write>(&self, writer: &mut W, text: &[u8]) -> Result<()> {
        if self.is_told {
            Ok(())
        } else {
            writer.write_all(text)
        }
    }
}

impl Formatter for Keyed<'_> {
    #[inline]
    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        let key = self.next.take();
        if key.is_empty() {
            return if first { Ok(()) } else { writer.write_all(b",") };
        }
        self.is_told = true;
        writer.write_all(if first { b"\"" } else { b",\"" })?;
        writer.write_all(key.as_bytes())?;
        writer.write_all(b"\":")
    }

    #[inline]
    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.unless_told(writer, b"\"")
    }

    #[inline]
    fn end_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.unless_told(writer, b"\"")
    }

    #[inline]
    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.unless_told(writer, b":")?;
        self.is_told = false;
        Ok(())
    }
}
