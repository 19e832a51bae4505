//! Runs an update, and tells it in few lines.

use std::collections::BTreeMap;

use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::diff::{Change, Overruled, changelog};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::states::{Compared, State, compare};

use crate::pages;

/// Name, edits, what is told.
pub(crate) type Case = (&'static str, &'static [Edit], &'static [&'static str]);

/// One edit of the documentation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Edit {
    /// Page, what stands there, what it becomes.
    Change(&'static str, &'static str, &'static str),
    /// Page and text.
    Add(&'static str, fn() -> String),
    /// Page and text, in both states.
    Have(&'static str, fn() -> String),
    /// Page.
    Remove(&'static str),
    /// From a page to another.
    Move(&'static str, &'static str),
    /// A file of overrides of the new state.
    Override(&'static str),
}

/// An update.
pub(crate) fn update(edits: &[Edit]) -> Compared {
    let mut before: BTreeMap<String, String> = pages::all().into_iter().collect();
    for edit in edits {
        if let Edit::Have(page, text) = edit {
            before.insert((*page).to_owned(), text());
        }
    }
    let mut after = before.clone();
    let mut overrides = Overrides::default();
    for edit in edits {
        match *edit {
            Edit::Change(page, from, to) => {
                let text = after.get_mut(page).expect(page);
                assert!(text.contains(from), "{page} has no `{from}`");
                *text = text.replace(from, to);
            }
            Edit::Add(page, text) => drop(after.insert(page.to_owned(), text())),
            Edit::Have(..) => {}
            Edit::Remove(page) => drop(after.remove(page).expect(page)),
            Edit::Move(from, to) => {
                let text = after.remove(from).expect(from);
                after.insert(to.to_owned(), text);
            }
            Edit::Override(text) => overrides.add("update.toml", text).expect("TOML"),
        }
    }
    let [before, after] = [before, after].map(|pages| pages.into_iter().collect());
    let states = [(before, Overrides::default()), (after, overrides)];
    let [before, after] = states.map(|(docs, overrides)| State { docs, overrides });
    let compared = compare(&before, &after);
    let severe = compared.diagnostics.iter().flatten();
    let severe: Vec<String> = severe
        .filter(|one| one.severity != Severity::Note)
        .map(ToString::to_string)
        .collect();
    assert_eq!(severe, [""; 0]);
    compared
}

/// Verdict, changes, touched files, changelog.
pub(crate) fn told(compared: &Compared) -> Vec<String> {
    let mut lines = vec![compared.diff.verdict().to_string()];
    for change in compared.diff.changes() {
        lines.push(line(change));
        lines.extend(change.below.iter().map(|row| format!("  below: {}", row.text)));
        if !change.about.is_empty() {
            lines.push(format!("  differs: {}", change.about));
        }
        lines.extend(change.overruled.iter().map(overruled));
        let subject = &compared.diff.subjects[&change.subject];
        lines.extend(subject.facts.iter().map(|fact| format!("  {fact}")));
    }
    let files = [
        ('+', &compared.files.created),
        ('~', &compared.files.changed),
        ('-', &compared.files.stale),
    ];
    for (mark, paths) in files {
        // The catalogue says what the other files say, and changes with each of them.
        let own = paths.iter().filter(|path| !path.starts_with("src/catalogue"));
        lines.extend(own.map(|path| format!("{mark} {path}")));
    }
    let log = changelog::markdown(&compared.diff);
    lines.extend(
        log.lines()
            .filter(|line| !line.is_empty())
            .map(|line| format!("> {line}")),
    );
    lines
}

fn overruled(one: &Overruled) -> String {
    let when = if one.is_now { "now" } else { "before" };
    format!("  {when}: {}: {}", one.place, one.reason)
}

fn line(change: &Change) -> String {
    let Change {
        kind,
        subject,
        field,
        before,
        after,
        code,
        ..
    } = change;
    let kind = kind.name();
    format!(
        "{kind}: {subject} {field}: {before} -> {after} [{}]",
        code.join(" ")
    )
}
