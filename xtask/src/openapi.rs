//! `cargo xtask openapi`: the documentation becomes one OpenAPI document, and pages of it.

mod reference;
mod renderer;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use wechatpay_openapi_generator::describe;

use crate::cli::Openapi;
use crate::report::{self, Show};
use crate::{docs_specs, read_docs, read_overrides, terminal};

pub(crate) fn run(options: &Openapi) -> Result<()> {
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    terminal::progress(&format!("describing {}", terminal::counted(docs.len(), "page")));
    let described = describe(&docs, &read_overrides()?);
    terminal::progress("");
    report::diagnostics(&described.diagnostics, &docs, &options.report, Show::Severe)?;
    let document = described
        .document
        .ok_or_else(|| anyhow!("the documentation has errors: no document was written"))?;
    if let Some(folder) = &options.html {
        reference::write(&document, folder)?;
        if options.out.is_none() {
            return Ok(());
        }
    }
    let text = if options.compact {
        serde_json::to_string(&document)
    } else {
        serde_json::to_string_pretty(&document)
    };
    let text = text? + "\n";
    match &options.out {
        Some(file) => write(file, &text),
        None => print(&text),
    }
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| file.display().to_string())?;
    terminal::done(&format!(
        "{} ({:.1} MB)",
        file.display(),
        terminal::megabytes(text.len())
    ));
    Ok(())
}

/// A reader that has seen enough (`| head`) is no failure.
fn print(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            bail!("standard output: {error}")
        }
        _ => Ok(()),
    }
}
