//! `--also DIR`: what only a second documentation knows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wechatpay_openapi_generator::merge::{Exclusions, Merged, Other, Reason};
use wechatpay_openapi_generator::page::Page;

use super::pages;
use super::source::{Also, Identity, Sources};
use crate::cli::{Import, mark};
use crate::{Failure, docs_specs, read_docs, terminal};

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

/// The second source, read.
pub(super) struct Second {
    identity: Identity,
    pages: Vec<Page>,
}

impl Second {
    /// Reads the checkout in a folder.
    pub(super) fn read(folder: &Path, options: &Import, before: Option<&Sources>) -> Result<Self, Failure> {
        let docs = read_docs(folder)?;
        let pages = pages(&docs, options)?;
        let mut identity = Identity::of(
            &docs,
            folder,
            options.also_name.as_ref(),
            options.also_date.as_ref(),
            before.and_then(|before| before.also.as_ref()).map(Also::identity),
        );
        identity.name =
            mark(&identity.name).map_err(|problem| Failure::new(format!("--also-name: {problem}")))?;
        Ok(Self { identity, pages })
    }

    /// As the merge takes it.
    pub(super) fn other(&self) -> Other<'_> {
        Other {
            name: &self.identity.name,
            pages: &self.pages,
        }
    }

    /// Says what became of it, and fails if an exclusion fits nothing.
    pub(super) fn account(self, merged: &Merged) -> Result<Also, Failure> {
        if !merged.idle.is_empty() {
            return Err(Failure::new(format!(
                "also.toml excludes what is not there any more; delete these entries:\n  {}",
                merged.idle.join("\n  ")
            )));
        }
        let undecided: Vec<String> = merged
            .left
            .iter()
            .filter(|(reason, _)| *reason == Reason::Undecided)
            .map(|(_, one)| format!("{} #{}: {}", one.page, one.method.name(), one.field))
            .collect();
        if !undecided.is_empty() {
            return Err(Failure::new(format!(
                "these fields stand among encrypted ones, and `{}` knows of no encryption. Look at the official page, \
                 then add the row by an override, with `data-encrypted=by-rsa-pubkey` or without, or exclude it in \
                 also.toml:\n  {}",
                self.identity.name,
                undecided.join("\n  ")
            )));
        }
        let Identity { name, date, sha256 } = self.identity;
        account(merged, &name);
        Ok(Also {
            name,
            date,
            operations: merged.operations.len(),
            fields: merged.fields.len(),
            sha256,
        })
    }
}

/// Fields that somebody decided to leave out of what a second source adds.
pub(super) fn exclusions(second: Option<&Second>) -> Result<Exclusions, Failure> {
    if second.is_none() {
        return Ok(Exclusions::default());
    }
    let file = docs_specs().join("also.toml");
    let text =
        fs::read_to_string(&file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    Exclusions::parse(&text).map_err(|error| Failure::new(format!("{}: {error}", file.display())))
}

/// How much was taken over, and why the rest was not.
fn account(merged: &Merged, name: &str) {
    let (operations, fields) = (merged.operations.len(), merged.fields.len());
    terminal::done(&format!(
        "{operations} operations and {fields} fields are known to {name} alone"
    ));
    let mut left: BTreeMap<Reason, usize> = BTreeMap::new();
    for (reason, _) in &merged.left {
        *left.entry(*reason).or_default() += 1;
    }
    for (reason, count) in left {
        terminal::remark(&format!("{count:>6} left out: {}", reason.words()));
    }
}
