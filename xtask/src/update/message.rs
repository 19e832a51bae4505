//! The draft of a commit message.

use std::fmt::Write as _;

use wechatpay_openapi_generator::diff::{Kind, Meaning};

use crate::diff::Reviewed;

/// How many subjects of a kind are named.
const NAMED: usize = 10;

/// Says what came, went and changed, in numbers and the first names.
pub(super) fn draft(reviewed: &Reviewed, day: &str) -> String {
    let diff = &reviewed.compared.diff;
    let [breaking, additive, documentation] = Meaning::ALL.map(|meaning| diff.count(meaning));
    let mut text = match day {
        "" => "Import the documentation\n".to_owned(),
        day => format!("Import the documentation of {day}\n"),
    };
    let _ = write!(
        text,
        "\n{}: {breaking} breaking changes, {additive} additions, {documentation} for readers only;\n{} of {} operations and \
         notifications are as they were.\n",
        diff.verdict(),
        diff.identical,
        diff.operations + diff.notifications
    );
    for (kind, count) in diff.counts() {
        if kind.meaning() == Meaning::Documentation {
            continue;
        }
        let _ = writeln!(text, "\n{}: {count}", kind.name());
        let mut subjects: Vec<&str> = diff
            .changes()
            .filter(|one| one.kind == kind)
            .map(|one| one.subject.as_str())
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        for subject in subjects.iter().take(named(kind)) {
            let _ = writeln!(text, "- {subject}");
        }
        if subjects.len() > named(kind) {
            let _ = writeln!(text, "- and {} more", subjects.len() - named(kind));
        }
    }
    text
}

/// What hurts is named whole.
fn named(kind: Kind) -> usize {
    match kind.meaning() {
        Meaning::Breaking => usize::MAX,
        Meaning::Additive | Meaning::Documentation => NAMED,
    }
}
