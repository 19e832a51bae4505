//! Why an operation or a field is as it is: every source's word, what was decided, and by which rule.
//!
//! Read from `docs-specs` alone: marks of rows and headings say who knows what, the [`Record`] says where sources
//! differ, and what an override changes is seen by looking at a page before and after its corrections.

mod field;
mod near;

use crate::fix::{self, Overrides};
use crate::ir::{Method, Operation, url};
use crate::lower::lower;
use crate::merge::{Conflict, Record};
use crate::page::{Page, Section};
use crate::parse::parse;
use crate::source::Docs;

pub use self::field::{Field, Stated};

/// An operation explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What it is called.
    pub title: String,
    /// Its verb.
    pub method: Method,
    /// Its path.
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

/// There is no such operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Operations that may be meant, the nearest first: verb and path.
    pub near: Vec<String>,
}

/// Explains the operation of a verb and a path; names of parameters, a leading slash and a last one do not count.
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
    let operations = lowered.api.operations;
    let wanted = shape(path);
    let is_it = |one: &&Operation| one.method == method && shape(&url(&one.path)) == wanted;
    let Some(operation) = operations.iter().find(is_it) else {
        return Err(Unknown {
            near: near::find(&operations, method, path),
        });
    };
    let before = section(&tree.pages, operation);
    let after = section(&corrected, operation).expect("the operation comes from it");
    let recorded = record
        .operations
        .iter()
        .find(|one| one.page == operation.page && one.method == method);
    let sources = sources(after, founding);
    Ok(Explained {
        title: operation.meta.title.clone(),
        method,
        path: url(&operation.path),
        page: operation.page.clone(),
        documents: recorded.map(|one| one.documents.clone()).unwrap_or_default(),
        links: operation.meta.links.clone(),
        fields: field::all(before, after, &sources),
        conflicts: recorded.map(|one| one.conflicts.clone()).unwrap_or_default(),
        sources,
    })
}

/// The segments of a path without the names of parameters.
fn shape(path: &str) -> Vec<String> {
    let segments = path.trim_matches('/').split('/');
    segments
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .map(str::to_owned)
        .collect()
}

fn section<'p>(pages: &'p [Page], operation: &Operation) -> Option<&'p Section> {
    let page = pages.iter().find(|page| page.path == operation.page)?;
    page.sections.iter().find(|one| one.method == operation.method)
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
