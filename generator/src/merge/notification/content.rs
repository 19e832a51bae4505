//! A page for each content of an event.

use std::collections::BTreeSet;

use super::contents::{Content, Contents};
use super::document::{Documents, is_of};
use super::heard::Heard;
use super::noted::{Noted, NotedPage};
use super::tree::{self, Branch};
use crate::page::{Page, Section};

/// The pages of all contents whose founding pages are there.
pub(super) fn pages(
    own: &[Page],
    documents: &Documents<'_>,
    contents: &Contents,
    founding: &str,
    noted: &mut Noted,
) -> Vec<Page> {
    let is_there = |content: &&Content| own.iter().any(|page| content.of.contains(&page.path));
    let present: Vec<&Content> = contents.content.iter().filter(is_there).collect();
    homeless(&present, documents, noted);
    let made: Vec<Page> = present
        .iter()
        .map(|content| {
            Making {
                content,
                own,
                documents,
                founding,
                rivals: rivals(&present, content),
            }
            .page(noted)
        })
        .collect();
    for page in own {
        let places: Vec<&Page> = contents
            .of(&page.path)
            .filter_map(|content| made.iter().find(|made| made.path == content.page))
            .collect();
        if !places.is_empty() {
            unplaced(page, &places, contents, noted);
        }
    }
    made
}

/// The other contents of the same pages.
fn rivals<'c>(all: &[&'c Content], content: &Content) -> Vec<&'c Content> {
    let shares =
        |one: &&&Content| one.page != content.page && one.of.iter().any(|page| content.of.contains(page));
    all.iter().filter(shares).copied().collect()
}

/// Whether a document's fields are those of a content: it has all marks, and none of another.
fn fits(payload: &[Branch], content: &Content, rivals: &[&Content]) -> bool {
    let has = |mark: &String| tree::named(payload, mark).is_some();
    let of_other = |one: &&Content| {
        let mut foreign = one.marks.iter().filter(|mark| !content.marks.contains(mark));
        foreign.any(|mark| has(mark) && !content.fields.contains(mark))
    };
    content.marks.iter().all(has) && !rivals.iter().any(of_other)
}

/// Documents that are none of their pages' contents, or several.
fn homeless(contents: &[&Content], documents: &Documents<'_>, noted: &mut Noted) {
    let pages: Vec<String> = contents.iter().flat_map(|content| content.of.clone()).collect();
    for one in documents.of(&pages) {
        let rows = one.rows();
        for page in one.pages.iter().filter(|page| pages.contains(page)) {
            let of_page = contents.iter().filter(|content| content.of.contains(page));
            let fitting = of_page
                .filter(|content| fits(tree::payload(&rows), content, &rivals(contents, content)))
                .count();
            if fitting != 1 {
                let problem = format!(
                    "document {} is {fitting} of the contents of `{page}`; expected 1",
                    one.id()
                );
                noted.problems.push(problem);
            }
        }
    }
}

/// Fields of a founding page that no content has.
fn unplaced(page: &Page, places: &[&Page], contents: &Contents, noted: &mut Noted) {
    let fields = |page: &Page| paths(tree::payload(&tree::read(&page.sections[0].request)));
    let known: BTreeSet<String> = places.iter().flat_map(|place| fields(place)).collect();
    let left: Vec<&String> = contents.left_of(&page.path).collect();
    let is_left = |path: &str| {
        left.iter()
            .any(|one| path == *one || path.starts_with(&format!("{one}/")))
    };
    let founding = fields(page);
    let is_open = |path: &str| !known.contains(path) && !is_left(path);
    // Of an object that belongs nowhere, no field is named.
    let is_below = |path: &str| path.rsplit_once('/').is_some_and(|(above, _)| is_open(above));
    for path in founding.iter().filter(|path| is_open(path) && !is_below(path)) {
        let problem = format!("`{path}` of `{}` belongs to none of its contents", page.path);
        noted.problems.push(problem);
    }
    for one in left.iter().filter(|one| !founding.contains(one.as_str())) {
        noted.problems.push(format!(
            "`{}` has no field `{one}` that could be left out",
            page.path
        ));
    }
}

/// `a`, `a/b`, …
fn paths(branches: &[Branch]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for branch in branches {
        let name = branch.name();
        found.insert(name.to_owned());
        found.extend(
            paths(&branch.children)
                .iter()
                .map(|path| format!("{name}/{path}")),
        );
    }
    found
}

