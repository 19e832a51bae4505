//! A program that is measured: written below the target folder, compiled cold, and run.

use std::path::{Path, PathBuf};
use std::process::Command;

use wait4::Wait4 as _;

use crate::{Failure, repository, terminal};

/// A folder of its own, so that nothing else's artefacts count.
fn folder() -> PathBuf {
    repository().join("target").join("bench")
}

/// A program of its own below [`folder`]: its manifest, the files of its `src`, and the packages of our own Cargo.lock.
pub(super) fn program(name: &str, manifest: &str, sources: &[(&str, &str)]) -> Result<PathBuf, Failure> {
    let at = folder().join(name);
    let write = || {
        std::fs::create_dir_all(at.join("src"))?;
        std::fs::write(at.join("Cargo.toml"), manifest)?;
        for (file, text) in sources {
            std::fs::write(at.join("src").join(file), text)?;
        }
        std::fs::copy(repository().join("Cargo.lock"), at.join("Cargo.lock"))
    };
    write().map_err(|error| Failure::new(format!("{}: {error}", at.display())))?;
    Ok(at)
}

/// What a command used, its children included.
pub(super) struct Used {
    pub(super) cpu: f64,
    pub(super) peak_mb: u64,
}

/// Cargo, cold and without incremental state, in a target folder of its own.
pub(super) fn cargo(at: &Path, words: &[&str]) -> Command {
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
pub(super) fn measured(mut command: Command) -> Result<Used, Failure> {
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
pub(super) fn derived() -> Result<PathBuf, Failure> {
    let at = folder().join("derive");
    terminal::progress("writing serde's derives on the same structs");
    crate::generate::derive(&at)?;
    terminal::progress("");
    Ok(at)
}
