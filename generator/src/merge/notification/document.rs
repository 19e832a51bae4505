//! The documents of callbacks, and the pages that they belong to.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::contents::Contents;
use super::tree::{self, Branch};
use crate::page::Page;

/// All documents of callbacks, the newest first.
pub(super) struct Documents<'p>(Vec<CallbackDocument<'p>>);

/// A document, and the founding pages that it belongs to.
pub(super) struct CallbackDocument<'p> {
    pub page: &'p Page,
    pub pages: BTreeSet<String>,
}

impl<'p> Documents<'p> {
    /// A document belongs to the pages that link to it; one that none links to, to those of the documents that
    /// describe the same event and content, or else to the page of its event.
    pub(super) fn new(own: &[Page], pages: &'p [Page], contents: &Contents) -> Self {
        let callbacks = pages.iter().filter(|page| page.is_notification());
        let mut all: Vec<CallbackDocument<'p>> = callbacks
            .map(|page| {
                let mut pages = linking(own, id(page));
                pages.extend(contents.pages_of(id(page)).cloned());
                CallbackDocument { page, pages }
            })
            .collect();
        all.sort_by_key(|one| (Reverse(date(one.page)), one.id().to_owned()));
        for at in 0..all.len() {
            if all[at].pages.is_empty() {
                let said = all[at].said();
                let same = all.iter().filter(|one| said.is_some() && one.said() == said);
                all[at].pages = same.flat_map(|one| one.pages.clone()).collect();
            }
            if all[at].pages.is_empty() {
                all[at].pages = named(own, &tree::values(&all[at].rows(), "event_type"));
            }
        }
        Self(all)
    }

    /// Those that belong to one of these pages.
    pub(super) fn of<'d>(&'d self, pages: &'d [String]) -> impl Iterator<Item = &'d CallbackDocument<'p>> {
        self.0
            .iter()
            .filter(|one| pages.iter().any(|page| one.pages.contains(page)))
    }

    /// Those that belong to no page.
    pub(super) fn without_page(&self) -> impl Iterator<Item = &CallbackDocument<'p>> {
        self.0.iter().filter(|one| one.pages.is_empty())
    }
}

impl CallbackDocument<'_> {
    pub(super) fn id(&self) -> &str {
        id(self.page)
    }

    /// Its address, as founding pages write it.
    pub(super) fn link(&self) -> String {
        let url = self.page.document.as_ref().map_or("", |document| &*document.url);
        url.strip_suffix(".md").unwrap_or(url).to_owned()
    }

    pub(super) fn rows(&self) -> Vec<Branch> {
        tree::read(&self.page.sections[0].request)
    }

    /// What it is answered with.
    pub(super) fn reply(&self) -> Vec<Branch> {
        tree::read(&self.page.sections[0].response)
    }

    /// The names of the event and what was encrypted, if it says both.
    fn said(&self) -> Option<(Vec<String>, Vec<String>)> {
        let rows = self.rows();
        let (event, original) = (
            tree::values(&rows, "event_type"),
            tree::values(&rows, "original_type"),
        );
        (!event.is_empty() && !original.is_empty()).then_some((event, original))
    }
}

/// The pages of these events.
fn named(own: &[Page], event_types: &[String]) -> BTreeSet<String> {
    let paths = event_types.iter().map(|name| format!("webhook/v3/{name}"));
    paths
        .filter(|path| own.iter().any(|page| page.path == *path))
        .collect()
}

fn linking(own: &[Page], id: &str) -> BTreeSet<String> {
    let links = |page: &&Page| {
        let mut links = page.sections.iter().flat_map(|section| &section.links);
        page.is_notification() && links.any(|link| is_of(link, id))
    };
    own.iter().filter(links).map(|page| page.path.clone()).collect()
}

/// Whether an address is that of a document.
pub(super) fn is_of(link: &str, id: &str) -> bool {
    link.trim_end_matches(".md").rsplit('/').next() == Some(id)
}

fn id(page: &Page) -> &str {
    page.document.as_ref().map_or("", |document| &*document.id)
}

fn date(page: &Page) -> Option<String> {
    page.document.as_ref()?.date.clone()
}
