//! The text that v2 signs, and how else it may be put together.

use super::fields::{FieldOrder, Names, Selection, Values};
use super::key::{KnownKey, Whose};
use crate::diagnosis::Rule;
use crate::diagnosis::search::{Change, Composed};

/// Fields, and what is made of them.
#[derive(Debug, Clone)]
pub(super) struct SignedText {
    fields: Vec<(String, String)>,
    order: FieldOrder,
    selection: Selection,
    values: Values,
    names: Names,
    key: Key,
}

/// A part of it in another form.
#[derive(Debug, Clone)]
pub(super) enum TextPart {
    Order(FieldOrder),
    Selection(Selection),
    Values(Values),
    Names(Names),
    Key(Key),
}

/// How the key gets into the text. `Debug` does not show it.
#[derive(Clone)]
pub(super) struct Key {
    before: &'static str,
    text: String,
    /// What is shown in its place.
    shown: &'static str,
    is_first: bool,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({}{})", self.before, self.shown)
    }
}

impl Key {
    fn of(known: &KnownKey<'_>) -> Self {
        let shown = match known.whose {
            Whose::Present => "<APIv2 key>",
            Whose::Former => "<former APIv2 key>",
            Whose::V3 => "<APIv3 key>",
            Whose::Other => "<other key>",
        };
        Self {
            before: "&key=",
            text: known.key.to_owned(),
            shown,
            is_first: false,
        }
    }

    fn write(&self, fields: &str, key: &str) -> String {
        match self.is_first {
            true => format!("{}{key}&{fields}", self.before),
            false => format!("{fields}{}{key}", self.before),
        }
    }
}

impl SignedText {
    /// As the documentation says.
    pub(super) fn new(fields: &[(&str, &str)], key: &KnownKey<'_>) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            fields: fields.iter().map(owned).collect(),
            order: FieldOrder::Bytes,
            selection: Selection::Documented,
            values: Values::Raw,
            names: Names::Raw,
            key: Key::of(key),
        }
    }

    /// The text with the key's name in place of the key.
    pub(super) fn shown(&self) -> String {
        self.key.write(&self.joined(), self.key.shown)
    }

    fn joined(&self) -> String {
        let mut fields: Vec<(String, String)> = self
            .fields
            .iter()
            .filter(|(name, value)| self.selection.has(name, value))
            .map(|(name, value)| match &**name {
                "sign" => (name.clone(), String::new()),
                name => (self.names.of(name), self.values.of(value)),
            })
            .collect();
        self.order.sort(&mut fields);
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }
}

impl Composed for SignedText {
    type Part = TextPart;

    fn with(&self, part: &TextPart) -> Self {
        let mut text = self.clone();
        match part.clone() {
            TextPart::Order(order) => text.order = order,
            TextPart::Selection(selection) => text.selection = selection,
            TextPart::Values(values) => text.values = values,
            TextPart::Names(names) => text.names = names,
            TextPart::Key(key) => text.key = key,
        }
        text
    }

    fn is_same(one: &TextPart, other: &TextPart) -> bool {
        std::mem::discriminant(one) == std::mem::discriminant(other)
    }

    fn bytes(&self) -> Vec<u8> {
        self.key.write(&self.joined(), &self.key.text).into_bytes()
    }
}

/// Everything to try.
pub(super) fn changes(fields: &[(&str, &str)], keys: &[KnownKey<'_>]) -> Vec<Change<TextPart>> {
    let orders = FieldOrder::OTHERS.map(|(rule, order)| Change::new(rule, TextPart::Order(order)));
    let selections = Selection::others(fields)
        .into_iter()
        .map(|(rule, selection)| Change::new(rule, TextPart::Selection(selection)));
    let values = Values::OTHERS.map(|(rule, values)| Change::new(rule, TextPart::Values(values)));
    let names = [Change::new(
        Rule::NamesLowerCase,
        TextPart::Names(Names::LowerCase),
    )];
    let other_keys = key_changes(keys);
    let all = orders.into_iter().chain(selections).chain(values).chain(names);
    all.chain(other_keys).collect()
}

fn key_changes(keys: &[KnownKey<'_>]) -> Vec<Change<TextPart>> {
    let mut changes = Vec::new();
    let mut add = |rule, key: Key| changes.push(Change::new(rule, TextPart::Key(key)));
    for known in keys {
        let key = Key::of(known);
        match known.whose {
            Whose::Present => own_key(&key).into_iter().for_each(|(rule, key)| add(rule, key)),
            Whose::Former => add(Rule::KeyFormer, key),
            Whose::V3 => add(Rule::KeyOfV3, key),
            Whose::Other => add(Rule::KeyOfOther, key),
        }
    }
    changes
}

/// The right key at a wrong place or in a wrong spelling.
fn own_key(key: &Key) -> Vec<(Rule, Key)> {
    let none = Key {
        before: "",
        text: String::new(),
        shown: "",
        is_first: false,
    };
    let empty = Key {
        before: "&key=",
        ..none.clone()
    };
    let mut keys = vec![(Rule::KeyMissing, none), (Rule::KeyMissing, empty)];
    let names = [
        "",
        "&",
        "key=",
        "&KEY=",
        "&Key=",
        "&paternerKey=",
        "&secret=",
        "&api_key=",
    ];
    keys.extend(names.map(|before| {
        (
            Rule::KeyAppendedOtherwise,
            Key {
                before,
                ..key.clone()
            },
        )
    }));
    let first = Key {
        before: "key=",
        is_first: true,
        ..key.clone()
    };
    keys.push((Rule::KeyAppendedOtherwise, first));
    let spellings = [
        (key.text.to_ascii_lowercase(), "<APIv2 key in lower case>"),
        (key.text.to_ascii_uppercase(), "<APIv2 key in upper case>"),
        (format!("{}\n", key.text), "<APIv2 key>\n"),
        (format!("{}\r\n", key.text), "<APIv2 key>\r\n"),
        (format!("{} ", key.text), "<APIv2 key> "),
        (format!(" {}", key.text), " <APIv2 key>"),
    ];
    let spelt = |(text, shown)| {
        (
            Rule::KeySpelling,
            Key {
                text,
                shown,
                ..key.clone()
            },
        )
    };
    keys.extend(spellings.map(spelt));
    keys
}
