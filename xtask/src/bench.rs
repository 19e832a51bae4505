//! `cargo xtask bench`: what the design claims, measured again, as ratios.

mod compile;
mod programs;
mod ratio;

use std::path::{Path, PathBuf};
use std::process::Command;

use wait4::Wait4 as _;

use crate::cli::{Bench, Measure};
use crate::{Failure, repository, terminal};

pub(crate) fn run(options: &Bench) -> Result<(), Failure> {
    let chosen = |measure| options.measures.is_empty() || options.measures.contains(&measure);
    if chosen(Measure::Compile) {
        compile::run()?;
    }
    for measure in [
        Measure::Codec,
        Measure::Crypto,
        Measure::Call,
        Measure::Throughput,
        Measure::Generator,
    ] {
        if chosen(measure) {
            programs::run(measure, options.docs.as_deref())?;
        }
    }
    Ok(())
}

/// A folder of its own, so that nothing else's artefacts count.
fn folder() -> PathBuf {
    repository().join("target").join("bench")
}

/// What a command used, its children included.
struct Used {
    cpu: f64,
    peak_mb: u64,
}

/// Cargo, cold and without incremental state, in a target folder of its own.
fn cargo(at: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    let (first, rest) = words.split_at(1);
    // What follows a `--` is the program's.
    command.current_dir(at).args(first).arg("--quiet").args(rest);
    command
        .env("CARGO_TARGET_DIR", folder().join("target"))
        .env("CARGO_INCREMENTAL", "0");
    command
}

/// Runs a command to its end and tells what it used.
fn measured(mut command: Command) -> Result<Used, Failure> {
    let failed = |error: std::io::Error| Failure::new(error.to_string());
    let end = command.spawn().map_err(failed)?.wait4().map_err(failed)?;
    if !end.status.success() {
        return Err(Failure::new(format!("{command:?} failed")));
    }
    let cpu = (end.rusage.utime + end.rusage.stime).as_secs_f64();
    Ok(Used {
        cpu,
        peak_mb: end.rusage.maxrss / (1 << 20),
    })
}

/// serde's derives on the same structs, in `target/bench/derive`.
fn derived() -> Result<PathBuf, Failure> {
    let at = folder().join("derive");
    terminal::progress("writing serde's derives on the same structs");
    crate::generate::derive(&at)?;
    terminal::progress("");
    Ok(at)
}
