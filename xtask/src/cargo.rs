//! The cargo that runs this program.

use std::process::{Command, ExitCode};

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
