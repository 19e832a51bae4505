//! Why an operation, a notification or a field is as it is: every source's word, what was decided, and by which rule.
//!
//! Read from `docs-specs` alone: marks of rows and headings say who knows what, the [`Record`] says where sources
//! differ, and what an override changes is seen by looking at a page before and after its corrections.

mod field;
mod near;

use crate::fix::{self, Overrides};
use crate::ir::{Api, Method, Notification, Version, url};
use crate::lower::lower;
use crate::merge::{Conflict, Record};
use crate::page::{Page, Section};
use crate::parse::parse;
use crate::source::Docs;

pub use self::field::{Field, Stated};

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
    pub fields: Vec<Field>,
    /// Where sources differ.
    pub conflicts: Vec<Conflict>,
}

/// There is no such operation or notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Operations that may be meant, the nearest first: verb and path.
    pub near: Vec<String>,
}

/// Explains the operation of a verb and a path; names of parameters, a leading slash and a last one do not count. A
/// notification is `POST` and its page, or the page's name, such as `TRANSACTION.SUCCESS`: of v3 if both have it.
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
    let Api {
        operations,
        notifications,
        ..
    } = lowered.api;
    let wanted = shape(path);
    let operation = operations
        .iter()
        .find(|one| one.method == method && shape(&url(&one.path)) == wanted);
    let notification = || {
        let path = path.trim_matches('/');
        let is_it = |one: &&Notification| is_event(&one.page, path);
        let all = notifications.iter().filter(|_| method == Method::Post);
        all.filter(is_it)
            .min_by_key(|one| (one.page != path, one.version != Version::V3))
    };
    let (page, path, meta) = match (operation, notification()) {
        (Some(one), _) => (&one.page, url(&one.path), &one.meta),
        (None, Some(one)) => (&one.page, one.page.clone(), &one.meta),
        (None, None) => {
            return Err(Unknown {
                near: near::find(&operations, &notifications, method, path),
            });
        }
    };
    let before = section(&tree.pages, page, method);
    let after = section(&corrected, page, method).expect("it was lowered from there");
    let recorded = record
        .operations
        .iter()
        .find(|one| one.page == *page && one.method == method);
    let sources = sources(after, founding);
    Ok(Explained {
        title: meta.title.clone(),
        method,
        path,
        page: page.clone(),
        documents: recorded.map(|one| one.documents.clone()).unwrap_or_default(),
        links: meta.links.clone(),
        fields: field::all(before, after, &sources),
        conflicts: recorded.map(|one| one.conflicts.clone()).unwrap_or_default(),
        sources,
    })
}

/// Whether a notification is meant: by its page, or by the page's name, `TRANSACTION.SUCCESS`.
fn is_event(page: &str, asked: &str) -> bool {
    page == asked || page.rsplit('/').next() == Some(asked)
}

/// The segments of a path without the names of parameters.
fn shape(path: &str) -> Vec<String> {
    let segments = path.trim_matches('/').split('/');
    segments
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .map(str::to_owned)
        .collect()
}

fn section<'p>(pages: &'p [Page], page: &str, method: Method) -> Option<&'p Section> {
    let page = pages.iter().find(|one| one.path == page)?;
    page.sections.iter().find(|one| one.method == method)
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
