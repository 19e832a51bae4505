//! `cargo xtask lint`: everything that is odd about the documentation.

mod explain;

use std::path::Path;

use anyhow::{Result, bail};
use serde_json::json;
use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::diff::{Change, Kind};
use wechatpay_openapi_generator::needless::needless;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::states::{State, changes};

use crate::cli::{Format, Lint};
use crate::report::{self, Show};
use crate::{docs_specs, read_docs, read_overrides, terminal};

pub(crate) fn run(options: &Lint) -> Result<()> {
    if let Some(topic) = options.explain {
        explain::run(topic, options.report.format);
        return Ok(());
    }
    if let [first, second] = options.compare.as_slice() {
        return differences(first, second, options.report.format);
    }
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    terminal::progress(&format!("reading {}", terminal::counted(docs.len(), "page")));
    let overrides = read_overrides()?;
    let mut found = read(&docs, &overrides);
    let is_own = options.docs.is_none();
    if is_own
        && found
            .diagnostics
            .iter()
            .all(|one| one.severity != Severity::Error)
    {
        found.diagnostics.extend(needless(&docs, &overrides));
    }
    terminal::progress("");
    let verdict = report::diagnostics(&found.diagnostics, &docs, &options.report, Show::All);
    terminal::remark(&found.totals.to_string());
    verdict?;
    match found.totals.gaps().len() {
        0 => Ok(()),
        _ => bail!("the totals do not agree"),
    }
}

/// `--compare A B`
fn differences(first: &Path, second: &Path, format: Format) -> Result<()> {
    let overrides = read_overrides()?;
    let state = |folder: &Path| {
        let docs = read_docs(folder)?;
        let overrides = overrides.clone();
        anyhow::Ok(State { docs, overrides })
    };
    let (diff, diagnostics) = changes(&state(first)?, &state(second)?);
    for (folder, found) in [first, second].into_iter().zip(diagnostics) {
        let errors = found.iter().filter(|one| one.severity == Severity::Error);
        match errors.count() {
            0 => {}
            count => bail!(
                "{}: {} in the way; `cargo xtask lint` shows more",
                folder.display(),
                terminal::counted(count, "error")
            ),
        }
    }
    for one in diff.changes().filter(|one| is_of_interest(one.kind)) {
        match format {
            Format::Json => terminal::result(&as_json(one)),
            Format::Text | Format::Short => terminal::result(&one.to_string()),
        }
    }
    if format != Format::Json {
        terminal::remark(&format!(
            "{} and {} in both, {} of them the same",
            terminal::counted(diff.operations, "operation"),
            terminal::counted(diff.notifications, "notification"),
            diff.identical
        ));
        for (kind, count) in diff.counts() {
            terminal::remark(&format!("{count:>6} {}", kind.name()));
        }
    }
    Ok(())
}

/// Two sites word everything in two ways; that is counted, not listed.
fn is_of_interest(kind: Kind) -> bool {
    !matches!(kind, Kind::Words | Kind::Links | Kind::Example)
}

fn as_json(one: &Change) -> String {
    let Change {
        kind,
        subject,
        field,
        before,
        after,
        ..
    } = one;
    let (page, line) = one.row().map_or(("", 0), |row| (row.page.as_str(), row.line));
    json!({
        "kind": kind.name(), "meaning": kind.meaning().name(), "subject": subject, "field": field,
        "first": before, "second": after, "file": page, "line": line,
    })
    .to_string()
}
