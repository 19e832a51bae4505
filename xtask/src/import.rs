//! `cargo xtask import`: checkouts of the documentation become docs-specs.

mod callbacks;
mod others;
mod read;
mod source;
mod summary;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Error, Result};
use wechatpay_openapi_generator::merge::notification::Noted;
use wechatpay_openapi_generator::merge::{Exclusions, Record, Sources as Merging};
use wechatpay_openapi_generator::output::{Changes, Owned};
use wechatpay_openapi_generator::pipeline;

use self::others::{Official, Second};
use self::source::{Identity, Sources};
use crate::cli::Import;
use crate::{docs_specs, read_docs, read_overrides, terminal};

/// Where docs-specs says what it was made from.
const SOURCE_FILE: &str = "SOURCE.toml";
/// Where it says in what the sources differ.
pub(crate) const CONFLICTS_FILE: &str = "conflicts.toml";
/// What somebody decided about the other sources.
const DECISIONS_FILE: &str = "also.toml";

pub(crate) fn run(options: &Import) -> Result<()> {
    if !import(options)?.is_empty() {
        terminal::remark("next: cargo xtask generate");
    }
    Ok(())
}

/// Writes docs-specs whole or not at all, and says what is another.
pub(crate) fn import(options: &Import) -> Result<Changes> {
    let root = options.out.clone().unwrap_or_else(docs_specs);
    let before = Sources::read(&root.join(SOURCE_FILE));
    others::check(options, before.as_ref())?;
    let docs = read_docs(&options.docs)?;
    terminal::progress("reading the sources");
    let mut own = read::founding(&docs, options)?;
    let given = (options.name.as_ref(), options.date.as_ref());
    let known = before.as_ref().map(Sources::identity);
    let identity =
        Identity::of(&docs, &options.docs, given, known).map_err(|missing| missing.of("--name"))?;
    let second = Second::read(options, before.as_ref())?;
    let official = Official::read(options, before.as_ref())?;
    let mut noted = Noted::default();
    if let Some(official) = &official {
        (own, noted) = callbacks::join(own, &official.pages, &identity.name)?;
    }
    let decisions = match second.is_some() || official.is_some() {
        true => decisions()?,
        false => Exclusions::default(),
    };
    terminal::progress("merging the sources");
    let sources = Merging {
        founding: &identity.name,
        second: second.as_ref().map(Second::other),
        official: official.as_ref().map_or(&[], |official| &official.pages),
        decisions: &decisions,
    };
    let (mut output, merged) = pipeline::import(own, &read_overrides()?, sources);
    terminal::progress("");
    others::blocked(&merged)?;
    let pages = output.len();
    let Identity { name, date, sha256 } = identity;
    let sources = Sources {
        name,
        date,
        pages,
        sha256,
        also: second.map(|second| second.account(&merged)),
        official: official.map(|official| official.account(&merged)),
    };
    let record = Record::of(&merged, &noted);
    summary::print(&sources, &merged, options.verbose);
    summary::conflicts(&record, &known_conflicts(&root)?, options.verbose);
    let owned = Owned::new()
        .folder("openapi")
        .folder("webhook")
        .file(SOURCE_FILE)
        .file(CONFLICTS_FILE);
    output.insert(SOURCE_FILE, sources.to_toml());
    output.insert(CONFLICTS_FILE, record.to_toml());
    let changes = output.write(&root, &owned)?;
    written(&changes, pages);
    Ok(changes)
}

/// Where the sources of the last import differ.
pub(crate) fn known_conflicts(root: &Path) -> Result<Record> {
    let file = root.join(CONFLICTS_FILE);
    // Without the file nothing is known.
    let text = fs::read_to_string(&file).unwrap_or_default();
    Record::parse(&text)
        .map_err(Error::msg)
        .with_context(|| file.display().to_string())
}

/// What the founding source of docs-specs is called.
pub(crate) fn founding_name(root: &Path) -> String {
    Sources::read(&root.join(SOURCE_FILE)).map_or_else(|| "docs-specs".to_owned(), |sources| sources.name)
}

/// The day of the founding source of docs-specs; empty if nobody knows.
pub(crate) fn day(root: &Path) -> String {
    let sources = Sources::read(&root.join(SOURCE_FILE));
    sources.and_then(|sources| sources.date).unwrap_or_default()
}

/// What somebody decided about fields of the other sources.
fn decisions() -> Result<Exclusions> {
    let file = docs_specs().join(DECISIONS_FILE);
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    Exclusions::parse(&text)
        .map_err(Error::msg)
        .with_context(|| file.display().to_string())
}

fn written(changes: &Changes, pages: usize) {
    let lists = [
        ("added", &changes.created),
        ("changed", &changes.changed),
        ("removed", &changes.stale),
    ];
    for (word, paths) in lists {
        terminal::files(word, paths.iter());
    }
    match changes.len() {
        0 => terminal::done(&format!(
            "docs-specs is up to date: {}",
            terminal::counted(pages, "page")
        )),
        _ => {
            let [added, changed, removed] = lists.map(|(_, paths)| paths.len());
            terminal::done(&format!(
                "{}; files: {added} added, {changed} changed, {removed} removed",
                terminal::counted(pages, "page")
            ));
        }
    }
}
