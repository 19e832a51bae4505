//! The oldest Rust that the published crates promise, where rustup has it.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::cargo::is_installed;
use crate::{repository, terminal};

/// What a manifest says of it.
#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Package {
    rust_version: String,
}

/// Checks the crates with it, all features on, in a target folder of its own.
pub(crate) fn check() -> Result<()> {
    let version = promised()?;
    if !is_installed("rustup", &["run", &version, "cargo", "--version"]) {
        terminal::remark(&format!(
            "SKIPPED: there is no Rust {version} (rustup toolchain install {version} --profile minimal)"
        ));
        return Ok(());
    }
    let mut command = Command::new("rustup");
    command.args(["run", &version, "cargo", "check", "--locked", "--all-features"]);
    command.args([
        "--package",
        "wechatpay-openapi",
        "--package",
        "wechatpay-openapi-gateway",
    ]);
    command.args(["--target-dir", "target/oldest"]);
    let status = command
        .current_dir(repository())
        // Of the cargo that runs this program: that one has its own.
        .env_remove("CARGO")
        .stdin(Stdio::null())
        .status();
    match status.context("rustup does not start")?.success() {
        true => Ok(()),
        false => bail!("what the crates promise, Rust {version}, does not build them"),
    }
}

fn promised() -> Result<String> {
    let file = repository().join("generated/Cargo.toml");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let manifest: Manifest = toml::from_str(&text).with_context(|| file.display().to_string())?;
    Ok(manifest.package.rust_version)
}
