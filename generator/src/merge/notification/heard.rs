//! What documents say together of one notification, and what the founding page says besides.

use super::document::CallbackDocument;
use super::noted::{Noted, NotedPage};
use super::tree::{self, Branch};
use super::union::{OtherSource, join};
use crate::merge::facts;
use crate::page::{Facts, OFFICIAL, Section};

/// Rows that hold the fields of an answer's body.
const BODIES: [&str; 2] = ["body", "xml"];

/// Where those fields are, as reports write it.
const ANSWER: &str = "answer.body";

/// The documents of one page, the newest first.
#[derive(Debug, Default)]
pub(super) struct Heard<'p> {
    /// What is sent; `None` until a document says something.
    table: Option<Vec<Branch>>,
    /// What is answered.
    reply: Option<Vec<Branch>>,
    facts: Vec<&'p Facts>,
}

impl<'p> Heard<'p> {
    /// Hears a document; `rows` are what it says is sent.
    pub(super) fn hear(
        &mut self,
        one: &CallbackDocument<'p>,
        rows: Vec<Branch>,
        at: NotedPage<'_>,
        noted: &mut Noted,
    ) {
        noted.joined.push((one.id().to_owned(), at.page.to_owned()));
        self.facts.push(&one.page.sections[0].facts);
        let reply = one.reply();
        self.table = Some(together(self.table.take(), rows, "", at, noted));
        if !reply.is_empty() {
            self.reply = Some(together(self.reply.take(), reply, ANSWER, at, noted));
        }
    }

    /// Whether there is a document.
    pub(super) fn is_something(&self) -> bool {
        self.table.is_some()
    }

    /// What is documented of the fields that are encrypted.
    pub(super) fn payload(&self) -> &[Branch] {
        self.table.as_deref().map_or(&[], tree::payload)
    }

    /// Writes all of it into a section whose rows are `founding`.
    pub(super) fn write(
        self,
        section: &mut Section,
        founding: Vec<Branch>,
        at: NotedPage<'_>,
        noted: &mut Noted,
    ) {
        let Some(table) = self.table else {
            section.request.rows = tree::write(&founding);
            return;
        };
        section.documentation = Some(format!("{OFFICIAL},{}", at.founding));
        section.request.rows = tree::write(&request(table, founding, at, noted));
        if let Some(reply) = self.reply {
            let founding = tree::read(&section.response);
            section.response.rows = tree::write(&answer(reply, founding, at, noted));
        }
        section.facts = facts::united(self.facts.into_iter().chain([&section.facts.clone()]));
    }
}

/// What documents say together.
fn together(
    table: Option<Vec<Branch>>,
    rows: Vec<Branch>,
    path: &str,
    at: NotedPage<'_>,
    noted: &mut Noted,
) -> Vec<Branch> {
    match table {
        Some(newer) => joined(newer, rows, path, OtherSource::Document, at, noted),
        None => rows,
    }
}

/// Of headers the founding page alone says all.
fn request(
    mut table: Vec<Branch>,
    founding: Vec<Branch>,
    at: NotedPage<'_>,
    noted: &mut Noted,
) -> Vec<Branch> {
    if let Some(headers) = tree::named(&founding, "headers") {
        table.retain(|branch| branch.name() != "headers");
        table.insert(0, headers.clone());
    }
    if let (Some(body), Some(own)) = (
        tree::named(&founding, "body"),
        table.iter_mut().find(|one| one.name() == "body"),
    ) {
        own.row.name.attrs.clone_from(&body.row.name.attrs);
    }
    joined(table, founding, "", OtherSource::Founding(at.founding), at, noted)
}

/// Documents have the fields of the body alone.
fn answer(
    reply: Vec<Branch>,
    mut founding: Vec<Branch>,
    at: NotedPage<'_>,
    noted: &mut Noted,
) -> Vec<Branch> {
    let other = OtherSource::Founding(at.founding);
    if founding.is_empty() {
        return reply;
    }
    let Some(body) = founding.iter().position(|one| BODIES.contains(&one.name())) else {
        return joined(reply, founding, "answer", other, at, noted);
    };
    let own = std::mem::take(&mut founding[body].children);
    founding[body].children = joined(reply, own, ANSWER, other, at, noted);
    founding
}

fn joined(
    ours: Vec<Branch>,
    theirs: Vec<Branch>,
    path: &str,
    other: OtherSource<'_>,
    at: NotedPage<'_>,
    noted: &mut Noted,
) -> Vec<Branch> {
    let mut found = Vec::new();
    let joined = join(ours, theirs, path, other, &mut found);
    let found = found.into_iter().map(|conflict| (at.page.to_owned(), conflict));
    noted.conflicts.extend(found);
    joined
}
