//! The attributes that tables and headings may have: where each may stand, and what it may be.
//!
//! Anything else is a mistake, and may be the one that sends personal data in clear text. A new attribute is a
//! line of [`ATTRIBUTES`].

use super::{
    Attr, CHOICES, CONFIRMED, DOCUMENTATION, ENCODED, ENCODED_BY, ENCRYPTED, LONGEST, MARK, ONE_OF, OUTCOME,
    REMEDY, REPEATED, REQUIRED, SHORTEST, SIGNED,
};

/// A place in a table that attributes can stand at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The heading of a section.
    Heading,
    /// The cells of the first row.
    Header,
    /// The first cell of a row.
    Name,
    /// The second cell of a row.
    Type,
    /// The rest of a row, where no attribute is read.
    Description,
}

/// What an attribute's value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    /// There is none.
    None,
    /// A number.
    Number,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Anything but nothing.
    Any,
    /// Whatever is written; a later stage judges it.
    Later,
}

/// A known attribute.
struct KnownAttribute {
    name: &'static str,
    spots: &'static [Spot],
    value: Value,
}

const fn known(name: &'static str, spots: &'static [Spot], value: Value) -> KnownAttribute {
    KnownAttribute { name, spots, value }
}

/// Every attribute with a meaning, then the decoration of the site: what a page looks like says nothing.
const ATTRIBUTES: [KnownAttribute; 24] = [
    known(REQUIRED, &[Spot::Name, Spot::Type], Value::None),
    known(ONE_OF, &[Spot::Name], Value::Number),
    known(CHOICES, &[Spot::Name], Value::Later),
    known(CONFIRMED, &[Spot::Name], Value::None),
    known(MARK, &[Spot::Name], Value::None),
    known(OUTCOME, &[Spot::Name], Value::Any),
    known(DOCUMENTATION, &[Spot::Name, Spot::Heading], Value::Any),
    known(REPEATED, &[Spot::Name], Value::None),
    // How deep it may be is for `lower` to say, which knows what is above.
    known("data-indent", &[Spot::Name], Value::Later),
    known(LONGEST, &[Spot::Type], Value::Number),
    known(SHORTEST, &[Spot::Type], Value::Number),
    known(
        ENCRYPTED,
        &[Spot::Type],
        Value::OneOf(&["by-rsa-pubkey", "by-aes-gcm", "by-aes-ecb"]),
    ),
    known(
        ENCODED,
        &[Spot::Type],
        Value::OneOf(&["by-json_encode", "by-urlencode"]),
    ),
    known(
        ENCODED_BY,
        &[Spot::Type],
        Value::OneOf(&["json_encode", "urlencode"]),
    ),
    known(SIGNED, &[Spot::Type], Value::OneOf(&["by-rsa-privatekey"])),
    // Of a table of error codes, whose reader knows the remedies.
    known(REMEDY, &[Spot::Name], Value::Later),
    // Rows across all columns: a line, or the kind of an answer.
    known("colspan", &[Spot::Name], Value::Number),
    known(".im-table-line", &[Spot::Name], Value::None),
    known("data-tooltip", ANYWHERE, Value::Any),
    known("align", ANYWHERE, Value::OneOf(&["left", "center", "right"])),
    known("width", ANYWHERE, Value::Any),
    known(".centered", ANYWHERE, Value::None),
    known(".type", &[Spot::Header], Value::None),
    known(".desc", &[Spot::Header], Value::None),
];

/// Where decoration may stand.
const ANYWHERE: &[Spot] = &[Spot::Header, Spot::Name, Spot::Type, Spot::Description];

/// What is wrong with an attribute: what was seen and expected, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What stands there, and what should.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// What is wrong with an attribute at its place; nothing if it means something there.
pub fn fault(spot: Spot, attr: &Attr) -> Option<Fault> {
    let Some(known) = ATTRIBUTES.iter().find(|one| one.name == attr.name) else {
        return Some(unknown(spot, &attr.name));
    };
    if !known.spots.contains(&spot) {
        return Some(misplaced(known, spot));
    }
    known.value.fault(&attr.name, attr.value.as_deref())
}

/// The first attribute with a meaning that a text without attributes names.
pub(crate) fn named_in(text: &str) -> Option<&'static str> {
    let mut meaningful = ATTRIBUTES.iter().filter(|one| one.spots != ANYWHERE);
    let named = meaningful.find(|one| one.name.starts_with("data-") && text.contains(one.name));
    named.map(|one| one.name)
}

/// What is wrong with a text that names an attribute where none is read.
pub(crate) fn unread(spot: Spot, name: &str) -> Fault {
    Fault {
        message: format!(
            "`{name}` stands in the text of {}, where it means nothing",
            spot.words()
        ),
        help: "write attributes at the end of their cell, as `{name name=value}`".to_owned(),
    }
}

fn unknown(spot: Spot, name: &str) -> Fault {
    let near = ATTRIBUTES
        .iter()
        .map(|one| (strsim::osa_distance(one.name, &name.to_ascii_lowercase()), one))
        .filter(|(distance, _)| *distance <= name.len() / 3)
        .min_by_key(|(distance, one)| (*distance, !one.spots.contains(&spot)));
    let here = || {
        let names = ATTRIBUTES.iter().filter(|one| one.spots.contains(&spot));
        names
            .map(|one| format!("`{}`", one.name))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let help = match near {
        Some((_, one)) if one.spots.contains(&spot) => format!("did you mean `{}`?", one.name),
        Some((_, one)) => format!("did you mean `{}`? It belongs into {}", one.name, one.home()),
        None => format!("{} may have {}", spot.words(), here()),
    };
    Fault {
        message: format!("`{name}` in {} is no known attribute", spot.words()),
        help,
    }
}

fn misplaced(known: &KnownAttribute, spot: Spot) -> Fault {
    let (name, home) = (known.name, known.home());
    Fault {
        message: format!("`{name}` stands in {}, where it means nothing", spot.words()),
        help: format!("move it into {home}"),
    }
}

impl KnownAttribute {
    fn home(&self) -> &'static str {
        self.spots[0].words()
    }
}

