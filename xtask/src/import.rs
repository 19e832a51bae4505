//! `cargo xtask import`: a checkout of the documentation becomes docs-specs.

mod callbacks;
mod second_source;
mod source;

use wechatpay_openapi_generator::output::{Changes, Owned};
use wechatpay_openapi_generator::page::Page;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::pipeline;
use wechatpay_openapi_generator::source::Docs;

use self::second_source::Second;
use self::source::{Identity, Sources};
use crate::cli::Import;
use crate::report::{self, Show};
use crate::{Failure, docs_specs, read_docs, read_overrides, terminal};

/// Where docs-specs says what it was made from.
const SOURCE_FILE: &str = "SOURCE.toml";

pub(crate) fn run(options: &Import) -> Result<(), Failure> {
    let root = options.out.clone().unwrap_or_else(docs_specs);
    let before = Sources::read(&root.join(SOURCE_FILE));
    second_source::check(options, before.as_ref())?;
    let docs = read_docs(&options.docs)?;
    let mut own = pages(&docs, options)?;
    if let Some(folder) = &options.official {
        own = callbacks::join(own, folder)?;
    }
    let second = match &options.also {
        Some(folder) => Some(Second::read(folder, options, before.as_ref())?),
        None => None,
    };
    let exclusions = second_source::exclusions(second.as_ref())?;
    let other = second.as_ref().map(Second::other);
    let (mut output, merged) = pipeline::import(own, other, &read_overrides()?, &exclusions);
    let also = match second {
        Some(second) => Some(second.account(&merged)?),
        None => None,
    };
    let count = output.len();
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
        pages: count,
        sha256,
        also,
    };
    output.insert(SOURCE_FILE, sources.to_toml());
    let owned = Owned::new().folder("openapi").folder("webhook").file(SOURCE_FILE);
    let changes = output
        .write(&root, &owned)
        .map_err(|error| Failure::new(error.to_string()))?;
    summary(&changes, count);
    Ok(())
}

/// Every page of a source, unless something stands in the way of one.
fn pages(docs: &Docs, options: &Import) -> Result<Vec<Page>, Failure> {
    terminal::progress(&format!("reading {} pages", docs.len()));
    let (tree, found) = parse(docs);
    terminal::progress("");
    report::diagnostics(&found, docs, &options.report, Show::Severe)?;
    Ok(tree.all())
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
