//! The chores of this repository: `cargo xtask --help`.

mod bench;
mod cargo;
mod checkout;
mod ci;
mod cli;
mod counts;
mod diff;
mod explain;
mod find;
mod gateway;
mod generate;
mod import;
mod lint;
mod oldest;
mod openapi;
mod readme;
mod report;
mod sanitize;
mod terminal;
mod tidy;
mod update;
mod whole;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;

use self::checkout::{docs_specs, read_docs, read_overrides, repository};
use self::cli::{Cli, Command};

fn main() -> ExitCode {
    let command = Cli::parse().command;
    if !cfg!(feature = "sources") && whole::is_needed(&command) {
        return end(whole::run());
    }
    let result = match command {
        // Its exit code is the verdict.
        Command::Diff(options) => return end(diff::run(&options)),
        Command::Gateway(options) => return end(gateway::run(&options)),
        Command::Generate(options) => generate::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Update(options) => update::run(&options),
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

fn end(result: Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        // The chain: with what it failed, and why.
        terminal::failure(&format!("{failure:#}"));
        ExitCode::FAILURE
    })
}
