//! What is found, change by change.

use super::Kind;
use super::change::{Change, WrittenRow};
use crate::ir::{Field, Meta, Origin, deep};
use crate::source::Docs;

/// What was found so far.
pub(super) struct Found<'d> {
    docs: [&'d Docs; 2],
    pub(super) changes: Vec<Change>,
}

impl<'d> Found<'d> {
    pub(super) fn new(docs: [&'d Docs; 2]) -> Self {
        Self {
            docs,
            changes: Vec::new(),
        }
    }

    /// The row of a place, before (0) or after (1).
    fn row(&self, side: usize, origin: &Origin) -> WrittenRow {
        let page = format!("{}.md", origin.page);
        let line = usize::try_from(origin.line).unwrap_or_default();
        let text = self.docs[side].text(&page).unwrap_or_default();
        let text = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        WrittenRow {
            text: text.to_owned(),
            page,
            line: origin.line,
        }
    }

    /// The rows of what is inside of a field, before (0) or after (1).
    pub(super) fn below(&self, side: usize, field: &Field) -> Vec<WrittenRow> {
        deep(field.ty.fields())
            .map(|one| self.row(side, &one.origin))
            .collect()
    }

    /// Adds a change; what else there is to know of it may be added to that.
    pub(super) fn push(&mut self, subject: &str, said: Said<'_>) -> &mut Change {
        let [before, after] = said.origins;
        let change = Change {
            kind: said.kind,
            subject: subject.to_owned(),
            field: said.field.to_owned(),
            before: said.before,
            after: said.after,
            rows: [
                before.map(|origin| self.row(0, origin)),
                after.map(|origin| self.row(1, origin)),
            ],
            below: Vec::new(),
            about: String::new(),
            overruled: Vec::new(),
            code: said.code,
        };
        self.changes.push(change);
        let last = self.changes.len() - 1;
        &mut self.changes[last]
    }
}

/// A change as it is found: its rows are not looked up yet.
pub(super) struct Said<'o> {
    pub(super) kind: Kind,
    pub(super) field: &'o str,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) origins: [Option<&'o Origin>; 2],
    pub(super) code: Vec<String>,
}

impl<'o> Said<'o> {
    /// Of a subject that only one state has, before (0) or after (1).
    pub(super) fn alone(kind: Kind, side: usize, meta: &'o Meta, code: String) -> Self {
        let mut titles = [String::new(), String::new()];
        titles[side].clone_from(&meta.title);
        let [before, after] = titles;
        let mut origins = [None, None];
        origins[side] = Some(&meta.origin);
        Self {
            kind,
            field: "",
            before,
            after,
            origins,
            code: vec![code],
        }
    }
}
