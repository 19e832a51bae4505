//! `--official DIR`: WeChat Pay's own documents of callbacks.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Error, Result, bail};
use wechatpay_openapi_generator::merge::notification::{Contents, Noted, notifications};
use wechatpay_openapi_generator::page::{OFFICIAL, Page};

use crate::{docs_specs, terminal};

/// The pages with what the documents say of notifications; `founding` is what the pages' documentation is called.
pub(super) fn join(own: Vec<Page>, documents: &[Page], founding: &str) -> Result<(Vec<Page>, Noted)> {
    let file = docs_specs().join("events.toml");
    let at = || file.display().to_string();
    let text = fs::read_to_string(&file).with_context(at)?;
    let contents = Contents::parse(&text).map_err(Error::msg).with_context(at)?;
    let (pages, noted) = notifications(own, documents, &contents, founding);
    account(&noted)?;
    Ok((pages, noted))
}

/// How much was joined, and what somebody has to decide.
fn account(noted: &Noted) -> Result<()> {
    if !noted.problems.is_empty() {
        bail!(
            "docs-specs/events.toml must say what belongs where:\n  {}",
            noted.problems.join("\n  ")
        );
    }
    let documents: BTreeMap<&str, usize> = noted.joined.iter().fold(BTreeMap::new(), |mut all, (id, _)| {
        *all.entry(id.as_str()).or_default() += 1;
        all
    });
    let (documents, new) = (documents.len(), noted.pages.len());
    terminal::done(&format!(
        "of callbacks: {} joined with pages, {} from {OFFICIAL} alone",
        terminal::counted(documents, "document"),
        terminal::counted(new, "page")
    ));
    Ok(())
}
