//! One table of what several sources say of the same fields.
//!
//! The order of the first comes first, then what only the other has. A type is the first one's word; encrypted is what
//! any of them says; a value is listed if any lists it.

use super::tree::{self, Branch};
use crate::merge::rules::described::Described;
use crate::page::{REQUIRED, Row};

/// What is joined to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    /// Another document of the same content: required is what both require.
    Document,
    /// The founding page: what the documents require is required, and what only it has is as it says.
    Founding,
}

/// A field whose type the two have otherwise: its name, the type that counts, and the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The field.
    pub field: String,
    /// The type that counts.
    pub ours: String,
    /// The other's.
    pub theirs: String,
}

/// All fields of both.
pub(super) fn join(
    ours: Vec<Branch>,
    theirs: Vec<Branch>,
    other: Other,
    found: &mut Vec<Conflict>,
) -> Vec<Branch> {
    let mut theirs: Vec<Option<Branch>> = theirs.into_iter().map(Some).collect();
    let mut joined = Vec::new();
    for mut branch in ours {
        let is_twin = |one: &&mut Option<Branch>| one.as_ref().is_some_and(|one| one.name() == branch.name());
        let twin = theirs.iter_mut().find(is_twin).and_then(Option::take);
        if twin.is_none() && other == Other::Document {
            lost(&mut branch);
        }
        joined.push(match twin {
            Some(twin) => both(branch, twin, other, found),
            None => branch,
        });
    }
    for mut rest in theirs.into_iter().flatten() {
        if other == Other::Document {
            lost(&mut rest);
        }
        joined.push(rest);
    }
    joined
}

/// Not all documents have it.
fn lost(branch: &mut Branch) {
    branch.is_lost |= branch.row.is_required();
    tree::optional(branch);
}

fn both(mut ours: Branch, theirs: Branch, other: Other, found: &mut Vec<Conflict>) -> Branch {
    match other {
        Other::Document if !theirs.row.is_required() => {
            ours.is_lost &= theirs.row.is_required();
            tree::optional(&mut ours);
        }
        Other::Founding if ours.is_lost && theirs.row.is_required() => ours.row.name.flag(REQUIRED),
        Other::Document | Other::Founding => {}
    }
    let row = &mut ours.row;
    let more = theirs.row.ty.attrs.iter().filter(|attr| !row.ty.has(&attr.name));
    let more: Vec<_> = more.cloned().collect();
    row.ty.attrs.extend(more);
    row.description.text = described(&row.description.text, &theirs.row.description.text);
    let (own, another) = (ty(row), ty(&theirs.row));
    if is_one_type(&own, &another) {
        ours.children = join(ours.children, theirs.children, other, found);
    } else {
        found.push(Conflict {
            field: row.name.text.clone(),
            ours: own,
            theirs: another,
        });
    }
    ours
}

fn ty(row: &Row) -> String {
    row.ty.text.trim_matches('`').to_owned()
}

/// `number` of one and `integer` of the other are one.
fn is_one_type(ours: &str, theirs: &str) -> bool {
    let plain = |ty: &str| ty.replace("integer", "number");
    plain(ours) == plain(theirs)
}

/// Term, form, default and unit of the first, or of the other where it has none, and the values of both.
fn described(ours: &str, theirs: &str) -> String {
    let (mut all, more) = (Described::of(ours), Described::of(theirs));
    for value in more.values {
        match all.values.iter_mut().find(|known| known.value == value.value) {
            Some(known) => known.meaning = known.meaning.take().or(value.meaning),
            None => all.values.push(value),
        }
    }
    if all.text.is_empty() {
        all.text = more.text;
    }
    if all.forms.is_empty() {
        all.forms = more.forms;
    }
    all.unit = all.unit.or(more.unit);
    all.default = all.default.or(more.default);
    all.cell()
}
