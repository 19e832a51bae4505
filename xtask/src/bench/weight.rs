//! Bytes of a program that reads notifications by the enumeration of all, beside one that reads one by its type.

use std::fs;

use anyhow::{Context as _, Result};

use super::program::{cargo, derived, folder, measured};
use super::programs::workspace;
use crate::terminal;

pub(super) fn run() -> Result<()> {
    // The manifest names them, whatever is built.
    derived()?;
    measured(cargo(
        &workspace()?,
        &["build", "--release", "--package", "weight"],
    ))?;
    let bytes = |program: &str| {
        let file = folder().join("target/release").join(program);
        let found = fs::metadata(&file).with_context(|| file.display().to_string())?;
        anyhow::Ok(found.len())
    };
    let (event, one) = (bytes("event")?, bytes("one")?);
    #[allow(clippy::cast_precision_loss)] // programs are far below 2^52 bytes
    let ratio = event as f64 / one as f64;
    let mebibytes = |bytes: u64| format!("{}.{:02} MiB", bytes >> 20, ((bytes % (1 << 20)) * 100) >> 20);
    terminal::result(&format!(
        "weight       of a program that reads one type               {ratio:.2}x   {} and {}",
        mebibytes(event),
        mebibytes(one)
    ));
    Ok(())
}
