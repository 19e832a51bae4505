//! A diff for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use wechatpay_openapi_generator::diff::{Cause, Change, Meaning, Row};

use super::reviewed::Reviewed;
use crate::terminal;

const GONE: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// How many places of a cause are named without `--verbose`.
const SHOWN: usize = 3;

/// The whole diff; what only readers notice is counted unless everything is wanted.
pub(crate) fn print(reviewed: &Reviewed, verbose: bool) -> String {
    let diff = &reviewed.compared.diff;
    let mut text = summary(reviewed);
    for meaning in Meaning::ALL {
        let causes: Vec<&Cause> = diff
            .causes
            .iter()
            .filter(|cause| cause.kind.meaning() == meaning)
            .collect();
        if causes.is_empty() || (meaning == Meaning::Documentation && !verbose) {
            continue;
        }
        let (name, count) = (terminal::named(meaning.name()), diff.count(meaning));
        let _ = write!(text, "\n\n{name}: {count} changes of {} causes\n", causes.len());
        for one in causes {
            cause(&mut text, one, verbose);
        }
    }
    text.trim_end().to_owned()
}

/// What there is, in few lines.
pub(crate) fn summary(reviewed: &Reviewed) -> String {
    let Reviewed { names, compared } = reviewed;
    let (diff, files) = (&compared.diff, &compared.files);
    let [from, to] = names;
    let mut text = format!("{} from {from} to {to}\n", terminal::named(diff.verdict().name()));
    let _ = writeln!(
        text,
        "{} operations and {} notifications are in both, {} of them as they were; {} pages differ, and {} generated files: \
         {} added, {} changed, {} removed",
        diff.operations,
        diff.notifications,
        diff.identical,
        diff.pages,
        files.len(),
        files.created.len(),
        files.changed.len(),
        files.stale.len()
    );
    for (kind, count) in diff.counts() {
        let _ = writeln!(text, "{count:>6} {:<22} {}", kind.name(), kind.meaning().name());
    }
    text.trim_end().to_owned()
}

fn cause(text: &mut String, cause: &Cause, verbose: bool) {
    let most = if verbose { usize::MAX } else { SHOWN };
    let kind = cause.kind.name();
    let first = &cause.changes[0];
    let _ = writeln!(text, "\n{kind}: {}", headline(cause));
    rows(text, first);
    for change in cause.changes.iter().take(most) {
        let own = if change.after == cause.after {
            String::new()
        } else {
            format!("  {}", change.after)
        };
        let _ = writeln!(text, "    {}{own}", place(change));
        let lines = change.code.iter().take(most);
        for line in lines {
            let _ = writeln!(text, "        {line}");
        }
        if change.code.len() > most {
            let _ = writeln!(text, "        … and {} more", change.code.len() - most);
        }
    }
    if cause.changes.len() > most {
        let _ = writeln!(text, "    … and {} more", cause.changes.len() - most);
    }
}

/// `amount.total: i64 -> String`, without the field where it is the subject itself.
fn headline(cause: &Cause) -> String {
    let (before, after) = (or_nothing(&cause.before), or_nothing(&cause.after));
    match cause.changes[0].leaf() {
        "" => format!("{before} -> {after}"),
        leaf => format!("{leaf}: {before} -> {after}"),
    }
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

fn place(change: &Change) -> String {
    let space = if change.field.is_empty() { "" } else { " " };
    let row = change.rows.iter().flatten().next_back();
    let at = row.map_or_else(String::new, |row| format!("  {}:{}", row.page, row.line));
    format!("{}{space}{}{at}", change.subject, change.field)
}

/// The rows of the first place: the others say the same.
fn rows(text: &mut String, change: &Change) {
    if change.is_said_elsewhere() {
        text.push_str("  the row is as it was: an override, another row or a rule decides\n");
        return;
    }
    let is_same = matches!(&change.rows, [Some(one), Some(other)] if one.text == other.text);
    if is_same {
        return;
    }
    for (row, mark, style) in [(&change.rows[0], '-', GONE), (&change.rows[1], '+', NEW)] {
        if let Some(Row { text: row, .. }) = row {
            let _ = writeln!(text, "  {style}{mark} {row}{style:#}");
        }
    }
}
