//! The pages of a source.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};
use wechatpay_openapi_generator::diagnostic::{Code, Diagnostic, Severity};
use wechatpay_openapi_generator::lower::lower;
use wechatpay_openapi_generator::page::Page;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::source::Docs;

use crate::cli::Import;
use crate::report::{self, Show};
use crate::terminal;

/// Every page of the founding source, unless something stands in the way of one.
pub(super) fn founding(docs: &Docs, options: &Import) -> Result<Vec<Page>> {
    let (pages, found) = all(docs);
    report::diagnostics(&found, docs, &options.report, Show::Severe)?;
    Ok(pages)
}

/// The files of another source; one that cannot be read is left out, and said. Nothing at all is no source: what the
/// last import took from it would be gone.
pub(super) fn files(folder: &Path) -> Result<Docs> {
    let read = Docs::read_legible(folder)?;
    let (docs, unreadable) = read;
    for one in &unreadable {
        terminal::warning(&format!("left out: {one}"));
    }
    match docs.is_empty() {
        true => bail!(
            "{}: no page can be read here; name the checkout of the documentation, or leave the option away",
            folder.display()
        ),
        false => Ok(docs),
    }
}

/// The pages of another source; one that cannot be read is left out, and said, and so is what rows mean nothing.
pub(super) fn other(docs: &Docs, name: &str) -> Vec<Page> {
    let (mut pages, found) = all(docs);
    let errors: Vec<&Diagnostic> = found
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    let broken: BTreeSet<&str> = errors.iter().map(|one| one.page.as_str()).collect();
    pages.retain(|page| !broken.contains(format!("{}.md", page.path).as_str()));
    for page in &broken {
        let why = errors.iter().find(|one| one.page == *page).expect("it is broken");
        terminal::warning(&format!("left out of {name}: {why}\n  help: {}", why.help));
    }
    // A page without an operation may be a catalogue, and a notification by samples is one that others have; of which
    // anything else is odd has lost its operation.
    let is_empty = |one: &Diagnostic| {
        let mut silent = pages.iter().filter(|page| page.sections.is_empty());
        one.code != Code::UntypedNotification && silent.any(|page| one.page == format!("{}.md", page.path))
    };
    for one in found
        .iter()
        .filter(|one| one.severity == Severity::Warning && is_empty(one))
    {
        terminal::warning(&format!("nothing is read in {name}: {one}\n  help: {}", one.help));
    }
    // A row that means nothing by itself may still agree with another source's.
    let (_, found) = lower(&pages);
    for one in found.iter().filter(|one| one.severity == Severity::Error) {
        terminal::remark(&format!("in {name}: {one}"));
    }
    pages
}

fn all(docs: &Docs) -> (Vec<Page>, Vec<Diagnostic>) {
    terminal::progress(&format!("reading {}", terminal::counted(docs.len(), "page")));
    let (tree, found) = parse(docs);
    terminal::progress("");
    (tree.all(), found)
}
