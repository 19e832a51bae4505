//! `cargo xtask import`: a checkout of the documentation becomes docs-specs.

mod also;
mod origin;

use wechatpay_openapi_generator::diagnostic::Diagnostic;
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::normalise;
use wechatpay_openapi_generator::output::{Changes, Output, Owned};
use wechatpay_openapi_generator::page::Page;
use wechatpay_openapi_generator::source::Docs;

use self::origin::{Identity, Origin};
use crate::cli::Import;
use crate::report::{self, Show};
use crate::{Failure, docs_specs, read_docs, say};

/// Where docs-specs says what it was made from.
const ORIGIN: &str = "SOURCE.toml";

pub(crate) fn run(options: &Import) -> Result<(), Failure> {
    let root = options.out.clone().unwrap_or_else(docs_specs);
    let before = Origin::read(&root.join(ORIGIN));
    also::check(options, before.as_ref())?;
    let docs = read_docs(&options.docs)?;
    say::progress(&format!("normalising {} pages", docs.len()));
    let (mut pages, found) = parsed(&docs);
    say::progress("");
    report::diagnostics(&found, &docs, &options.report, Show::Blocking)?;
    let also = match &options.also {
        Some(folder) => Some(also::add(&mut pages, folder, options, before.as_ref())?),
        None => None,
    };

    let mut output = Output::new();
    for page in &pages {
        output.insert(format!("{}.md", page.path), normalise::page(page));
    }
    let Identity { name, date, sha256 } = Identity::of(
        &docs,
        &options.docs,
        options.name.as_ref(),
        options.date.as_ref(),
        before.map(|before| before.identity()),
    );
    let origin = Origin {
        name,
        date,
        pages: pages.len(),
        sha256,
        also,
    };
    output.insert(ORIGIN, origin.to_toml());
    let owned = Owned::new().folder("openapi").folder("webhook").file(ORIGIN);
    let changes = output
        .write(&root, &owned)
        .map_err(|error| Failure::new(error.to_string()))?;
    summary(&changes, pages.len());
    Ok(())
}

/// Every page that documents something, and what stands in the way of the others.
fn parsed(docs: &Docs) -> (Vec<Page>, Vec<Diagnostic>) {
    let (mut pages, mut found) = (Vec::new(), Vec::new());
    for (path, text) in docs.iter() {
        let (parsed, diagnostics) = dialect::parse(path, text);
        found.extend(diagnostics);
        if let Parsed::Page(page) | Parsed::Known(page) = parsed {
            pages.push(page);
        }
    }
    (pages, found)
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
