//! The pages of a source.

use std::collections::BTreeSet;

use wechatpay_openapi_generator::diagnostic::{Diagnostic, Severity};
use wechatpay_openapi_generator::page::Page;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::source::Docs;

use crate::cli::Import;
use crate::report::{self, Show};
use crate::{Failure, terminal};

/// Every page of the founding source, unless something stands in the way of one.
pub(super) fn founding(docs: &Docs, options: &Import) -> Result<Vec<Page>, Failure> {
    let (pages, found) = all(docs);
    report::diagnostics(&found, docs, &options.report, Show::Severe)?;
    Ok(pages)
}

/// The pages of another source; one that cannot be read is left out, and said.
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
    pages
}

fn all(docs: &Docs) -> (Vec<Page>, Vec<Diagnostic>) {
    terminal::progress(&format!("reading {} pages", docs.len()));
    let (tree, found) = parse(docs);
    terminal::progress("");
    (tree.all(), found)
}
