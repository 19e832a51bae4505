//! `--official DIR`: WeChat Pay's own documents of callbacks.

use std::collections::BTreeMap;
use std::fs;

use wechatpay_openapi_generator::merge::notification::{Contents, Noted, notifications};
use wechatpay_openapi_generator::page::{OFFICIAL, Page};

use crate::{Failure, docs_specs, terminal};

/// The pages with what the documents say of notifications; `founding` is what the pages' documentation is called.
pub(super) fn join(
    own: Vec<Page>,
    documents: &[Page],
    founding: &str,
) -> Result<(Vec<Page>, Noted), Failure> {
    let file = docs_specs().join("events.toml");
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", file.display()));
    let text = fs::read_to_string(&file).map_err(|error| failed(&error))?;
    let contents = Contents::parse(&text).map_err(|error| failed(&error))?;
    let (pages, noted) = notifications(own, documents, &contents, founding);
    account(&noted)?;
    Ok((pages, noted))
}

/// How much was joined, and what somebody has to decide.
fn account(noted: &Noted) -> Result<(), Failure> {
    if !noted.problems.is_empty() {
        return Err(Failure::new(format!(
            "docs-specs/events.toml must say what belongs where:\n  {}",
            noted.problems.join("\n  ")
        )));
    }
    let documents: BTreeMap<&str, usize> = noted.joined.iter().fold(BTreeMap::new(), |mut all, (id, _)| {
        *all.entry(id.as_str()).or_default() += 1;
        all
    });
    let (documents, new) = (documents.len(), noted.pages.len());
    terminal::done(&format!(
        "{documents} documents of callbacks belong to pages; {new} pages are known to {OFFICIAL} alone"
    ));
    for (page, conflict) in &noted.conflicts {
        let (field, ours, theirs) = (&conflict.field, &conflict.ours, &conflict.theirs);
        terminal::remark(&format!("{page}: `{field}` is {ours}, not {theirs}"));
    }
    Ok(())
}
