//! The cargo that runs this program.

use std::process::Command;

/// What `cargo xtask` was run by; whoever runs the program by itself has the one on the path.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
