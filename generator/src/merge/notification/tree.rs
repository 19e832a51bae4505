//! A table's rows as a tree that can be changed and written again.

use crate::ir::EnumValue;
use crate::lower::{RowNode, description, outline};
use crate::merge::described::DescriptionParts;
use crate::page::{Attr, CONFIRMED, DEEPEST, DOCUMENTATION, MARK, REQUIRED, Row, Table};

/// A row and what is below it.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub row: Row,
    /// Documents that have it require it, and others have lost it, or have no such field.
    pub is_lost: bool,
    pub children: Vec<Branch>,
}

impl Branch {
    pub(super) fn name(&self) -> &str {
        &self.row.name.text
    }
}

/// The rows of a table; of repeated siblings the first.
pub(super) fn read(table: &Table) -> Vec<Branch> {
    outline(table).iter().map(branch).collect()
}

fn branch(node: &RowNode<'_>) -> Branch {
    let mut branch = Branch {
        row: DescriptionParts::row(node),
        is_lost: false,
        children: node.children.iter().map(branch).collect(),
    };
    if node.alternative {
        optional(&mut branch);
    }
    branch
}

/// The rows again, each as deep as it lies.
pub(super) fn write(branches: &[Branch]) -> Vec<Row> {
    let mut rows = Vec::new();
    collect(branches, 0, &mut rows);
    rows
}

fn collect(branches: &[Branch], depth: usize, rows: &mut Vec<Row>) {
    for branch in branches {
        let mut row = branch.row.clone();
        let (whose, mut attrs): (Vec<Attr>, Vec<Attr>) = row
            .name
            .attrs
            .into_iter()
            .filter(|attr| attr.name != "data-indent")
            .partition(|attr| attr.name == DOCUMENTATION);
        if depth > 0 {
            let depth = depth.min(DEEPEST).to_string();
            attrs.push(Attr::new("data-indent", &depth));
        }
        attrs.extend(whose);
        row.name.attrs = attrs;
        let is_text = row.ty.text.trim_matches('`') == "string";
        rows.push(row);
        if is_text && !branch.children.is_empty() {
            rows.push(Row::line());
        }
        collect(&branch.children, depth + 1, rows);
    }
}

/// The branch of this name.
pub(super) fn named<'b>(branches: &'b [Branch], name: &str) -> Option<&'b Branch> {
    branches.iter().find(|branch| branch.name() == name)
}

/// The fields of the body as it is sent.
fn envelope(table: &[Branch]) -> &[Branch] {
    named(table, "body").map_or(&[], |body| &body.children)
}

fn is_sealed(branch: &Branch) -> bool {
    let how = branch.row.ty.value("data-encrypted");
    how.is_some_and(|how| how.starts_with("by-aes-"))
}

/// The field that holds what is encrypted.
fn sealed(branches: &[Branch]) -> Option<&Branch> {
    branches.iter().find_map(|branch| match is_sealed(branch) {
        true => Some(branch),
        false => sealed(&branch.children),
    })
}

/// The same, to be changed.
pub(super) fn sealed_mut(branches: &mut [Branch]) -> Option<&mut Branch> {
    branches.iter_mut().find_map(|branch| match is_sealed(branch) {
        true => Some(branch),
        false => sealed_mut(&mut branch.children),
    })
}

/// What says something of the event: the decrypted fields, or the body's own where nothing is encrypted.
pub(super) fn payload(table: &[Branch]) -> &[Branch] {
    let envelope = envelope(table);
    sealed(envelope).map_or(envelope, |sealed| &sealed.children)
}

/// The decrypted fields, to be changed.
pub(super) fn payload_mut(table: &mut [Branch]) -> &mut [Branch] {
    sealed_mut(table).map_or(&mut [], |sealed| &mut sealed.children)
}

/// Marks the field that tells this content from others, and is always there; `false` if there is none.
pub(super) fn mark(payload: &mut [Branch], name: &str) -> bool {
    let Some(branch) = payload.iter_mut().find(|branch| branch.name() == name) else {
        return false;
    };
    branch.row.name.flag(MARK);
    true
}

/// A field that need not be there, with all below it as it was.
pub(super) fn optional(branch: &mut Branch) {
    for cell in [&mut branch.row.name, &mut branch.row.ty] {
        cell.attrs
            .retain(|attr| ![REQUIRED, CONFIRMED].contains(&&*attr.name));
    }
}

fn field_of_envelope<'b>(branches: &'b mut [Branch], name: &str) -> Option<&'b mut Branch> {
    branches
        .iter_mut()
        .find_map(|branch| match branch.name() == name {
            true => Some(branch),
            false if is_sealed(branch) => None,
            false => field_of_envelope(&mut branch.children, name),
        })
}

/// The documented values of a field of the envelope.
pub(super) fn values(table: &[Branch], name: &str) -> Vec<String> {
    let mut table = table.to_vec();
    let Some(branch) = field_of_envelope(&mut table, name) else {
        return Vec::new();
    };
    let (_, values) = description::read(&branch.row.description.text);
    values.into_iter().map(|value| value.value).collect()
}

/// Gives a field of the envelope these values and no others.
pub(super) fn set_values(table: &mut [Branch], name: &str, values: &[String]) {
    let Some(branch) = field_of_envelope(table, name) else {
        return;
    };
    let value = |value: &String| EnumValue {
        value: value.clone(),
        meaning: None,
    };
    let values: Vec<EnumValue> = values.iter().map(value).collect();
    describe(branch, &values);
}

/// Forgets the documented values of a field.
pub(super) fn without_values(branch: &mut Branch) {
    describe(branch, &[]);
}

fn describe(branch: &mut Branch, values: &[EnumValue]) {
    let text = &mut branch.row.description.text;
    let mut all = DescriptionParts::of(text);
    values.clone_into(&mut all.values);
    *text = all.cell();
}
