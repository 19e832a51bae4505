//! `cargo xtask import`: a checkout of the documentation becomes docs-specs.

mod second_source;
mod source;

use wechatpay_openapi_generator::diagnostic::Diagnostic;
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::normalise;
use wechatpay_openapi_generator::output::{Changes, Output, Owned};
use wechatpay_openapi_generator::page::Page;
use wechatpay_openapi_generator::source::Docs;

use self::source::{Identity, Sources};
use crate::cli::Import;
use crate::report::{self, Show};
use crate::{Failure, docs_specs, read_docs, terminal};

/// Where docs-specs says what it was made from.
const SOURCE_FILE: &str = "SOURCE.toml";

pub(crate) fn run(options: &Import) -> Result<(), Failure> {
    let root = options.out.clone().unwrap_or_else(docs_specs);
    let before = Sources::read(&root.join(SOURCE_FILE));
    second_source::check(options, before.as_ref())?;
    let docs = read_docs(&options.docs)?;
    terminal::progress(&format!("normalising {} pages", docs.len()));
    let (mut pages, found) = parsed(&docs);
    terminal::progress("");
    report::diagnostics(&found, &docs, &options.report, Show::Blocking)?;
    let also = match &options.also {
        Some(folder) => Some(second_source::add(&mut pages, folder, options, before.as_ref())?),
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
    let sources = Sources {
        name,
        date,
        pages: pages.len(),
        sha256,
        also,
    };
    output.insert(SOURCE_FILE, sources.to_toml());
    let owned = Owned::new().folder("openapi").folder("webhook").file(SOURCE_FILE);
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
        terminal::files(word, paths.iter());
    }
    match changes.len() {
        0 => terminal::done(&format!("docs-specs is up to date: {pages} pages")),
        _ => {
            let [added, changed, removed] = lists.map(|(_, paths)| paths.len());
            terminal::done(&format!(
                "{pages} pages; files: {added} added, {changed} changed, {removed} removed"
            ));
            terminal::remark("next: cargo xtask generate");
        }
    }
}
