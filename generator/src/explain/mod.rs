//! Why an operation, a notification or a field is as it is: every source's word, what was decided, and by which rule.
//!
//! Read from `docs-specs` alone: marks of rows and headings say who knows what, the [`Record`] says where sources
//! differ, and what an override changes is seen by looking at a page before and after its corrections.

mod correction;
mod field;
mod near;
mod place;
mod stated;

use crate::fix::{self, Overrides};
use crate::ir::{Api, Meta, Method, Version, url};
use crate::lower::lower;
use crate::merge::{Conflict, Record};
use crate::page::{ErrorCode, Section};
use crate::parse::parse;
use crate::source::Docs;

pub use self::correction::{Changed, Correction, corrections};
pub use self::field::ExplainedField;
use self::place::{likeness, shape};
pub use self::stated::Stated;

/// An operation or a notification explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What it is called.
    pub title: String,
    /// Its verb.
    pub method: Method,
    /// Its path; of a notification the page.
    pub path: String,
    /// The page of docs-specs, without `.md`.
    pub page: String,
    /// Documentations that know it, the most trusted first.
    pub sources: Vec<String>,
    /// Numbers of its official documents, the newest first.
    pub documents: Vec<String>,
    /// Official pages.
    pub links: Vec<String>,
    /// Its fields in order, requests first.
    pub fields: Vec<ExplainedField>,
    /// Its error codes in page order, repeated ones included.
    pub errors: Vec<ErrorCode>,
    /// Where sources differ.
    pub conflicts: Vec<Conflict>,
}

/// There is no such operation or notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Operations that may be meant, the nearest first: verb and path.
    pub near: Vec<String>,
}

/// Explains the operation of a verb and a path, a URL or a page; names of parameters, a leading slash and a last one do
/// not count, and a value may stand for a parameter. A notification is `POST` and its page, or the page's name, such as
/// `TRANSACTION.SUCCESS`: of v3 if both have it.
///
/// # Errors
///
/// If there is none, with those that may be meant.
pub fn explain(
    docs: &Docs,
    overrides: &Overrides,
    record: &Record,
    founding: &str,
    (method, path): (Method, &str),
) -> Result<Explained, Unknown> {
    let (tree, _) = parse(docs);
    let (corrected, _) = fix::pages(tree.pages.clone(), overrides);
    let (lowered, _) = lower(&corrected);
    let Some((page, path, meta)) = meant(&lowered.api, method, path) else {
        let Api {
            operations,
            notifications,
            ..
        } = &lowered.api;
        return Err(Unknown {
            near: near::find(operations, notifications, method, path),
        });
    };
    let origin = tree.pages.iter().find(|one| one.path == *page);
    let origin = origin.expect("it was lowered from there");
    let after = corrected
        .iter()
        .find(|one| one.path == *page)
        .and_then(|one| one.section(method))
        .expect("it was lowered from there");
    let steps = fix::steps(origin, overrides);
    let seen = correction::seen(&steps, method);
    let recorded = record
        .operations
        .iter()
        .find(|one| one.page == *page && one.method == method);
    let sources = sources(after, founding);
    let before = origin.section(method).expect("no override adds a section");
    Ok(Explained {
        title: meta.title.clone(),
        method,
        path,
        page: page.clone(),
        documents: recorded.map(|one| one.documents.clone()).unwrap_or_default(),
        links: meta.links.clone(),
        fields: field::all(before, &seen, after, &sources),
        errors: after.facts.errors.clone(),
        conflicts: recorded.map(|one| one.conflicts.clone()).unwrap_or_default(),
        sources,
    })
}

/// The page, the path and what is said of an operation or, where it is none, of a notification.
fn meant<'a>(api: &'a Api, method: Method, asked: &str) -> Option<(&'a String, String, &'a Meta)> {
    let wanted = shape(asked);
    let own = api.operations.iter().filter(|one| one.method == method);
    let ranked = own.filter_map(|one| {
        let places = [shape(&url(&one.path)), shape(&one.page)];
        let rank = places.iter().filter_map(|place| likeness(place, &wanted)).min();
        Some((rank?, one))
    });
    if let Some((_, one)) = ranked.min_by_key(|(rank, _)| *rank) {
        return Some((&one.page, url(&one.path), &one.meta));
    }
    let page = wanted.join("/");
    let events = api.notifications.iter().filter(|_| method == Method::Post);
    let one = events
        .filter(|one| is_event(&one.page, &page))
        .min_by_key(|one| (one.page != page, one.version != Version::V3))?;
    Some((&one.page, one.page.clone(), &one.meta))
}

/// Whether a notification is meant: by its page, or by the page's name, `TRANSACTION.SUCCESS`.
fn is_event(page: &str, asked: &str) -> bool {
    page == asked || page.rsplit('/').next() == Some(asked)
}

/// Who documents a section.
fn sources(section: &Section, founding: &str) -> Vec<String> {
    match &section.documentation {
        Some(names) => names.split(',').map(str::to_owned).collect(),
        None => vec![founding.to_owned()],
    }
}

#[cfg(test)]
mod tests;
