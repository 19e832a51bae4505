//! Texts of JSON, written without being looked through byte by byte.
//!
//! serde_json looks at each byte of a text for one to escape, and nearly no text has any: keys are identifiers, and of
//! values it is seen eight bytes at a time. So a plain text is told to the formatter, and what is serialized in its place
//! is empty. Only our own writer of JSON has such a formatter: to all others a text is a text.

use std::cell::Cell;
use std::io::{Result, Write};

use serde_core::ser::Serialize;
use serde_json::ser::Formatter;

use super::table::Field;

/// How keys and texts are written.
pub(crate) trait Texts<'a>: Copy {
    /// What to serialize as the key of a field.
    fn key(self, field: &'static Field) -> &'static str;

    /// What to serialize as a text.
    fn text(self, text: &'a str) -> &'a str;
}

/// As they are, for whatever is written to.
#[derive(Clone, Copy)]
pub(crate) struct AsTheyAre;

impl<'a> Texts<'a> for AsTheyAre {
    #[inline]
    fn key(self, field: &'static Field) -> &'static str {
        field.name()
    }

    #[inline]
    fn text(self, text: &'a str) -> &'a str {
        text
    }
}

/// Told to the formatter, if nothing of it must be escaped.
#[derive(Clone, Copy)]
pub(crate) struct Told<'k, 'a>(&'k Cell<&'a str>);

impl<'a> Texts<'a> for Told<'_, 'a> {
    #[inline]
    fn key(self, field: &'static Field) -> &'static str {
        let Some(key) = field.plain_key() else {
            return field.name();
        };
        self.0.set(key);
        ""
    }

    #[inline]
    fn text(self, text: &'a str) -> &'a str {
        if !is_plain(text) {
            return text;
        }
        self.0.set(text);
        ""
    }
}

/// Whether a text stands in JSON as it is. The last bytes of its last word may have been in the one before.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    if let Some(last) = bytes.last_chunk() {
        let words = bytes.as_chunks().0.iter().chain([last]);
        return words.copied().map(u64::from_ne_bytes).all(is_plain_word);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let half = |bytes: &[u8; 4]| u64::from(u32::from_ne_bytes(*bytes));
        return is_plain_word(half(first) << 32 | half(last));
    }
    bytes
        .iter()
        .all(|byte| *byte >= b' ' && !matches!(byte, b'"' | b'\\'))
}

/// Whether none of eight bytes is escaped: of each that is, its subtraction borrows into the highest bit.
#[inline]
fn is_plain_word(word: u64) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, least: u8| word.wrapping_sub(EACH * u64::from(least)) & !word;
    let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    (below(word, b' ') | is(b'"') | is(b'\\')) & (EACH << 7) == 0
}

/// The compact JSON of what is made with texts that are told.
pub(super) fn to_json<'k, 'a: 'k, S: Serialize>(
    next: &'k Cell<&'a str>,
    make: impl FnOnce(Told<'k, 'a>) -> S,
) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(256);
    let formatter = Telling { next, is_told: false };
    make(Told(next)).serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter))?;
    Ok(out)
}

/// Writes keys whole, with their quotes and what is around them, and texts with the quote before them.
struct Telling<'k, 'a> {
    /// Empty if none was told.
    next: &'k Cell<&'a str>,
    /// Whether, from a key to its value, serde_json writes an empty text in the place of one that was told.
    is_told: bool,
}

impl Telling<'_, '_> {
    #[inline]
    fn unless_told<W: ?Sized + Write>(&self, writer: &mut W, text: &[u8]) -> Result<()> {
        if self.is_told {
            Ok(())
        } else {
            writer.write_all(text)
        }
    }
}

impl Formatter for Telling<'_, '_> {
    #[inline]
    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        let key = self.next.take();
        if key.is_empty() {
            return if first { Ok(()) } else { writer.write_all(b",") };
        }
        self.is_told = true;
        // It begins with the comma.
        writer.write_all(&key.as_bytes()[usize::from(first)..])
    }

    #[inline]
    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.is_told {
            return Ok(());
        }
        writer.write_all(b"\"")?;
        writer.write_all(self.next.take().as_bytes())
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

#[cfg(test)]
mod tests {
    use super::is_plain;

    /// At each place of texts of each length around a word, each byte that must be escaped is seen, and no other.
    #[test]
    fn is_plain_what_serde_json_writes_as_it_is() {
        for length in 0..20 {
            for at in 0..length {
                for byte in 0..128_u8 {
                    let mut text = vec![b'a'; length];
                    text[at] = byte;
                    let text = String::from_utf8(text).expect("it is ASCII");
                    let written = serde_json::to_string(&text).expect("a text is JSON");
                    assert_eq!(is_plain(&text), written == format!("\"{text}\""), "{text:?}");
                }
            }
        }
        assert!(is_plain("") && is_plain("支付成功，自定义数据🍵"));
    }
}
