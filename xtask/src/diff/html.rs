//! A diff as one page for a browser: old and new rows side by side, or below each other on a narrow screen.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use similar::{ChangeTag, TextDiff};
use wechatpay_openapi_generator::diff::{
    Cause, CauseBlock, CausePlace, Change, Diff, Evidence, Kind, Meaning, Subject, WrittenRow,
};

use super::reviewed::{Reviewed, decides};
use crate::terminal::counted;

/// How the page looks.
const STYLE: &str = include_str!("html/style.css");

/// How many places of a block are open.
const OPEN: usize = 6;

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
                p { (reviewed.account()) "." }
                nav {
                    @for meaning in Meaning::ALL {
                        a href={ "#" (meaning.name()) } { (meaning.name()) " (" (diff.count(meaning)) ")" }
                    }
                }
                (counts(diff))
                @for meaning in Meaning::ALL { (section(diff, meaning)) }
            }
        }
    };
    page.into_string()
}

/// What there is, each a way to it.
fn counts(diff: &Diff) -> Markup {
    html! {
        table {
            @for (kind, count) in diff.counts() {
                tr {
                    td { a href={ "#" (anchor(kind)) } { (kind.name()) } }
                    td { (count) }
                    td { (kind.meaning().name()) }
                }
            }
        }
    }
}

fn anchor(kind: Kind) -> String {
    kind.name().replace([' ', ','], "-")
}

/// All changes of a meaning, by what they are about; what only readers notice is closed.
fn section(diff: &Diff, meaning: Meaning) -> Markup {
    let blocks = diff.blocks(meaning);
    let kinds = diff.counts().into_iter();
    let kinds = kinds.filter(|(kind, _)| kind.meaning() == meaning);
    html! {
        h2 id=(meaning.name()) {
            (meaning.name()) " "
            small { (match diff.count(meaning) { 0 => "nothing".to_owned(), many => counted(many, "change") }) }
        }
        @for (kind, count) in kinds {
            @let own = blocks.iter().filter(|block| block.kind == kind);
            h3 id=(anchor(kind)) { (kind.name()) " " small { (count) } }
            p { (ticked(kind.why())) }
            @if meaning == Meaning::Documentation {
                details {
                    summary { "all of them" }
                    @for block in own { (article(block, diff)) }
                }
            } @else {
                @for block in own { (article(block, diff)) }
            }
        }
    }
}

/// A text with its code between backticks.
fn ticked(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn article(block: &CauseBlock<'_>, diff: &Diff) -> Markup {
    let places = block.places();
    let (open, closed) = places.split_at(places.len().min(OPEN));
    let list = |places: &[CausePlace<'_>]| {
        html! {
            ul { @for one in places { (place(one, block, diff.subjects.get(one.subject))) } }
        }
    };
    html! {
        article {
            @for cause in &block.causes {
                p {
                    @if !cause.changes[0].leaf().is_empty() { code { b { (cause.changes[0].leaf()) } } " " }
                    (from_to(cause))
                }
                (rows(&cause.changes[0]))
            }
            (list(open))
            @if !closed.is_empty() {
                details { summary { (counted(closed.len(), "more place")) } (list(closed)) }
            }
        }
    }
}

fn from_to(cause: &Cause) -> Markup {
    html! {
        @if !cause.before.is_empty() { del { (cause.before) } " " }
        @if !cause.after.is_empty() { ins { (cause.after) } }
    }
}

/// Where it is, and the code that it touches.
fn place(place: &CausePlace<'_>, block: &CauseBlock<'_>, subject: Option<&Subject>) -> Markup {
    let own = match (block.causes.as_slice(), place.changes.as_slice()) {
        ([cause], [change]) if change.after != cause.after => Some(&change.after),
        _ => None,
    };
    html! {
        li {
            (place.subject) " "
            @if let Some(Subject { title, link, .. }) = subject {
                @match link {
                    Some(link) => a href=(link) { (title) },
                    None => (title),
                }
                " "
            }
            @if !place.field.is_empty() { code { (place.field) } " " }
            @if let Some(own) = own { ins { (own) } " " }
            span.at { (place.at()) }
            @for fact in subject.iter().flat_map(|subject| &subject.facts) { span.fact { (ticked(fact)) } }
            @for line in place.code() { code.code { (line) } }
        }
    }
}

/// The rows of a change, with what is not the same in both marked.
fn rows(change: &Change) -> Markup {
    html! {
        @if !change.about.is_empty() { p.quiet { "What is named has " (change.about) } }
        @for line in decides(change) { p.quiet { (line) } }
        @match (change.evidence(), &change.rows) {
            (Evidence::None, _) => {},
            (Evidence::Elsewhere, _) => {
                @if let Some(row) = change.row().filter(|row| !row.text.starts_with('#')) {
                    div.row { (row.text) }
                }
            },
            (Evidence::Rows, [Some(before), Some(after)]) => (both(before, after)),
            (Evidence::Rows, [Some(row), None]) => (alone("row gone", row, change)),
            (Evidence::Rows, [None, Some(row)]) => (alone("row new", row, change)),
            (Evidence::Rows, [None, None]) => {},
        }
    }
}

/// A row of one state, and those below it.
fn alone(class: &str, row: &WrittenRow, change: &Change) -> Markup {
    html! {
        div class=(class) {
            (row.text)
            @for row in &change.below { "\n" (row.text) }
        }
    }
}

fn both(before: &WrittenRow, after: &WrittenRow) -> Markup {
    let words = TextDiff::from_words(&before.text, &after.text);
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
        div.rows {
            div.row { (side(ChangeTag::Delete)) }
            div.row { (side(ChangeTag::Insert)) }
        }
    }
}
