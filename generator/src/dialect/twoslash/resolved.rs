//! What types turn out to be, once their references are followed.

use std::rc::Rc;

use super::scope::Scope;
use super::script::DeclaredMember;

/// The meaning of a type.
pub(super) enum Resolved<'s> {
    /// A string; its values if only some are documented.
    Text {
        values: Vec<String>,
        note: Option<String>,
    },
    Number {
        values: Vec<String>,
    },
    Boolean,
    /// `true` alone: a switch.
    True,
    File,
    Object(Object<'s>),
    List(Box<Resolved<'s>>),
    /// No value at all.
    Nothing,
    /// Anything: what it was written as.
    Any(String),
}

/// Members of an object, those of what it extends first.
#[derive(Default)]
pub(super) struct Object<'s> {
    pub entries: Vec<PlacedMember<'s>>,
    /// It has a name, so whoever wrote it without members meant it.
    pub is_declared: bool,
    /// It extends a stream: it is a file.
    pub is_file: bool,
}

/// A member where it is written.
pub(super) struct PlacedMember<'s> {
    pub member: &'s DeclaredMember,
    pub scope: Rc<Scope<'s>>,
    /// The declarations that it is a part of, the innermost first: what inherits it too.
    pub names: Vec<String>,
    /// It is a part of one of several alternatives.
    pub alternative: bool,
}

impl Object<'_> {
    /// The object as what a declaration calls so.
    pub(super) fn called(mut self, name: &str) -> Self {
        self.is_declared = true;
        for entry in &mut self.entries {
            entry.names.push(name.to_owned());
        }
        self
    }
}

/// A union of strings, numbers and booleans.
pub(super) fn scalars<'s>(shapes: &[Resolved<'s>]) -> Option<Resolved<'s>> {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    let (mut open_text, mut open_number, mut booleans, mut dates) = (false, false, 0, None);
    for shape in shapes {
        match shape {
            Resolved::Text { values, note } => {
                open_text |= values.is_empty();
                texts.extend(values.iter().cloned());
                dates = dates.or(note.clone());
            }
            Resolved::Number { values } => {
                open_number |= values.is_empty();
                numbers.extend(values.iter().cloned());
            }
            Resolved::True | Resolved::Boolean => booleans += 1,
            _ => return None,
        }
    }
    let (has_text, has_number) = (open_text || !texts.is_empty(), open_number || !numbers.is_empty());
    match (has_text, has_number, booleans) {
        (true, false, 0) if open_text => Some(Resolved::Text {
            note: dates.or(texts.first().map(|value| format!("例如 `{value}`"))),
            values: Vec::new(),
        }),
        (true, false, 0) => Some(text(texts)),
        (false, true, 0) if open_number => Some(Resolved::Number { values: Vec::new() }),
        (false, true, 0) => Some(Resolved::Number { values: numbers }),
        // What may also be written as a number is one.
        (true, true, 0) if open_text && open_number => Some(Resolved::Number { values: Vec::new() }),
        (true, true, 0) if !open_text && !open_number => {
            texts.extend(numbers);
            Some(text(texts))
        }
        (true, true, 0) => Some(text(Vec::new())),
        (false, false, _) => Some(Resolved::Boolean),
        _ => None,
    }
}

pub(super) fn text<'s>(values: Vec<String>) -> Resolved<'s> {
    Resolved::Text { values, note: None }
}

/// Members where they are written.
pub(super) fn entries<'s>(members: &'s [DeclaredMember], scope: &Rc<Scope<'s>>) -> Vec<PlacedMember<'s>> {
    let entry = |member| PlacedMember {
        member,
        scope: Rc::clone(scope),
        names: Vec::new(),
        alternative: false,
    };
    members.iter().map(entry).collect()
}
