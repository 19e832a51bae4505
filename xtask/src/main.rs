//! The chores of this repository: `cargo xtask --help`.

mod bench;
mod ci;
mod cli;
mod counts;
mod diff;
mod explain;
mod find;
mod generate;
mod import;
mod lint;
mod openapi;
mod report;
mod sanitize;
mod terminal;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::source::Docs;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        // Its exit code is the verdict.
        Command::Diff(options) => return end(diff::run(&options)),
        Command::Generate(options) => generate::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Lint(options) => lint::run(&options),
        Command::Openapi(options) => openapi::run(&options),
        Command::Find(options) => find::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Ci(options) => ci::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Sanitize => sanitize::run(),
        Command::Tidy => tidy::run(),
    };
    end(result.map(|()| ExitCode::SUCCESS))
}

fn end(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        terminal::failure(&failure.0);
        ExitCode::FAILURE
    })
}

/// Why a command ends with exit code 1.
#[derive(Debug)]
struct Failure(String);

impl Failure {
    fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// Reads a documentation tree.
fn read_docs(folder: &Path) -> Result<Docs, Failure> {
    Docs::read(folder).map_err(|error| Failure::new(error.to_string()))
}

/// Reads the corrections of wrong documentation.
fn read_overrides() -> Result<Overrides, Failure> {
    Overrides::read(&docs_specs().join("overrides")).map_err(|error| Failure::new(error.to_string()))
}

/// The documentation that the repository owns.
fn docs_specs() -> PathBuf {
    repository().join("docs-specs")
}

/// The root of the checkout that this program was built in.
fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("xtask lies in the repository").to_owned()
}
