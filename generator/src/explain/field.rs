//! A field of an operation: who knows it, what counts, and what overrides made of it.

use super::correction::{self, Correction, Seen};
use super::stated::{Stated, rows, stated};
use crate::fix::written;
use crate::page::{Row, Section};

/// A field explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedField {
    /// Where it is: `body.amount.total`, `path.mchid`, `answer.trade_state`.
    pub path: String,
    /// The line of its row in the page.
    pub line: u32,
    /// The row of the page, as `seen` of an override writes it; nothing of a field that an override adds.
    pub row: Option<String>,
    /// Documentations that know it.
    pub known: Vec<String>,
    /// Documentations of the operation that lack it.
    pub lacking: Vec<String>,
    /// What counts, fact by fact.
    pub stated: Vec<Stated>,
    /// What overrides made of the row of the page.
    pub corrections: Vec<Correction>,
}

impl ExplainedField {
    /// Whether it is meant by a name, or by a path or its end.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.path == name || self.path.ends_with(&format!(".{name}"))
    }
}

/// All fields of an operation after its corrections.
pub(super) fn all(
    before: &Section,
    steps: &[Seen<'_>],
    after: &Section,
    sources: &[String],
) -> Vec<ExplainedField> {
    let old = rows(before);
    let mut corrections = correction::of_fields(before, steps);
    let one = |(path, row): (String, &Row)| {
        let twin = old.iter().find(|(known, _)| *known == path);
        // Who knows a field is marked in the page alone.
        let marked = twin.map_or(row, |(_, row)| row);
        let known: Vec<String> = match marked.documentation() {
            Some(names) => names.split(',').map(str::to_owned).collect(),
            None => sources.to_vec(),
        };
        ExplainedField {
            line: row.line,
            row: twin.map(|(_, row)| written(row)),
            lacking: sources
                .iter()
                .filter(|name| !known.contains(name))
                .cloned()
                .collect(),
            corrections: corrections.remove(&path).unwrap_or_default(),
            path,
            known,
            stated: stated(row),
        }
    };
    rows(after).into_iter().map(one).collect()
}
