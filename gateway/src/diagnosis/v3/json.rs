//! The spellings that the JSON writers of other languages give to the same value.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};

/// How a writer spells what has several spellings.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    layout: Layout,
    escapes: Escapes,
}

/// The blanks between tokens.
#[derive(Debug, Clone, Copy)]
struct Layout {
    /// What each level is indented by; with it each member has a line.
    indent: Option<&'static str>,
    colon: &'static str,
    comma: &'static str,
}

/// Which characters are escaped that need not be.
#[derive(Debug, Clone, Copy)]
struct Escapes {
    plain: &'static str,
    is_ascii: bool,
}

const fn layout(indent: Option<&'static str>, colon: &'static str, comma: &'static str) -> Layout {
    Layout { indent, colon, comma }
}

const fn escapes(plain: &'static str, is_ascii: bool) -> Escapes {
    Escapes { plain, is_ascii }
}

const LAYOUTS: [Layout; 6] = [
    layout(None, ":", ","),
    // Python.
    layout(None, ": ", ", "),
    // JavaScript, Python and serde with an indentation; Java's writers put a blank before the colon.
    layout(Some("  "), ": ", ","),
    layout(Some("    "), ": ", ","),
    layout(Some("\t"), ": ", ","),
    layout(Some("  "), " : ", ","),
];

const ESCAPES: [Escapes; 6] = [
    escapes("", false),
    // Python.
    escapes("", true),
    // PHP, without and with JSON_UNESCAPED_UNICODE.
    escapes("/", true),
    escapes("/", false),
    // Go.
    escapes("<>&", false),
    // Gson.
    escapes("<>&='", false),
];

/// This value in each spelling, none twice.
pub(super) fn spellings(value: &Value) -> Vec<Vec<u8>> {
    let each = LAYOUTS.iter().flat_map(|layout| {
        ESCAPES.iter().map(|escapes| Spelling {
            layout: *layout,
            escapes: *escapes,
        })
    });
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for spelling in each {
        let text = spelling.write(value);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

impl Spelling {
    fn write(self, value: &Value) -> Vec<u8> {
        let mut text = Vec::new();
        let mut writer = Serializer::with_formatter(
            &mut text,
            Spelled {
                spelling: self,
                level: 0,
                is_filled: false,
            },
        );
        // A `Value` is JSON, and memory does not refuse bytes.
        let written = value.serialize(&mut writer);
        debug_assert!(written.is_ok());
        text
    }
}

struct Spelled {
    spelling: Spelling,
    level: usize,
    is_filled: bool,
}

impl Spelled {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.level += 1;
        self.is_filled = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.level -= 1;
        if self.is_filled {
            self.line(writer)?;
        }
        self.is_filled = true;
        writer.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        if !is_first {
            writer.write_all(self.spelling.layout.comma.as_bytes())?;
        }
        self.line(writer)
    }

    fn line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        match self.spelling.layout.indent {
            Some(indent) => writer.write_all(format!("\n{}", indent.repeat(self.level)).as_bytes()),
            None => Ok(()),
        }
    }
}

impl Formatter for Spelled {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.next(writer, is_first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.next(writer, is_first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(self.spelling.layout.colon.as_bytes())
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let Escapes { plain, is_ascii } = self.spelling.escapes;
        for char in fragment.chars() {
            let mut buffer = [0; 4];
            match char {
                '/' if plain.contains('/') => writer.write_all(b"\\/")?,
                _ if plain.contains(char) || (is_ascii && !char.is_ascii()) => {
                    let mut units = [0; 2];
                    for unit in char.encode_utf16(&mut units) {
                        writer.write_all(format!("\\u{unit:04x}").as_bytes())?;
                    }
                }
                _ => writer.write_all(char.encode_utf8(&mut buffer).as_bytes())?,
            }
        }
        Ok(())
    }
}
