//! One table of what several sources say of the same fields.
//!
//! The order of the first comes first, then what only the other has. A type is the first one's word; encrypted is what
//! any of them says; a value is listed if any lists it.

use super::tree::{self, Branch};
use crate::ir::{EnumValue, Method};
use crate::lower::unit;
use crate::merge::account::{self, Fact};
use crate::merge::described::DescriptionParts;
use crate::page::{Attr, DOCUMENTATION, OFFICIAL, REQUIRED, Row};

/// What is joined to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OtherSource<'n> {
    /// Another document of the same content: required is what both require.
    Document,
    /// The founding page, and what its documentation is called: what the documents require is required, and what only
    /// one side has is marked with whose it is.
    Founding(&'n str),
}

/// A field whose type the two have otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeConflict {
    /// The field, such as `body.resource.ciphertext.amount`.
    pub field: String,
    /// The type that counts: an official document's.
    pub ours: String,
    /// The other's.
    pub theirs: String,
    /// The documentation that the other belongs to.
    pub whose: String,
}

impl TypeConflict {
    /// As it is remembered.
    pub(in crate::merge) fn recorded(&self, page: &str) -> account::Conflict {
        account::Conflict {
            page: page.to_owned(),
            method: Method::Post,
            field: self.field.clone(),
            fact: Fact::Type,
            words: vec![
                (OFFICIAL.to_owned(), self.ours.clone()),
                (self.whose.clone(), self.theirs.clone()),
            ],
            taken: self.ours.clone(),
        }
    }
}

/// All fields of both; `path` is what stands above.
pub(super) fn join(
    ours: Vec<Branch>,
    theirs: Vec<Branch>,
    path: &str,
    other: OtherSource<'_>,
    found: &mut Vec<TypeConflict>,
) -> Vec<Branch> {
    let mut theirs: Vec<Option<Branch>> = theirs.into_iter().map(Some).collect();
    let mut joined = Vec::new();
    for mut branch in ours {
        let is_twin = |one: &&mut Option<Branch>| one.as_ref().is_some_and(|one| one.name() == branch.name());
        let twin = theirs.iter_mut().find(is_twin).and_then(Option::take);
        if twin.is_none() {
            alone(&mut branch, other, OFFICIAL);
        }
        joined.push(match twin {
            Some(twin) => both(branch, twin, path, other, found),
            None => branch,
        });
    }
    for mut rest in theirs.into_iter().flatten() {
        match other {
            OtherSource::Document => alone(&mut rest, other, OFFICIAL),
            OtherSource::Founding(name) => alone(&mut rest, other, name),
        }
        joined.push(rest);
    }
    joined
}

/// Only one of two has it, with all below it: `whose`.
fn alone(branch: &mut Branch, other: OtherSource<'_>, whose: &str) {
    match other {
        OtherSource::Document => lost(branch),
        OtherSource::Founding(_) => known_to(branch, whose),
    }
}

/// Marks a field and all below it with the documentation that knows it.
fn known_to(branch: &mut Branch, name: &str) {
    let attrs = &mut branch.row.name.attrs;
    attrs.retain(|attr| attr.name != DOCUMENTATION);
    attrs.push(Attr::new(DOCUMENTATION, name));
    branch.children.iter_mut().for_each(|child| known_to(child, name));
}

/// Not all documents have it.
fn lost(branch: &mut Branch) {
    branch.is_lost |= branch.row.is_required();
    tree::optional(branch);
}

fn both(
    mut ours: Branch,
    theirs: Branch,
    path: &str,
    other: OtherSource<'_>,
    found: &mut Vec<TypeConflict>,
) -> Branch {
    match other {
        OtherSource::Document if !theirs.row.is_required() => {
            ours.is_lost &= theirs.row.is_required();
            tree::optional(&mut ours);
        }
        OtherSource::Founding(_) if ours.is_lost && theirs.row.is_required() => ours.row.name.flag(REQUIRED),
        OtherSource::Document | OtherSource::Founding(_) => {}
    }
    let row = &mut ours.row;
    let more = theirs.row.ty.attrs.iter().filter(|attr| !row.ty.has(&attr.name));
    let more: Vec<_> = more.cloned().collect();
    row.ty.attrs.extend(more);
    row.description.text = described(&row.description.text, &theirs.row.description.text);
    let (own, another) = (ty(row), ty(&theirs.row));
    // Whatever it is called: what is inside is documented, and no row may be lost.
    let path = match path {
        "" => row.name.text.clone(),
        above => format!("{above}.{}", row.name.text),
    };
    ours.children = join(ours.children, theirs.children, &path, other, found);
    if !is_one_type(&own, &another) {
        found.push(TypeConflict {
            field: path,
            ours: own,
            theirs: another,
            whose: match other {
                OtherSource::Document => format!("{OFFICIAL} elsewhere"),
                OtherSource::Founding(name) => name.to_owned(),
            },
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
    let (mut all, more) = (DescriptionParts::of(ours), DescriptionParts::of(theirs));
    EnumValue::add(&mut all.values, more.values);
    if all.text.is_empty() {
        all.text = more.text;
    }
    if all.forms.is_empty() {
        all.forms = more.forms;
    }
    all.unit = unit::exact(all.unit, more.unit);
    all.default = all.default.or(more.default);
    all.cell()
}
