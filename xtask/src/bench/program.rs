//! A command that is measured: cargo, cold, in a target folder of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use wait4::Wait4 as _;

use crate::{repository, terminal};

/// A folder of its own, so that nothing else's artefacts count.
pub(super) fn folder() -> PathBuf {
    repository().join("target").join("bench")
}

/// What a command used, its children included.
pub(super) struct Used {
    pub(super) cpu: f64,
    pub(super) peak_mb: u64,
}

/// Cargo, cold and without incremental state, in a target folder of its own.
pub(super) fn cargo(at: &Path, words: &[&str]) -> Command {
    let mut command = crate::cargo::cargo();
    let (first, rest) = words.split_at(1);
    // What follows a `--` is the program's.
    command.current_dir(at).args(first).arg("--quiet").args(rest);
    command
        .env("CARGO_TARGET_DIR", folder().join("target"))
        .env("CARGO_INCREMENTAL", "0");
    command
}

/// Runs a command to its end and tells what it used.
pub(super) fn measured(mut command: Command) -> Result<Used> {
    let end = command.spawn()?.wait4()?;
    if !end.status.success() {
        bail!("{command:?} failed");
    }
    let cpu = (end.rusage.utime + end.rusage.stime).as_secs_f64();
    Ok(Used {
        cpu,
        peak_mb: end.rusage.maxrss / (1 << 20),
    })
}

/// serde's derives on the same structs, in `target/bench/derive`.
pub(super) fn derived() -> Result<PathBuf> {
    let at = folder().join("derive");
    terminal::progress("writing serde's derives on the same structs");
    crate::generate::derive(&at)?;
    terminal::progress("");
    Ok(at)
}
