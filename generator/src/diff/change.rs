//! One change, and the rows that say it.

use std::fmt;

use super::Kind;

/// A row, or a heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenRow {
    /// The page, with `.md`.
    pub page: String,
    /// Its line, 1-based.
    pub line: u32,
    /// What stands there; overrides are not in it.
    pub text: String,
}

/// An override that one state has and the other has not, or not so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overruled {
    /// Whether the second state has it; else the first had it.
    pub is_now: bool,
    /// Where it stands, below `docs-specs`: `overrides/pay.toml:12`.
    pub place: String,
    /// Why it says so.
    pub reason: String,
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
    pub rows: [Option<WrittenRow>; 2],
    /// The rows below, of an object that came or went.
    pub below: Vec<WrittenRow>,
    /// In what types differ that are one no more, or were not; else empty.
    pub about: String,
    /// The overrides that decide about it, in one of the states alone.
    pub overruled: Vec<Overruled>,
    /// The paths in the generated crate that it touches.
    pub code: Vec<String>,
}

impl Change {
    /// The last part of the field: `total` of `body.amount.total`.
    #[must_use]
    pub fn leaf(&self) -> &str {
        self.field.rsplit('.').next().unwrap_or_default()
    }

    /// What the field is in: `body.amount` of `body.amount.total`.
    #[must_use]
    pub fn parent(&self) -> &str {
        self.field.rsplit_once('.').map_or("", |(parent, _)| parent)
    }

    /// Where it is said: in the first state, or in the second where the first has nothing.
    #[must_use]
    pub fn row(&self) -> Option<&WrittenRow> {
        self.rows.iter().flatten().next()
    }

    /// What there is to be seen of it.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        let is_same = matches!(&self.rows, [Some(one), Some(other)] if one.text == other.text);
        let is_heading = self.row().is_none_or(|row| row.text.starts_with('#'));
        match self.kind {
            Kind::Renamed if is_same || is_heading => Evidence::None,
            Kind::Renamed => Evidence::Rows,
            kind if kind.is_of_places() || kind.is_of_page() => Evidence::None,
            _ if is_same || is_heading => Evidence::Elsewhere,
            _ => Evidence::Rows,
        }
    }
}

/// What there is to be seen of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Its rows, which are not what they were.
    Rows,
    /// Its row says what it said: an override, another row or a rule decides.
    Elsewhere,
    /// No row is about it.
    None,
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
        if let Some(WrittenRow { page, line, .. }) = self.row() {
            write!(f, "{page}:{line}: ")?;
        }
        write!(f, "{kind}: {subject}{space}{field}: {before} / {after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_what_says_it() {
        let (row, other, heading) = ("| a | string", "| a | number", "# 点灯 {#post}");
        // the kind, what stands there before and after, what is to be seen
        let cases = [
            (Kind::TypeChanged, Some(row), Some(other), Evidence::Rows),
            (Kind::TypeChanged, Some(row), Some(row), Evidence::Elsewhere),
            (Kind::FieldAdded, None, Some(row), Evidence::Rows),
            (Kind::FieldRemoved, Some(row), None, Evidence::Rows),
            (Kind::Repetition, None, Some(row), Evidence::Rows),
            (
                Kind::Repetition,
                Some(heading),
                Some(heading),
                Evidence::Elsewhere,
            ),
            (
                Kind::Verification,
                Some(heading),
                Some("# 点 {#post}"),
                Evidence::Elsewhere,
            ),
            (Kind::Renamed, Some(row), Some(row), Evidence::None),
            (Kind::Renamed, Some(row), Some(other), Evidence::Rows),
            (Kind::OperationAdded, None, Some(heading), Evidence::None),
            (Kind::Title, Some(heading), Some(heading), Evidence::None),
            (Kind::Order, None, Some(row), Evidence::None),
            (Kind::Parted, None, None, Evidence::None),
        ];
        for (kind, before, after, expected) in cases {
            let row = |text: &str| WrittenRow {
                page: "openapi/v3/lamps.md".to_owned(),
                line: 1,
                text: text.to_owned(),
            };
            let change = Change {
                kind,
                subject: "POST /v3/lamps".to_owned(),
                field: String::new(),
                before: String::new(),
                after: String::new(),
                rows: [before.map(row), after.map(row)],
                below: Vec::new(),
                about: String::new(),
                overruled: Vec::new(),
                code: Vec::new(),
            };
            assert_eq!(change.evidence(), expected, "{kind:?} {before:?} {after:?}");
        }
    }
}
