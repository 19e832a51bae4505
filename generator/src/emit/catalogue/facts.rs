//! What is said of fields besides what their tables say: what they are called, and how long a text may be.

use std::fmt::Write as _;

use crate::ir::{Field, Length};
use crate::plan::{RustType, TypeDef, Types};

/// So deep that nothing documented is cut, and what holds itself ends.
const DEPTH: usize = 8;
/// A longer term is a description.
const LONGEST: usize = 40;

/// `&[…]` of all fields of the type of this name, at any depth.
pub(super) fn of_type(types: &Types<'_>, name: &str) -> String {
    let mut out = String::new();
    if let Some(def) = types.get(name) {
        walk(types, def, "", 0, &mut out);
    }
    list(&out)
}

/// The same of the parameters of a path.
pub(super) fn of_path(params: &[Field]) -> String {
    let mut out = String::new();
    for field in params {
        fact(
            &format!("/{}", field.name),
            &field.doc.text,
            field.doc.length,
            &mut out,
        );
    }
    list(&out)
}

fn list(lines: &str) -> String {
    match lines {
        "" => "&[]".to_owned(),
        lines => format!("&[\n{lines}        ]"),
    }
}

fn walk(types: &Types<'_>, def: &TypeDef<'_>, above: &str, depth: usize, out: &mut String) {
    for field in def.fields() {
        let name = field.wire.replace('~', "~0").replace('/', "~1");
        let pointer = format!("{above}/{name}");
        fact(&pointer, &field.doc.text, field.doc.length, out);
        let below = pointer + &"/*".repeat(lists(&field.ty));
        if let Some(id) = field.ty.named().filter(|_| depth < DEPTH) {
            walk(types, types.def(*id), &below, depth + 1, out);
        }
    }
}

/// How many lists a value is in, through texts that hold them.
fn lists(ty: &RustType) -> usize {
    match ty {
        RustType::List(inner) => 1 + lists(inner),
        RustType::JsonString(inner) | RustType::UrlEncoded(inner) | RustType::Numbered(inner) => lists(inner),
        _ => 0,
    }
}

fn fact(pointer: &str, text: &str, length: Length, out: &mut String) {
    let term: String = text
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(LONGEST)
        .collect();
    if term.is_empty() && length.is_free() {
        return;
    }
    let [least, most] = [length.least, length.most].map(|one| format!("{one:?}"));
    let _ = match length.is_free() {
        true => writeln!(out, "            term({pointer:?}, {term:?}),"),
        false => writeln!(out, "            fact({pointer:?}, {term:?}, {least}, {most}),"),
    };
}

#[cfg(test)]
mod tests {
    use super::{fact, list, lists};
    use crate::ir::Length;
    use crate::plan::{RustType, TypeId};

    #[test]
    fn nothing_is_said_of_a_field_that_says_nothing() {
        let (free, most) = (
            Length::default(),
            Length {
                least: None,
                most: Some(32),
            },
        );
        for (text, length, expected) in [
            ("", free, "&[]"),
            (
                "商户号\n说明",
                free,
                "&[\n            term(\"/a\", \"商户号\"),\n        ]",
            ),
            (
                "",
                most,
                "&[\n            fact(\"/a\", \"\", None, Some(32)),\n        ]",
            ),
        ] {
            let mut out = String::new();
            fact("/a", text, length, &mut out);
            assert_eq!(list(&out), expected, "{text}");
        }
    }

    #[test]
    fn every_list_is_a_step_of_the_pointer() {
        let of = |ty: RustType<TypeId>| RustType::List(Box::new(ty));
        assert_eq!(lists(&RustType::Text), 0);
        assert_eq!(lists(&RustType::JsonString(Box::new(of(of(RustType::Text))))), 2);
    }
}
