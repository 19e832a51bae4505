//! The required check: what a request is known to be refused without, and does not have.
//!
//! Tables say it of what an official page or a correction has confirmed; what is documentation alone is not in them.

use std::fmt;

use super::table::{Field, Location};
use super::view::{RecordRef, ValueRef, View};

/// Fields of which one must be set, and none is. Mostly it is one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// JSON pointers of the alternatives, in documented order: `/payer/sp_openid`, `/payer/sub_openid`.
    pub any_of: Vec<String>,
}

/// `/amount/total`, or `one of /payer/sp_openid, /payer/sub_openid`.
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.any_of.len() > 1 {
            f.write_str("one of ")?;
        }
        f.write_str(&self.any_of.join(", "))
    }
}

/// Where the walk is: nothing is written out unless something is missing there.
#[derive(Clone, Copy)]
struct Position<'a> {
    above: Option<&'a Position<'a>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Top,
    Field(&'static str),
    Item(usize),
}

impl Position<'_> {
    const TOP: Position<'static> = Position {
        above: None,
        step: Step::Top,
    };

    fn below(&self, step: Step) -> Position<'_> {
        Position {
            above: Some(self),
            step,
        }
    }

    fn pointer(&self) -> String {
        let above = self.above.map(Position::pointer).unwrap_or_default();
        match self.step {
            Step::Top => above,
            Step::Field(name) => format!("{above}/{name}"),
            Step::Item(index) => format!("{above}/{index}"),
        }
    }
}

impl RecordRef<'_> {
    /// The required fields that are not set, and the groups of which none is, all at once, in documented order. What
    /// is required inside an absent object is not missing; in a list it is looked for in each item.
    ///
    /// Of a group several may be set: WeChat Pay takes one of them then (`transaction_id` before `out_trade_no`).
    #[must_use]
    pub fn missing(self) -> Vec<Missing> {
        let mut missing = Vec::new();
        self.note_missing(&Position::TOP, &mut missing);
        missing
    }

    fn note_missing(self, place: &Position<'_>, missing: &mut Vec<Missing>) {
        for field in self.table.fields {
            match self.get(field) {
                Some(value) => note_missing_in(value, &place.below(Step::Field(field.name())), missing),
                None if field.is_required() => missing.push(Missing {
                    any_of: vec![place.below(Step::Field(field.name())).pointer()],
                }),
                None => missing.extend(self.lacks_group_of(field, place)),
            }
        }
    }

    /// The group that an unset field is the first of, if nothing of it is set.
    fn lacks_group_of(self, field: &'static Field, place: &Position<'_>) -> Option<Missing> {
        let group = field.group()?;
        let members = || self.table.fields.iter().filter(|one| one.group() == Some(group));
        let is_first = members().next().is_some_and(|first| std::ptr::eq(first, field));
        if !is_first || members().any(|member| self.get(member).is_some()) {
            return None;
        }
        let pointer = |member: &'static Field| place.below(Step::Field(member.name())).pointer();
        Some(Missing {
            any_of: members().map(pointer).collect(),
        })
    }

    /// The field of this wire name.
    pub(crate) fn field(self, name: &str) -> Option<&'static Field> {
        self.table.fields.iter().find(|field| field.name() == name)
    }

    /// Whether the type has a field that travels at `at`.
    #[must_use]
    pub fn has(self, at: Location) -> bool {
        self.table.fields.iter().any(|field| field.location() == at)
    }

    /// Whether a field has something to send: an empty text says nothing.
    pub(crate) fn says(self, field: &'static Field) -> bool {
        self.get(field).is_some_and(|value| match value.view() {
            View::Text(text) | View::Enum(text) | View::Sensitive(text) => !text.is_empty(),
            _ => true,
        })
    }

    /// The numbers of the merchant's own that make two requests one.
    pub(crate) fn numbers(self) -> impl Iterator<Item = &'static Field> {
        self.table.fields.iter().filter(|field| field.is_number())
    }
}

fn note_missing_in(value: ValueRef<'_>, place: &Position<'_>, missing: &mut Vec<Missing>) {
    match value.view() {
        View::Record(record) => record.note_missing(place, missing),
        View::List(list) => {
            for (index, item) in list.iter().enumerate() {
                note_missing_in(item, &place.below(Step::Item(index)), missing);
            }
        }
        View::JsonString(wrap) | View::UrlEncoded(wrap) if wrap.text().is_none() => {
            note_missing_in(wrap.value(), place, missing);
        }
        _ => {}
    }
}
