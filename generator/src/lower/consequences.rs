//! Findings that only follow from an indent that cannot be read.
//!
//! The depth of such a row is a guess, and so are its parent and all that hangs
//! on it. Its own finding is an error; what the guess causes would bury it.

use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Row, Section, Span, Table};

/// What depends on where a row hangs.
const OF_A_ROW: [Code; 7] = [
    Code::IndentGap,
    Code::ChildOfScalar,
    Code::StrayLine,
    Code::DuplicateName,
    Code::UnknownScope,
    Code::OpaqueObject,
    Code::MixedScopes,
];

/// What depends on all rows of a request.
const OF_A_REQUEST: [Code; 4] = [
    Code::PathParameter,
    Code::UndocumentedField,
    Code::ExampleType,
    Code::BrokenNotification,
];

/// The findings about a section without those that only follow.
pub(super) fn without(found: Vec<Diagnostic>, section: &Section) -> Vec<Diagnostic> {
    let request = Doubt::of(&section.request, &found);
    let response = Doubt::of(&section.response, &found);
    let follows = |one: &Diagnostic| {
        let of_a_row = |doubt: &Doubt<'_>| OF_A_ROW.contains(&one.code) && doubt.concerns(one);
        request
            .as_ref()
            .is_some_and(|doubt| of_a_row(doubt) || OF_A_REQUEST.contains(&one.code))
            || response.as_ref().is_some_and(of_a_row)
    };
    found.iter().filter(|one| !follows(one)).cloned().collect()
}

/// Rows whose place is not known for sure.
struct Doubt<'r> {
    /// It may have lost its only field.
    above: Option<&'r Row>,
    /// From the first row with an indent that cannot be read to the end of the table.
    rows: Span,
}

impl<'r> Doubt<'r> {
    fn of(table: &'r Table, found: &[Diagnostic]) -> Option<Self> {
        let is_bad = |row: &Row| {
            let own = |one: &&Diagnostic| one.code == Code::BadIndent && within(&row.span, one);
            found.iter().find(own).is_some()
        };
        let first = table.rows.iter().position(is_bad)?;
        let (before, rows) = table.rows.split_at(first);
        let end = rows.iter().map(|row| row.span.end).max()?;
        Some(Self {
            above: before.iter().rfind(|row| !row.is_line()),
            rows: rows[0].span.start..end,
        })
    }

    fn concerns(&self, one: &Diagnostic) -> bool {
        let lost = |row: &Row| one.code == Code::OpaqueObject && within(&row.span, one);
        within(&self.rows, one) || self.above.is_some_and(lost)
    }
}

fn within(span: &Span, one: &Diagnostic) -> bool {
    span.contains(&one.span.start)
}
