//! What is compiled first: by a fresh clone for `cargo xtask generate`, what reading the raw documentation adds to it, and by a
//! shop for its first check.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};

use super::program::{cargo, folder, measured};
use crate::{repository, terminal};

pub(super) fn run() -> Result<()> {
    let xtask = ["build", "--locked", "--package", "xtask"];
    let shop = [
        "check",
        "--locked",
        "--package",
        "wechatpay-openapi",
        "--features",
        "axum",
    ];
    terminal::result("in an empty target folder            CPU s    crates   ratio");
    let alone = build(
        "xtask, as `generate` needs it",
        &[&xtask[..], &["--no-default-features"]].concat(),
        None,
    )?;
    build("xtask with the feature `sources`", &xtask, Some(alone))?;
    build("the crate's first check, with axum", &shop, None)?;
    Ok(())
}

/// Compiles it from nothing; the CPU seconds.
fn build(name: &str, words: &[&str], reference: Option<f64>) -> Result<f64> {
    let target = folder().join("setup");
    if target.exists() {
        fs::remove_dir_all(&target).with_context(|| target.display().to_string())?;
    }
    terminal::progress(name);
    let mut command = cargo(&repository(), words);
    command.env("CARGO_TARGET_DIR", &target);
    let used = measured(command)?;
    terminal::progress("");
    // Each crate has a folder or more there: one for its library, one for what builds it.
    let units = target.join("debug/.fingerprint");
    let read = fs::read_dir(&units).with_context(|| units.display().to_string())?;
    let names = read.flatten().filter_map(|unit| {
        let name = unit.file_name().into_string().ok()?;
        Some(name.rsplit_once('-')?.0.to_owned())
    });
    let crates = names.collect::<BTreeSet<_>>().len();
    let ratio = reference
        .map(|cpu| format!("{:.2}x", used.cpu / cpu))
        .unwrap_or_default();
    terminal::result(&format!(
        "{name:<36} {:>6.1}   {crates:>7}   {ratio:>5}",
        used.cpu
    ));
    Ok(used.cpu)
}