impl Spot {
    fn words(self) -> &'static str {
        match self {
            Self::Heading => "the heading",
            Self::Header => "the table's first row",
            Self::Name => "the name cell",
            Self::Type => "the type cell",
            Self::Description => "the description",
        }
    }
}

impl Value {
    fn fault(self, name: &str, value: Option<&str>) -> Option<Fault> {
        let is_fine = match (self, value) {
            (Self::None, value) => value.is_none(),
            (Self::Number, value) => value.is_some_and(|value| value.parse::<u32>().is_ok()),
            (Self::OneOf(words), value) => value.is_some_and(|value| words.contains(&value)),
            (Self::Any, value) => value.is_some_and(|value| !value.is_empty()),
            (Self::Later, value) => value.is_some(),
        };
        if is_fine {
            return None;
        }
        let seen = value.map_or("no value".to_owned(), |value| format!("the value `{value}`"));
        let (expected, help) = self.expected(name, value.unwrap_or_default());
        Some(Fault {
            message: format!("`{name}` has {seen}; expected {expected}"),
            help,
        })
    }

    /// In words, and what to write.
    fn expected(self, name: &str, seen: &str) -> (String, String) {
        match self {
            Self::None => ("none".to_owned(), format!("write `{name}` alone")),
            Self::Number | Self::Later => ("a number".to_owned(), format!("write it as `{name}=3`")),
            Self::Any => ("one".to_owned(), format!("write it as `{name}=value`")),
            Self::OneOf(words) => {
                let near = words
                    .iter()
                    .min_by_key(|word| (!word.contains(seen), strsim::osa_distance(word, seen)));
                let all: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                let near = near.map_or_else(String::new, |word| format!("write `{name}={word}`"));
                (all.join(" or "), near)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of `name` or `name=value` at a place.
    fn said(spot: Spot, text: &str) -> String {
        let (name, value) = text
            .split_once('=')
            .map_or((text, None), |(name, value)| (name, Some(value)));
        let attr = Attr {
            name: name.to_owned(),
            value: value.map(str::to_owned),
        };
        fault(spot, &attr).map_or_else(String::new, |Fault { message, help }| {
            format!("{message} / {help}")
        })
    }

    #[test]
    fn m1_what_means_nothing_is_told_with_the_nearest_that_does() {
        let cases = [
            (Spot::Type, "data-encrypted=by-rsa-pubkey", ""),
            (Spot::Name, "data-required", ""),
            (Spot::Type, "data-required", ""),
            (Spot::Name, "data-one-of=2", ""),
            (Spot::Type, "data-maxlength=32", ""),
            (Spot::Header, ".type", ""),
            (Spot::Description, "data-tooltip=x", ""),
            (
                Spot::Name,
                "data-encrypted=by-rsa-pubkey",
                "`data-encrypted` stands in the name cell, where it means nothing / move it into the type cell",
            ),
            (
                Spot::Type,
                "data-encryptd=by-rsa-pubkey",
                "`data-encryptd` in the type cell is no known attribute / did you mean `data-encrypted`?",
            ),
            (
                Spot::Name,
                "data-encryptd=by-rsa-pubkey",
                "`data-encryptd` in the name cell is no known attribute / did you mean `data-encrypted`? It belongs into the type cell",
            ),
            (
                Spot::Type,
                "Data-Encrypted=by-rsa-pubkey",
                "`Data-Encrypted` in the type cell is no known attribute / did you mean `data-encrypted`?",
            ),
            (
                Spot::Type,
                "data-encrypted=by-rsa-publickey",
                "`data-encrypted` has the value `by-rsa-publickey`; expected `by-rsa-pubkey` or `by-aes-gcm` or `by-aes-ecb` / write `data-encrypted=by-rsa-pubkey`",
            ),
            (
                Spot::Type,
                "data-encrypted",
                "`data-encrypted` has no value; expected `by-rsa-pubkey` or `by-aes-gcm` or `by-aes-ecb` / write `data-encrypted=by-aes-gcm`",
            ),
            (
                Spot::Name,
                "data-required=false",
                "`data-required` has the value `false`; expected none / write `data-required` alone",
            ),
            (
                Spot::Name,
                "data-one-of=a",
                "`data-one-of` has the value `a`; expected a number / write it as `data-one-of=3`",
            ),
            (
                Spot::Type,
                "data-indent=1",
                "`data-indent` stands in the type cell, where it means nothing / move it into the name cell",
            ),
            (
                Spot::Header,
                "color=red",
                "`color` in the table's first row is no known attribute / the table's first row may have `data-tooltip`, `align`, `width`, `.centered`, `.type`, `.desc`",
            ),
        ];
        for (spot, text, expected) in cases {
            assert_eq!(said(spot, text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_known_once() {
        for (at, one) in ATTRIBUTES.iter().enumerate() {
            assert!(
                ATTRIBUTES[..at].iter().all(|known| known.name != one.name),
                "{}",
                one.name
            );
            assert!(!one.spots.is_empty(), "{}", one.name);
        }
    }
}
