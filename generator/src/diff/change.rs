//! One change, and the rows that say it.

use std::fmt;

use super::Kind;

/// A row, or a heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The page, with `.md`.
    pub page: String,
    /// Its line, 1-based.
    pub line: u32,
    /// What stands there; overrides are not in it.
    pub text: String,
}

/// Something that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it is about.
    pub kind: Kind,
    /// `POST /v3/pay/transactions/jsapi`, or `webhook/v3/TRANSACTION.SUCCESS`.
    pub subject: String,
    /// The field, such as `body.amount.total`; empty if it is about the subject itself.
    pub field: String,
    /// What it was; empty if nothing.
    pub before: String,
    /// What it is; empty if nothing.
    pub after: String,
    /// Where it is said, before and after.
    pub rows: [Option<Row>; 2],
    /// The paths in the generated crate that it touches.
    pub code: Vec<String>,
}

impl Change {
    /// The last part of the field: `total` of `body.amount.total`.
    #[must_use]
    pub fn leaf(&self) -> &str {
        self.field.rsplit('.').next().unwrap_or_default()
    }

    /// Where it is said: in the first state, or in the second where the first has nothing.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.iter().flatten().next()
    }

    /// Whether the row says what it said: an override or another row decides.
    #[must_use]
    pub fn is_said_elsewhere(&self) -> bool {
        let is_same = matches!(&self.rows, [Some(one), Some(other)] if one.text == other.text);
        is_same && !self.kind.is_of_places()
    }
}

/// One line: the row, what it is about, and what both say.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |text: &str| {
            if text.is_empty() {
                "-".to_owned()
            } else {
                text.to_owned()
            }
        };
        let (before, after) = (or_none(&self.before), or_none(&self.after));
        let (kind, subject, field) = (self.kind.name(), &self.subject, &self.field);
        let space = if field.is_empty() { "" } else { " " };
        if let Some(Row { page, line, .. }) = self.row() {
            write!(f, "{page}:{line}: ")?;
        }
        write!(f, "{kind}: {subject}{space}{field}: {before} / {after}")
    }
}