/// A page in the making.
struct Making<'a, 'p> {
    content: &'a Content,
    own: &'a [Page],
    documents: &'a Documents<'p>,
    /// What the founding documentation is called.
    founding: &'a str,
    rivals: Vec<&'a Content>,
}

impl Making<'_, '_> {
    fn page(&self, noted: &mut Noted) -> Page {
        let Content { page, title, of, .. } = self.content;
        let own = self.own.iter().filter(|page| of.contains(&page.path));
        let sections: Vec<&Section> = own.flat_map(|page| &page.sections).collect();
        let mut section = sections[0].clone();
        self.fields(&mut section, noted);
        section.links.clear();
        for link in sections.iter().flat_map(|section| &section.links) {
            if !section.links.contains(link) && !self.is_of_rival(link) {
                section.links.push(link.clone());
            }
        }
        // What it is made of comes first: the others describe any content of the event.
        section.links.sort_by_key(|link| !self.is_of_own(link));
        Page {
            path: page.clone(),
            title: title.clone(),
            sections: vec![Section {
                title: title.clone(),
                ..section
            }],
            ..Page::default()
        }
    }

    fn is_own(&self, rows: &[Branch]) -> bool {
        fits(tree::payload(rows), self.content, &self.rivals)
    }

    /// Whether a link leads to a document that describes this content.
    fn is_of_own(&self, link: &str) -> bool {
        let mut known = self.documents.of(&self.content.of);
        known.any(|one| is_of(link, one.id()) && self.is_own(&one.rows()))
    }

    /// Whether a link leads to a document that describes another content.
    fn is_of_rival(&self, link: &str) -> bool {
        let mut known = self.documents.of(&self.content.of);
        known.any(|one| is_of(link, one.id()) && !self.is_own(&one.rows()))
    }

    /// Gives the section the fields of this content.
    fn fields(&self, section: &mut Section, noted: &mut Noted) {
        let content = self.content;
        let at = NotedPage {
            page: &content.page,
            founding: self.founding,
        };
        let mut heard = Heard::default();
        for one in self.documents.of(&content.of) {
            let rows = one.rows();
            if self.is_own(&rows) {
                heard.hear(one, rows, at, noted);
            }
        }
        let mut founding = tree::read(&section.request);
        if let Some(sealed) = tree::sealed_mut(&mut founding) {
            sealed.children = chosen(
                std::mem::take(&mut sealed.children),
                &content.fields,
                heard.payload(),
            );
        }
        // It names what all of its contents have.
        tree::set_values(&mut founding, "original_type", &[]);
        if heard.is_something() {
            tree::payload_mut(&mut founding)
                .iter_mut()
                .for_each(tree::optional);
        }
        heard.write(section, founding, at, noted);
        let mut rows = tree::read(&section.request);
        self.name(&mut rows, noted);
        section.request.rows = tree::write(&rows);
    }

    /// Names the events, and marks what tells this content from others.
    fn name(&self, rows: &mut [Branch], noted: &mut Noted) {
        let content = self.content;
        for (name, values) in [
            ("event_type", &content.event_types),
            ("original_type", &content.original_types),
        ] {
            if !values.is_empty() {
                tree::set_values(rows, name, values);
            }
        }
        for mark in &content.marks {
            if !tree::mark(tree::payload_mut(rows), mark) {
                noted.problems.push(format!(
                    "`{}` has no field `{mark}` that could tell it",
                    content.page
                ));
            }
        }
    }
}

/// The fields that are asked for, `a/b` is `a` with `b` alone, and what is said of the documented ones. Their values
/// are those of all contents.
fn chosen(branches: Vec<Branch>, fields: &[String], documented: &[Branch]) -> Vec<Branch> {
    let mut found = Vec::new();
    for mut branch in branches {
        let name = branch.name().to_owned();
        let document = tree::named(documented, &name);
        let below = fields
            .iter()
            .filter_map(|field| field.strip_prefix(&name)?.strip_prefix('/'));
        let below: Vec<String> = below.map(str::to_owned).collect();
        let is_asked_for = fields.contains(&name);
        if document.is_none() && !is_asked_for && below.is_empty() {
            continue;
        }
        if !is_asked_for {
            let documented = document.map_or(&[][..], |document| &document.children);
            branch.children = chosen(branch.children, &below, documented);
            tree::without_values(&mut branch);
        }
        found.push(branch);
    }
    found
}
