//! `--also DIR`: what only a second documentation knows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wechatpay_openapi_generator::page::Page;
use wechatpay_openapi_generator::supplement::{Exclusions, Reason, Supplement, supplement};

use super::parsed;
use super::source::{Also, Identity, Sources};
use crate::cli::{Import, mark};
use crate::report::{self, Show};
use crate::{Failure, docs_specs, read_docs, read_overrides, terminal};

/// Fails if the import would silently drop what the last one took from a second source.
pub(super) fn check(options: &Import, before: Option<&Sources>) -> Result<(), Failure> {
    match before.and_then(|before| before.also.as_ref()) {
        Some(also) if options.also.is_none() && !options.alone => Err(Failure::new(format!(
            "docs-specs also holds {} operations and {} fields of `{}`: \
             name its checkout with `--also DIR`, or drop them with `--alone`",
            also.operations, also.fields, also.name
        ))),
        _ => Ok(()),
    }
}

/// Adds to the pages what only the checkout in `folder` has.
pub(super) fn add(
    pages: &mut Vec<Page>,
    folder: &Path,
    options: &Import,
    before: Option<&Sources>,
) -> Result<Also, Failure> {
    let docs = read_docs(folder)?;
    terminal::progress(&format!("reading {} more pages", docs.len()));
    let (other, found) = parsed(&docs);
    terminal::progress("");
    report::diagnostics(&found, &docs, &options.report, Show::Blocking)?;
    let Identity { name, date, sha256 } = Identity::of(
        &docs,
        folder,
        options.also_name.as_ref(),
        options.also_date.as_ref(),
        before.and_then(|before| before.also.as_ref()).map(Also::identity),
    );
    let name = mark(&name).map_err(|problem| Failure::new(format!("--also-name: {problem}")))?;
    let made = supplement(pages, &other, &name, &read_overrides()?, &exclusions()?);
    if !made.idle.is_empty() {
        return Err(Failure::new(format!(
            "also.toml excludes what is not there any more; delete these entries:\n  {}",
            made.idle.join("\n  ")
        )));
    }
    account(&made, &name);
    Ok(Also {
        name,
        date,
        operations: made.operations.len(),
        fields: made.fields.len(),
        sha256,
    })
}

/// Fields that somebody decided to leave out.
fn exclusions() -> Result<Exclusions, Failure> {
    let file = docs_specs().join("also.toml");
    let text =
        fs::read_to_string(&file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    Exclusions::parse(&text).map_err(|error| Failure::new(format!("{}: {error}", file.display())))
}

/// How much was taken over, and why the rest was not.
fn account(made: &Supplement, name: &str) {
    let (operations, fields) = (made.operations.len(), made.fields.len());
    terminal::done(&format!(
        "{operations} operations and {fields} fields are known to {name} alone"
    ));
    let mut left: BTreeMap<Reason, usize> = BTreeMap::new();
    for (reason, _) in &made.left {
        *left.entry(*reason).or_default() += 1;
    }
    for (reason, count) in left {
        terminal::remark(&format!("{count:>6} left out: {}", reason.words()));
    }
}
