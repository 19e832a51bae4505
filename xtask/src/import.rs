//! `cargo xtask import`: a checkout of the documentation becomes docs-specs.

mod origin;

use wechatpay_openapi_generator::diagnostic::Diagnostic;
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::normalise;
use wechatpay_openapi_generator::output::{Changes, Output, Owned};
use wechatpay_openapi_generator::source::Docs;

use self::origin::Origin;
use crate::cli::Import;
use crate::report::{self, Show};
use crate::{Failure, read_docs, repository, say};

/// Where docs-specs says what it was made from.
const ORIGIN: &str = "SOURCE.toml";

pub(crate) fn run(options: &Import) -> Result<(), Failure> {
    let docs = read_docs(&options.docs)?;
    say::progress(&format!("normalising {} pages", docs.len()));
    let (mut output, found) = normalised(&docs);
    say::progress("");
    report::diagnostics(&found, &docs, &options.report, Show::Blocking)?;

    let root = options
        .out
        .clone()
        .unwrap_or_else(|| repository().join("docs-specs"));
    let pages = output.len();
    let origin = Origin::of(&docs, pages, options, &root.join(ORIGIN));
    output.insert(ORIGIN, origin.to_toml());
    let owned = Owned::new().folder("openapi").folder("webhook").file(ORIGIN);
    let changes = output
        .write(&root, &owned)
        .map_err(|error| Failure::new(error.to_string()))?;
    summary(&changes, pages);
    Ok(())
}

/// Every page that documents something, and what stands in the way of the others.
fn normalised(docs: &Docs) -> (Output, Vec<Diagnostic>) {
    let mut output = Output::new();
    let mut found = Vec::new();
    for (path, text) in docs.iter() {
        let (parsed, diagnostics) = dialect::parse(path, text);
        found.extend(diagnostics);
        if let Parsed::Page(page) | Parsed::Known(page) = parsed {
            output.insert(path, normalise::page(&page));
        }
    }
    (output, found)
}

fn summary(changes: &Changes, pages: usize) {
    let lists = [
        ("added", &changes.created),
        ("changed", &changes.changed),
        ("removed", &changes.stale),
    ];
    for (word, paths) in lists {
        say::files(word, paths.iter());
    }
    match changes.len() {
        0 => say::done(&format!("docs-specs is up to date: {pages} pages")),
        _ => {
            let [added, changed, removed] = lists.map(|(_, paths)| paths.len());
            say::done(&format!(
                "{pages} pages; files: {added} added, {changed} changed, {removed} removed"
            ));
            say::remark("next: cargo xtask generate");
        }
    }
}
