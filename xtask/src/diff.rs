//! `cargo xtask diff`: what changed between two states of the documentation.

pub(crate) mod html;
mod json;
mod reviewed;
mod state;
pub(crate) mod text;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use wechatpay_openapi_generator::diagnostic::{Diagnostic, Severity};
use wechatpay_openapi_generator::diff::{Verdict, changelog};
use wechatpay_openapi_generator::states::compare;

pub(crate) use self::reviewed::Reviewed;
pub(crate) use self::state::Named;
use crate::cli::{Diff, DiffFormat};
use crate::{docs_specs, repository, terminal};

pub(crate) fn run(options: &Diff) -> Result<ExitCode> {
    let before = Named::read(&options.from)?;
    let after = match &options.to {
        Some(place) => Named::read(place)?,
        None => Named::folder(&docs_specs())?,
    };
    let reviewed = review(before, after)?;
    let printed = match options.format {
        DiffFormat::Text => text::print(&reviewed, options.verbose),
        DiffFormat::Markdown => changelog::markdown(&reviewed.compared.diff),
        DiffFormat::Json => json::print(&reviewed),
        DiffFormat::Html => html::print(&reviewed),
    };
    match &options.out {
        Some(file) => {
            fs::write(file, printed + "\n").with_context(|| file.display().to_string())?;
            terminal::done(&format!("{} written", file.display()));
        }
        None => terminal::result(&printed),
    }
    if options.changelog {
        let file = options.changelog_file.clone();
        write_changelog(
            &reviewed,
            &file.unwrap_or_else(|| repository().join("CHANGELOG.md")),
        )?;
    }
    Ok(ExitCode::from(code(reviewed.compared.diff.verdict())))
}

/// Writes what users notice into the changelog.
pub(crate) fn write_changelog(reviewed: &Reviewed, file: &Path) -> Result<()> {
    let at = || file.display().to_string();
    let text = fs::read_to_string(file).with_context(at)?;
    let Some(new) = changelog::written_into(&text, &reviewed.compared.diff) else {
        bail!("{}: there is no `## [Unreleased]`", at());
    };
    if new == text {
        terminal::done("the changelog has it already");
        return Ok(());
    }
    fs::write(file, new).with_context(at)?;
    terminal::done(&format!("{} says what users notice", file.display()));
    Ok(())
}

/// Compares two states; says what of them could not be read.
pub(crate) fn review(before: Named, after: Named) -> Result<Reviewed> {
    terminal::progress("comparing");
    let compared = compare(&before.state, &after.state);
    terminal::progress("");
    for (name, found) in [&before.name, &after.name].into_iter().zip(&compared.diagnostics) {
        unread(name, found);
    }
    Ok(Reviewed {
        names: [before.name, after.name],
        compared,
    })
}

/// What stands in the way of a state is missing from the comparison.
fn unread(name: &str, found: &[Diagnostic]) {
    /// How many are shown.
    const SHOWN: usize = 5;
    let errors: Vec<&Diagnostic> = found
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    if errors.is_empty() {
        return;
    }
    let shown: Vec<String> = errors.iter().take(SHOWN).map(|one| format!("  {one}")).collect();
    terminal::warning(&format!(
        "{name} has {}; what is in error is compared as far as it could be read:\n{}",
        terminal::counted(errors.len(), "error"),
        shown.join("\n")
    ));
}

/// The exit code of a verdict.
fn code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Same => 0,
        Verdict::Patch => 10,
        Verdict::Minor => 11,
        Verdict::Major => 12,
    }
}
