//! `--also DIR` and `--official DIR`: what others than the founding documentation know.

use std::path::Path;

use anyhow::{Result, bail};
use wechatpay_openapi_generator::merge::Merged;
use wechatpay_openapi_generator::merge::second::{Other, Reason};
use wechatpay_openapi_generator::page::{OFFICIAL, Page};
use wechatpay_openapi_generator::source::Docs;

use super::read;
use super::source::{Added, Identity, Sources};
use crate::cli::Import;
use crate::terminal;

/// Fails if the import would silently drop what the last one took from another source.
pub(super) fn check(options: &Import, before: Option<&Sources>) -> Result<()> {
    let Some(before) = before.filter(|_| !options.alone) else {
        return Ok(());
    };
    let also = before.also.as_ref().filter(|_| options.also.is_none());
    let official = before.official.as_ref().filter(|_| options.official.is_empty());
    for (added, option) in [(also, "--also"), (official, "--official")] {
        if let Some(added) = added {
            bail!(
                "docs-specs also holds {} and {} of `{}`: \
                 name its checkout with `{option} DIR`, or drop them with `--alone`",
                terminal::counted(added.operations, "operation"),
                terminal::counted(added.fields, "field"),
                added.name
            );
        }
    }
    Ok(())
}

/// The second source, read.
pub(super) struct Second {
    identity: Identity,
    pages: Vec<Page>,
}

impl Second {
    /// Reads the checkout, if one is named.
    pub(super) fn read(options: &Import, before: Option<&Sources>) -> Result<Option<Self>> {
        let Some(folder) = &options.also else {
            return Ok(None);
        };
        let docs = read::files(folder)?;
        let given = (options.also_name.as_ref(), options.also_date.as_ref());
        let known = before
            .and_then(|before| before.also.as_ref())
            .map(Added::identity);
        let identity =
            Identity::of(&docs, folder, given, known).map_err(|missing| missing.of("--also-name"))?;
        let pages = read::other(&docs, &identity.name);
        Ok(Some(Self { identity, pages }))
    }

    /// As the merge takes it.
    pub(super) fn other(&self) -> Other<'_> {
        Other {
            name: &self.identity.name,
            pages: &self.pages,
        }
    }

    /// As SOURCE.toml has it.
    pub(super) fn account(self, merged: &Merged) -> Added {
        let merged = &merged.second;
        Added::new(self.identity, merged.operations.len(), merged.fields.len())
    }
}

/// WeChat Pay's own documents, read.
pub(super) struct Official {
    identity: Identity,
    pub(super) pages: Vec<Page>,
}

impl Official {
    /// Reads the folders, if some are named; of a document that is in several of them the last one counts.
    pub(super) fn read(options: &Import, before: Option<&Sources>) -> Result<Option<Self>> {
        let [folder, ..] = options.official.as_slice() else {
            return Ok(None);
        };
        let (mut all, mut pages) = (Docs::new(), Vec::<Page>::new());
        for folder in &options.official {
            let docs = read::files(folder)?;
            for (path, text) in docs.iter() {
                all.insert(path, text);
            }
            let more: Vec<Page> = read::other(&docs, OFFICIAL);
            check_kind(folder, &more)?;
            pages.retain(|page| !more.iter().any(|one| id(one) == id(page)));
            pages.extend(more);
        }
        if pages.iter().all(|page| page.sections.is_empty()) {
            bail!(
                "{}: no document can be read here; what the last import took from such documents would be gone",
                folder.display()
            );
        }
        pages.sort_by(|one, other| one.path.cmp(&other.path));
        let name = OFFICIAL.to_owned();
        let known = before
            .and_then(|before| before.official.as_ref())
            .map(Added::identity);
        let given = (Some(&name), options.official_date.as_ref());
        let identity = Identity::of(&all, folder, given, known).map_err(|missing| missing.of("--name"))?;
        Ok(Some(Self { identity, pages }))
    }

    /// As SOURCE.toml has it.
    pub(super) fn account(self, merged: &Merged) -> Added {
        let merged = &merged.official;
        Added::new(self.identity, merged.operations.len(), merged.fields.len())
    }
}

/// The number of a document.
fn id(page: &Page) -> Option<&str> {
    page.document.as_ref().map(|document| document.id.as_str())
}

fn check_kind(folder: &Path, pages: &[Page]) -> Result<()> {
    match pages
        .iter()
        .find(|page| page.document.is_none() && !page.sections.is_empty())
    {
        Some(page) => bail!(
            "{}: `{}` is none of WeChat Pay's own documents; a community's checkout is named with `--also`",
            folder.display(),
            page.path
        ),
        None => Ok(()),
    }
}

/// Fails if somebody must decide something first, or a decision fits nothing.
pub(super) fn blocked(merged: &Merged) -> Result<()> {
    let idle: Vec<String> = merged
        .second
        .idle
        .iter()
        .chain(&merged.official.idle)
        .cloned()
        .collect();
    if !idle.is_empty() {
        bail!(
            "also.toml decides about what is not there any more; delete these entries:\n  {}",
            idle.join("\n  ")
        );
    }
    let open = |list: Vec<String>, what: &str| match list.as_slice() {
        [] => Ok(()),
        list => bail!("{what}:\n  {}", list.join("\n  ")),
    };
    let undecided = merged.official.undecided.iter();
    let undecided = undecided.map(|(page, method, field)| format!("{page} #{}: {field}", method.name()));
    let second = merged
        .second
        .left
        .iter()
        .filter(|(reason, _)| *reason == Reason::Undecided);
    let second = second.map(|(_, one)| format!("{} #{}: {}", one.page, one.method.name(), one.field));
    let undecided = undecided.chain(second);
    open(
        undecided.collect(),
        "fields of requests beside encrypted ones, from sources that know no encryption: \
         nobody says whether they go out in clear. Look at the official page, then add the row by an override, \
         with `data-encrypted=by-rsa-pubkey` or without, or name it in also.toml: under [[plain]], or under \
         [[exclude]] to leave it out",
    )?;
    let twins = merged.official.twins.iter();
    let twins = twins.map(|(page, method, right, wrong)| {
        format!("{page} #{}: {wrong} beside the official {right}", method.name())
    });
    open(
        twins.collect(),
        "fields that are spelt nearly as official ones, which their sources lack: \
         name each in also.toml, under [[misspelt]] to drop it or under [[distinct]] to keep both",
    )
}
