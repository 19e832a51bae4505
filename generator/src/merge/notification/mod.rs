//! The official documents of callbacks, joined with the pages of notifications.
//!
//! A founding page names the documents that it was written from in its links. One `event_type` may bring several
//! contents: `docs-specs/events.toml` names them with the fields that tell them apart, and each becomes a page of its
//! own, made of the documents that have these fields.

mod content;
mod contents;
mod document;
mod heard;
mod noted;
mod outcome;
mod tree;
mod union;

use std::collections::BTreeSet;

pub use self::contents::Contents;
use self::document::Documents;
use self::heard::Heard;
pub use self::noted::Noted;
use self::noted::NotedPage;
pub use self::union::TypeConflict;
use crate::page::{Dialect, OFFICIAL, Page};

/// Joins the documents of callbacks with the pages; `founding` is what the documentation of these is called, as marks
/// name it.
#[must_use]
pub fn notifications(
    own: Vec<Page>,
    documents: &[Page],
    contents: &Contents,
    founding: &str,
) -> (Vec<Page>, Noted) {
    let documents = Documents::new(&own, documents, contents);
    let mut noted = Noted::default();
    let mut made = content::pages(&own, &documents, contents, founding, &mut noted);
    let is_split = |page: &Page| contents.of(&page.path).next().is_some();
    for mut page in own.into_iter().filter(|page| !is_split(page)) {
        describe(&mut page, &documents, founding, &mut noted);
        made.push(page);
    }
    for page in new_pages(&documents, &mut noted) {
        noted.pages.push(page.path.clone());
        made.push(page);
    }
    outcome::mark(&mut made, contents, &mut noted);
    made.sort_by(|one, other| one.path.cmp(&other.path));
    (made, noted)
}

/// Joins a page with the documents that it links to.
fn describe(page: &mut Page, documents: &Documents<'_>, founding: &str, noted: &mut Noted) {
    let pages = [page.path.clone()];
    let at = NotedPage {
        page: &pages[0],
        founding,
    };
    let own = page
        .sections
        .first()
        .map_or_else(Vec::new, |section| tree::read(&section.request));
    let mut heard = Heard::default();
    for one in documents.of(&pages) {
        let mut rows = one.rows();
        // A document of several events belongs to several pages: a page says itself which event it is.
        tree::set_values(&mut rows, "event_type", &[]);
        // Tables and samples of some contradict each other here, so no document alone shuts out other values.
        if tree::values(&own, "original_type").is_empty() {
            tree::set_values(&mut rows, "original_type", &[]);
        }
        heard.hear(one, rows, at, noted);
    }
    // What does not say what is inside knows nothing better.
    if !heard.payload().is_empty() {
        heard.write(&mut page.sections[0], own, at, noted);
    }
}

/// Pages of the events that no founding page has: a page for each event of a document.
fn new_pages(documents: &Documents<'_>, noted: &mut Noted) -> Vec<Page> {
    let mut made: Vec<Page> = Vec::new();
    for one in documents.without_page() {
        let rows = one.rows();
        let event_types = tree::values(&rows, "event_type");
        if event_types.is_empty() {
            let problem = format!("no page links to document {}, and it names no event", one.id());
            noted.problems.push(problem);
        }
        let is_single = event_types.len() == 1;
        let known: BTreeSet<String> = made.iter().map(|page| page.path.clone()).collect();
        for event_type in event_types {
            if !names_a_file(&event_type) {
                let problem = format!(
                    "document {} calls its event `{}`, which is no name",
                    one.id(),
                    shown(&event_type)
                );
                noted.problems.push(problem);
                continue;
            }
            let path = format!("webhook/v3/{event_type}");
            if known.contains(&path) {
                continue;
            }
            let mut section = one.page.sections[0].clone();
            let mut rows = rows.clone();
            tree::set_values(&mut rows, "event_type", std::slice::from_ref(&event_type));
            section.request.rows = tree::write(&rows);
            section.links = vec![one.link()];
            section.documentation = Some(OFFICIAL.to_owned());
            let title = match is_single {
                true => format!("{}({event_type})", section.title),
                false => format!(
                    "{}({event_type})通知(JSON)",
                    section.title.trim_end_matches("通知")
                ),
            };
            section.title.clone_from(&title);
            made.push(Page {
                path,
                title,
                dialect: Dialect::ImTable,
                sections: vec![section],
                ..Page::default()
            });
        }
    }
    made
}

/// Whether an event can name its page: documents are not ours, and `../` would lead out of the folder.
fn names_a_file(event_type: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    event_type.len() <= 128
        && event_type.starts_with(|first: char| first.is_ascii_alphanumeric())
        && event_type.bytes().all(is_of_name)
}

/// As much of a text as a message may hold.
fn shown(text: &str) -> String {
    text.escape_debug().take(80).collect()
}
