//! `cargo xtask lint`: everything that is odd about the documentation.

pub(crate) mod explain;

use std::path::Path;

use serde_json::json;
use wechatpay_openapi_generator::compare::{Difference, compare};
use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::ir::Api;
use wechatpay_openapi_generator::read;

use crate::cli::{Format, Lint};
use crate::report::{self, Show};
use crate::{Failure, docs_specs, read_docs, read_overrides, terminal};

pub(crate) fn run(options: &Lint) -> Result<(), Failure> {
    if let Some(topic) = options.explain {
        explain::run(topic, options.report.format);
        return Ok(());
    }
    if let [first, second] = options.compare.as_slice() {
        return differences(first, second, options.report.format);
    }
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    terminal::progress(&format!("reading {} pages", docs.len()));
    let found = read(&docs, &read_overrides()?);
    terminal::progress("");
    let verdict = report::diagnostics(&found.diagnostics, &docs, &options.report, Show::All);
    terminal::remark(&found.totals.to_string());
    verdict?;
    match found.totals.gaps().len() {
        0 => Ok(()),
        _ => Err(Failure::new("the totals do not agree")),
    }
}

/// `--compare A B`
fn differences(first: &Path, second: &Path, format: Format) -> Result<(), Failure> {
    let comparison = compare(&api(first)?, &api(second)?);
    for one in &comparison.differences {
        match format {
            Format::Json => terminal::result(&as_json(one)),
            Format::Text | Format::Short => terminal::result(&one.to_string()),
        }
    }
    if format != Format::Json {
        let (shared, identical) = (comparison.shared, comparison.identical);
        terminal::remark(&format!(
            "{shared} operations in both, {identical} of them the same"
        ));
        for (kind, count) in comparison.counts() {
            terminal::remark(&format!("{count:>6} {}", kind.name()));
        }
    }
    Ok(())
}

fn api(folder: &Path) -> Result<Api, Failure> {
    let reading = read(&read_docs(folder)?, &read_overrides()?);
    let errors = reading.diagnostics.iter();
    match errors.filter(|one| one.severity == Severity::Error).count() {
        0 => Ok(reading.api),
        count => Err(Failure::new(format!(
            "{}: {count} errors stand in the way; `cargo xtask lint` shows them",
            folder.display()
        ))),
    }
}

fn as_json(one: &Difference) -> String {
    let Difference {
        kind,
        operation,
        field,
        first,
        second,
        page,
        line,
    } = one;
    json!({
        "kind": kind.name(), "operation": operation, "field": field,
        "first": first, "second": second, "file": page, "line": line,
    })
    .to_string()
}
