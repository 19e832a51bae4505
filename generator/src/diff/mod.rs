//! What changed between two states of the documentation, and what it means for a user's code.
//!
//! Operations and notifications of both states are paired (`pair`), their facts and fields compared on both levels:
//! as documented, and as named in Rust. A [`Change`] knows its rows and the lines of code that it touches; changes with
//! one cause are one [`Cause`]. What a kind of change means is a table ([`Kind`]).

mod block;
mod cause;
mod change;
pub mod changelog;
mod defined;
mod facts;
mod fields;
mod found;
mod homes;
mod kind;
mod notification;
mod operation;
mod overruled;
mod pair;
mod requirement;
mod side;
mod subject;
mod word;

use std::collections::BTreeMap;

use crate::source::Docs;

pub use self::block::{CauseBlock, CausePlace};
pub use self::cause::Cause;
pub use self::change::{Change, Evidence, Overruled, WrittenRow};
use self::found::Found;
pub use self::kind::{Kind, Meaning, Verdict, table};
pub use self::pair::id;
pub use self::side::Side;
pub use self::subject::Subject;

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
    /// What the subjects of all changes are, by their name there.
    pub subjects: BTreeMap<String, Subject>,
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
    overruled::name(&mut found.changes, [before, after]);
    diff.causes = cause::group(found.changes);
    diff.subjects = subject::of(&diff.causes, before.plan, after.plan);
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
