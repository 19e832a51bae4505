//! What an update leaves for its reviewer: the page of the diff, and the draft of a commit message.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;

use anyhow::{Context as _, Result};
use wechatpay_openapi_generator::diff::{Kind, Meaning};

use crate::diff::{Reviewed, html};
use crate::{docs_specs, import, repository, terminal};

/// The page, below the repository.
const PAGE: &str = "target/update/diff.html";
/// The draft, below the repository.
pub(super) const MESSAGE: &str = "target/update/message.txt";

/// How many subjects of a kind are named.
const NAMED: usize = 10;

/// Deletes what an earlier update left: it is not about this one.
pub(super) fn forget() -> Result<()> {
    for path in [PAGE, MESSAGE] {
        match fs::remove_file(repository().join(path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).context(path),
            _ => {}
        }
    }
    Ok(())
}

/// Writes both.
pub(super) fn write(reviewed: &Reviewed) -> Result<()> {
    let message = draft(reviewed, &import::day(&docs_specs()));
    for (path, text) in [(PAGE, html::print(reviewed)), (MESSAGE, message)] {
        let file = repository().join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).context(path)?;
        }
        fs::write(&file, text).context(path)?;
        terminal::done(&format!("{path} written"));
    }
    Ok(())
}

/// Says what came, went and changed, in numbers and the first names.
fn draft(reviewed: &Reviewed, day: &str) -> String {
    let diff = &reviewed.compared.diff;
    let [breaking, additive, documentation] = Meaning::ALL.map(|meaning| diff.count(meaning));
    let mut text = match day {
        "" => "Import the documentation\n".to_owned(),
        day => format!("Import the documentation of {day}\n"),
    };
    let _ = write!(
        text,
        "\n{}: {}, {}, {documentation} for readers only;\n{} of {} operations and notifications are as they were.\n",
        diff.verdict(),
        terminal::counted(breaking, "breaking change"),
        terminal::counted(additive, "addition"),
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
