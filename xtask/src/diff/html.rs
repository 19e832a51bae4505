//! A diff as one page for a browser: old and new rows side by side.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use similar::{ChangeTag, TextDiff};
use wechatpay_openapi_generator::diff::{Cause, Change, Meaning, Row};

use super::reviewed::Reviewed;

/// How the page looks.
const STYLE: &str = "\
:root { color-scheme: light dark; --gone: #ffd7d5; --new: #ccffd8; --rule: #8884 }
@media (prefers-color-scheme: dark) { :root { --gone: #67060c; --new: #033a16 } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem }
details { border-top: 1px solid var(--rule); padding: .5rem 0 }
summary { cursor: pointer }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { border: 1px solid var(--rule); padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
code, td.row { font: 13px/1.5 ui-monospace, monospace }
del { background: var(--gone); text-decoration: none }
ins { background: var(--new); text-decoration: none }
.counts td, .counts th { width: auto }
nav a { margin-right: 1rem }";

/// The page.
pub(crate) fn print(reviewed: &Reviewed) -> String {
    let Reviewed { names, compared } = reviewed;
    let diff = &compared.diff;
    let [from, to] = names;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (diff.verdict()) ": " (from) " to " (to) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (diff.verdict()) }
                p { (from) " → " (to) }
                p {
                    (diff.operations) " operations and " (diff.notifications) " notifications are in both, "
                    (diff.identical) " of them as they were; " (diff.pages) " pages and "
                    (compared.files.len()) " generated files differ."
                }
                nav {
                    @for meaning in Meaning::ALL {
                        a href={ "#" (meaning.name()) } { (meaning.name()) " (" (diff.count(meaning)) ")" }
                    }
                }
                table.counts {
                    tr { th { "change" } th { "how many" } th { "meaning" } th { "because" } }
                    @for (kind, count) in diff.counts() {
                        tr { td { (kind.name()) } td { (count) } td { (kind.meaning().name()) } td { (kind.why()) } }
                    }
                }
                @for meaning in Meaning::ALL {
                    h2 id=(meaning.name()) { (meaning.name()) }
                    @for one in diff.causes.iter().filter(|one| one.kind.meaning() == meaning) {
                        (cause(one, meaning == Meaning::Breaking))
                    }
                }
            }
        }
    };
    page.into_string()
}

fn cause(cause: &Cause, is_open: bool) -> Markup {
    let first = &cause.changes[0];
    html! {
        details open[is_open] {
            summary {
                b { (cause.kind.name()) } " " code { (first.leaf()) } " "
                del { (cause.before) } " " ins { (cause.after) }
                @if cause.changes.len() > 1 { " · " (cause.changes.len()) " places" }
            }
            table {
                tr { th { "before" } th { "after" } }
                (rows(first))
            }
            @for change in &cause.changes { (place(change, cause)) }
        }
    }
}

fn place(change: &Change, cause: &Cause) -> Markup {
    html! {
        p {
            (change.subject) " " code { (change.field) }
            @if change.after != cause.after { " " ins { (change.after) } }
            @for row in change.rows.iter().flatten() { " · " (row.page) ":" (row.line) }
            @for line in &change.code { br; code { (line) } }
        }
    }
}

/// The two rows, with what is not the same in both marked.
fn rows(change: &Change) -> Markup {
    let [before, after] = &change.rows;
    if change.is_said_elsewhere() {
        let row = before.as_ref().map_or("", |row| &row.text);
        return html! {
            tr { td.row colspan="2" { (row) } }
            tr { td colspan="2" { "The row is as it was: an override, another row or a rule decides." } }
        };
    }
    let text = |row: &Option<Row>| row.as_ref().map_or_else(String::new, |row| row.text.clone());
    let (before, after) = (text(before), text(after));
    let words = TextDiff::from_words(&before, &after);
    let side = |own: ChangeTag| {
        let parts = words.iter_all_changes();
        let parts = parts.filter(move |part| part.tag() == ChangeTag::Equal || part.tag() == own);
        html! {
            @for part in parts {
                @match part.tag() {
                    ChangeTag::Equal => (part.value()),
                    ChangeTag::Delete => del { (part.value()) },
                    ChangeTag::Insert => ins { (part.value()) },
                }
            }
        }
    };
    html! {
        tr { td.row { (side(ChangeTag::Delete)) } td.row { (side(ChangeTag::Insert)) } }
    }
}
