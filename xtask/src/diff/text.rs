//! A diff for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use wechatpay_openapi_generator::diff::{
    Cause, CauseBlock, CausePlace, Change, Diff, Evidence, Kind, Meaning,
};

use super::reviewed::{Reviewed, decides};
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
        let causes = diff.causes.iter().filter(|cause| cause.kind.meaning() == meaning);
        let causes = causes.count();
        if causes == 0 || (meaning == Meaning::Documentation && !verbose) {
            continue;
        }
        let _ = write!(
            text,
            "\n\n{}: {} of {}\n",
            terminal::named(meaning.name()),
            terminal::counted(diff.count(meaning), "change"),
            terminal::counted(causes, "cause")
        );
        for one in diff.blocks(meaning) {
            block(&mut text, &one, diff, if verbose { usize::MAX } else { SHOWN });
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
        "{}: {} added, {} changed, {} removed",
        reviewed.account(),
        files.created.len(),
        files.changed.len(),
        files.stale.len()
    );
    for (kind, count) in diff.counts() {
        let _ = writeln!(text, "{count:>6} {:<22} {}", kind.name(), kind.meaning().name());
    }
    text.trim_end().to_owned()
}

fn block(text: &mut String, block: &CauseBlock<'_>, diff: &Diff, most: usize) {
    let kind = block.kind.name();
    match block.causes.as_slice() {
        [one] => {
            let _ = writeln!(text, "\n{kind}: {}", headline(one));
            rows(text, &one.changes[0], most);
        }
        several => {
            let _ = writeln!(text, "\n{kind}: {} at the same places", several.len());
            for one in several {
                let _ = writeln!(text, "  {}", headline(one));
                rows(text, &one.changes[0], most);
            }
        }
    }
    let places = block.places();
    for one in places.iter().take(most) {
        place(text, one, block, diff, most);
    }
    if places.len() > most {
        let _ = writeln!(text, "    … and {} more", places.len() - most);
    }
}

/// `amount.total: i64 -> String`, without the field where it is the subject itself.
fn headline(cause: &Cause) -> String {
    let (before, after) = (cause.before.as_str(), cause.after.as_str());
    let from_to = match (before, after) {
        ("", one) | (one, "") if cause.kind.is_of_one_state() => one.to_owned(),
        _ => format!("{} -> {}", or_nothing(before), or_nothing(after)),
    };
    match cause.changes[0].leaf() {
        "" => from_to,
        leaf => format!("{leaf}: {from_to}"),
    }
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

/// Where it is, what that is called, and the code that it touches.
fn place(text: &mut String, place: &CausePlace<'_>, block: &CauseBlock<'_>, diff: &Diff, most: usize) {
    let subject = diff.subjects.get(place.subject);
    let mut line = place.subject.to_owned();
    // Whatever came or went is its title.
    let is_headed = matches!(
        block.kind,
        Kind::OperationAdded | Kind::OperationRemoved | Kind::NotificationAdded | Kind::NotificationRemoved
    );
    if let Some(subject) = subject.filter(|subject| !is_headed && !subject.title.is_empty()) {
        let _ = write!(line, " ({})", subject.title);
    }
    if !place.field.is_empty() {
        let _ = write!(line, " {}", place.field);
    }
    let at = place.at();
    if !at.is_empty() {
        let _ = write!(line, "  {at}");
    }
    if let ([cause], [change]) = (block.causes.as_slice(), place.changes.as_slice())
        && change.after != cause.after
    {
        let _ = write!(line, "  {}", change.after);
    }
    let _ = writeln!(text, "    {line}");
    for fact in subject.iter().flat_map(|subject| &subject.facts) {
        let _ = writeln!(text, "        {fact}");
    }
    let code = place.code();
    for line in code.iter().take(most) {
        let _ = writeln!(text, "        {line}");
    }
    if code.len() > most {
        let _ = writeln!(text, "        … and {} more", code.len() - most);
    }
}

/// The rows of the first place: the others say the same.
fn rows(text: &mut String, change: &Change, most: usize) {
    if !change.about.is_empty() {
        let _ = writeln!(text, "  what is named has {}", change.about);
    }
    for line in decides(change) {
        let _ = writeln!(text, "  {line}");
    }
    match change.evidence() {
        Evidence::None | Evidence::Elsewhere => return,
        Evidence::Rows => {}
    }
    for (row, mark, style) in [(&change.rows[0], '-', GONE), (&change.rows[1], '+', NEW)] {
        let Some(row) = row else { continue };
        let _ = writeln!(text, "  {style}{mark} {}{style:#}", row.text);
        // One state alone has them.
        for row in change.below.iter().take(most) {
            let _ = writeln!(text, "  {style}{mark} {}{style:#}", row.text);
        }
        if change.below.len() > most {
            let _ = writeln!(text, "  {mark} … and {} more below", change.below.len() - most);
        }
    }
}
