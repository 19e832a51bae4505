//! The build that reads raw documentation: `cargo xtask` is built without its parsers, which docs-specs does not need.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::cargo::{self, cargo};
use crate::cli;
use crate::terminal;

/// Whether a command reads more than docs-specs.
pub(crate) fn is_needed(command: &cli::Command) -> bool {
    match command {
        cli::Command::Import(_) | cli::Command::Update(_) => true,
        cli::Command::Generate(options) => options.docs.is_some(),
        cli::Command::Lint(options) => options.docs.is_some() || !options.compare.is_empty(),
        cli::Command::Openapi(options) => options.docs.is_some(),
        cli::Command::Find(options) => options.docs.is_some(),
        cli::Command::Diff(options) => {
            let states = std::iter::once(&options.from).chain(&options.to);
            states.map(Path::new).any(is_raw)
        }
        _ => false,
    }
}

/// A checkout of a source: docs-specs has overrides.
fn is_raw(state: &Path) -> bool {
    state.is_dir() && !state.join("overrides").is_dir()
}

/// Builds the program with the parsers, once, and has it do what this one was asked for.
pub(crate) fn run() -> Result<ExitCode> {
    terminal::progress("building the parsers of raw documentation, once");
    let mut command = cargo();
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "xtask",
            "--features",
            "sources",
            "--",
        ])
        .args(std::env::args_os().skip(1));
    cargo::run(command)
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[test]
    fn what_reads_docs_specs_alone_needs_no_parsers() {
        for (line, expected) in [
            ("generate --check", false),
            ("generate --docs elsewhere", true),
            ("lint", false),
            ("lint elsewhere", true),
            ("lint --compare a b", true),
            ("lint --explain IM012", false),
            ("openapi", false),
            ("find 申请退款", false),
            ("find 申请退款 --docs elsewhere", true),
            ("import elsewhere", true),
            ("update elsewhere", true),
            ("explain GET /v3/certificates", false),
            ("ci", false),
            ("diff --from HEAD~3", false),
            ("diff --from ../generator", true),
        ] {
            let words = std::iter::once("xtask").chain(line.split(' '));
            let cli = cli::Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(is_needed(&cli.command), expected, "{line}");
        }
    }
}
