//! `cargo xtask gateway`: builds the gateway and becomes it.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::cargo::cargo;
use crate::cli::Gateway;

pub(crate) fn run(options: &Gateway) -> Result<ExitCode> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "wechatpay-openapi-gateway"]);
    if options.release {
        command.arg("--release");
    }
    command.arg("--").args(&options.arguments);
    replace(command)
}

/// The gateway takes this process's place: it is who is stopped.
#[cfg(unix)]
fn replace(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(anyhow::anyhow!("cargo did not start: {}", command.exec()))
}

#[cfg(not(unix))]
fn replace(command: Command) -> Result<ExitCode> {
    crate::cargo::run(command)
}
