//! The cargo that runs this program, and other programs that may be there.

use std::process::{Command, ExitCode, Stdio};

use anyhow::{Result, anyhow};

/// What `cargo xtask` was run by; whoever runs the program by itself has the one on the path.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs it to its end; how it ended is how this program ends.
pub(crate) fn run(mut command: Command) -> Result<ExitCode> {
    let status = command
        .status()
        .map_err(|error| anyhow!("cargo did not start: {error}"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Whether a program is there, and ends well with these arguments.
pub(crate) fn is_installed(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
