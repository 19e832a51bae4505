//! Type cells: `string(32)`, `array[GoodsDetail]`, `string[1,32]`, `int`.

use super::text;
use crate::page::{Attr, LONGEST, SHORTEST};

/// A type as the rows of this generator write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// `string`, `object[]`, …; as found if it is not known.
    pub name: String,
    /// Lengths.
    pub attrs: Vec<Attr>,
    /// `array` without a word about its items.
    pub is_bare_array: bool,
}

/// Reads a type cell; `has_children` tells what is in an array or an object of which nothing is said.
pub(super) fn read(cell: &str) -> Written {
    let cell = text::word(&text::plain(cell).replace('\n', " "));
    let normal: String = cell.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let lower = normal.to_ascii_lowercase();
    if let Some(item) = lower.strip_suffix("()") {
        let mut written = scalar(item, &cell);
        if written.name != cell {
            written.name.push_str("[]");
        }
        return written;
    }
    if let Some(inner) = lower.strip_prefix("array") {
        let item = inner.strip_prefix('(').and_then(|item| item.strip_suffix(')'));
        let Some(item) = item else {
            return Written {
                name: if inner.is_empty() {
                    "object[]".to_owned()
                } else {
                    cell
                },
                is_bare_array: inner.is_empty(),
                ..Written::default()
            };
        };
        let mut written = scalar(item, &cell);
        // What is no scalar is the name of an object.
        if written.name == cell {
            let is_name = item.starts_with(|c: char| c.is_ascii_alphabetic());
            written.name = if is_name {
                "object".to_owned()
            } else {
                return written;
            };
        }
        written.name.push_str("[]");
        return written;
    }
    scalar(&lower, &cell)
}

/// Full-width brackets and commas as the others.
fn narrow(c: char) -> char {
    match c {
        '（' | '［' | '[' => '(',
        '）' | '］' | ']' => ')',
        '，' => ',',
        c => c,
    }
}

/// A type without an array around it, already in lower case.
fn scalar(lower: &str, cell: &str) -> Written {
    let (name, length) = match lower.split_once('(') {
        Some((name, length)) => (name, length.trim_end_matches(')')),
        None => (lower, ""),
    };
    let known = match name {
        // One page writes it that way.
        "string" | "stirng" | "enum" => "string",
        "integer" | "int" | "int32" | "int64" | "uint" | "uint32" | "uint64" | "long" => "integer",
        "number" => "number",
        "float" | "double" => "float",
        "boolean" | "bool" => "boolean",
        "object" => "object",
        // The file of an upload is an object without fields.
        "file" | "message" => "object",
        _ => {
            return Written {
                name: cell.to_owned(),
                ..Written::default()
            };
        }
    };
    let attrs = if known == "string" {
        lengths(length)
    } else {
        Vec::new()
    };
    Written {
        name: known.to_owned(),
        attrs,
        is_bare_array: false,
    }
}

/// `32`, `1,32`, `1,`
fn lengths(written: &str) -> Vec<Attr> {
    let number = |text: &str| text.parse::<u32>().ok().map(|number| number.to_string());
    let (least, most) = match written.split_once(',') {
        Some((least, most)) => (number(least), number(most)),
        None => (None, number(written)),
    };
    let least = least.map(|number| Attr::new(SHORTEST, &number));
    least
        .into_iter()
        .chain(most.map(|number| Attr::new(LONGEST, &number)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        // cell, type, least length, greatest length
        let cases = [
            ("string(32)", "string", "", "32"),
            ("String(32)", "string", "", "32"),
            ("string（32）", "string", "", "32"),
            ("stirng(32)", "string", "", "32"),
            ("string(1,1048576)", "string", "1", "1048576"),
            (r"string\[1,32\]", "string", "1", "32"),
            (r"string\[1, 32\]", "string", "1", "32"),
            (r"string\[1,\]", "string", "1", ""),
            ("string", "string", "", ""),
            ("array[object]", "object[]", "", ""),
            ("array[GoodsDetail]", "object[]", "", ""),
            ("array[string(512)]", "string[]", "", "512"),
            ("array[string]", "string[]", "", ""),
            ("array[integer]", "integer[]", "", ""),
            ("array", "object[]", "", ""),
            ("int", "integer", "", ""),
            ("int 64", "integer", "", ""),
            ("uint64", "integer", "", ""),
            ("number", "number", "", ""),
            ("bool", "boolean", "", ""),
            ("file", "object", "", ""),
            ("Object", "object", "", ""),
            ("Function", "Function", "", ""),
            ("array[", "array[", "", ""),
            ("string[]", "string[]", "", ""),
            ("", "", "", ""),
        ];
        for (cell, name, least, most) in cases {
            let written = read(cell);
            let value = |name: &str| {
                let attr = written.attrs.iter().find(|attr| attr.name == name);
                attr.and_then(|attr| attr.value.as_deref()).unwrap_or("")
            };
            assert_eq!(
                (&*written.name, value(SHORTEST), value(LONGEST)),
                (name, least, most),
                "{cell}"
            );
        }
    }
}
