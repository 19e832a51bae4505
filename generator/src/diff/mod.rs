//! What changed between two states of the documentation, and what it means for a user's code.
//!
//! Operations and notifications of both states are paired ([`pair`]), their facts and fields compared on both levels:
//! as documented, and as named in Rust. A [`Change`] knows its rows and the lines of code that it touches; changes with
//! one cause are one [`Cause`]. What a kind of change means is a table ([`Kind`]).

mod cause;
pub mod changelog;
mod facts;
mod fields;
mod homes;
mod kind;
mod notification;
mod operation;
mod pair;
mod requirement;
mod word;

use std::fmt;

use crate::ir::Origin;
use crate::plan::Crate;
use crate::source::Docs;

pub use self::cause::Cause;
pub use self::kind::{Kind, Meaning, Verdict, table};

/// One state: its pages as written, and what they become.
#[derive(Debug, Clone, Copy)]
pub struct Side<'p, 'a> {
    /// The pages.
    pub docs: &'p Docs,
    /// What is generated from them, with the state's own overrides.
    pub plan: &'p Crate<'a>,
}

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

/// Everything that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// Operations of both states.
    pub operations: usize,
    /// Notifications of both.
    pub notifications: usize,
    /// Those of them in which nothing changed.
    pub identical: usize,
    /// Pages whose text differs, added and removed ones included.
    pub pages: usize,
    /// By cause, what hurts most first.
    pub causes: Vec<Cause>,
}

impl Diff {
    /// All changes, in order of their causes.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.causes.iter().flat_map(|cause| &cause.changes)
    }

    /// Which number of the version has to rise.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let all = self.causes.iter().map(|cause| Verdict::of(cause.kind.meaning()));
        all.max().unwrap_or(Verdict::Same)
    }

    /// How many changes there are of a meaning.
    #[must_use]
    pub fn count(&self, meaning: Meaning) -> usize {
        self.changes().filter(|one| one.kind.meaning() == meaning).count()
    }

    /// How many changes there are of each kind that occurs, the worst first.
    #[must_use]
    pub fn counts(&self) -> Vec<(Kind, usize)> {
        let count = |kind: &Kind| self.changes().filter(|one| one.kind == *kind).count();
        let all = Kind::ALL.iter().map(|kind| (*kind, count(kind)));
        all.filter(|(_, count)| *count > 0).collect()
    }
}

/// Compares two states.
#[must_use]
pub fn diff(before: Side<'_, '_>, after: Side<'_, '_>) -> Diff {
    let mut found = Found::new([before.docs, after.docs]);
    let operations = pair::operations(before.plan, after.plan);
    let notifications = pair::notifications(before.plan, after.plan);
    let mut diff = Diff {
        pages: pages(before.docs, after.docs),
        ..Diff::default()
    };
    for (one, other) in &operations.both {
        diff.operations += 1;
        let earlier = found.changes.len();
        operation::compare(&mut found, *one, *other);
        diff.identical += usize::from(found.changes.len() == earlier);
    }
    for (one, other) in &notifications.both {
        diff.notifications += 1;
        let earlier = found.changes.len();
        notification::compare(&mut found, one, other);
        diff.identical += usize::from(found.changes.len() == earlier);
    }
    operation::alone(&mut found, &operations.before, &operations.after);
    notification::alone(
        &mut found,
        before.plan,
        &notifications.before,
        &notifications.after,
    );
    homes::compare(&mut found, &operations.both, &notifications.both);
    diff.causes = cause::group(found.changes);
    diff
}

/// Pages that are not the same text.
fn pages(before: &Docs, after: &Docs) -> usize {
    let changed = after
        .iter()
        .filter(|(path, text)| before.text(path) != Some(text));
    let gone = before.iter().filter(|(path, _)| after.text(path).is_none());
    changed.count() + gone.count()
}

/// What was found so far.
struct Found<'d> {
    docs: [&'d Docs; 2],
    changes: Vec<Change>,
}

impl<'d> Found<'d> {
    fn new(docs: [&'d Docs; 2]) -> Self {
        Self {
            docs,
            changes: Vec::new(),
        }
    }

    /// The row of a place, before (0) or after (1).
    fn row(&self, side: usize, origin: &Origin) -> Row {
        let page = format!("{}.md", origin.page);
        let line = usize::try_from(origin.line).unwrap_or_default();
        let text = self.docs[side].text(&page).unwrap_or_default();
        let text = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        Row {
            text: text.to_owned(),
            page,
            line: origin.line,
        }
    }

    fn push(&mut self, subject: &str, said: Said<'_>) {
        let [before, after] = said.origins;
        self.changes.push(Change {
            kind: said.kind,
            subject: subject.to_owned(),
            field: said.field.to_owned(),
            before: said.before,
            after: said.after,
            rows: [
                before.map(|origin| self.row(0, origin)),
                after.map(|origin| self.row(1, origin)),
            ],
            code: said.code,
        });
    }
}

/// A change as it is found: its rows are not looked up yet.
struct Said<'o> {
    kind: Kind,
    field: &'o str,
    before: String,
    after: String,
    origins: [Option<&'o Origin>; 2],
    code: Vec<String>,
}
