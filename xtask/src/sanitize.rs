//! `cargo xtask sanitize`: the tests of `unsafe` code under AddressSanitizer.

use anyhow::{Result, anyhow};

use crate::{repository, terminal};

/// The tests that drive records and what the macros emit through every interpreter.
const TESTS: [&str; 4] = ["record", "properties", "hygiene", "attacks"];

/// The sanitizer is unstable; the stable compiler has it all the same, if told to forget that it is one.
const STABLE_TOO: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

pub(crate) fn run() -> Result<()> {
    let target = host()?;
    // With a target of its own, build scripts and macros run without it.
    let folder = repository().join("target").join("sanitize");
    let folder = folder.to_string_lossy();
    let mut arguments = vec!["test", "--package", "wechatpay-openapi-runtime", "--locked"];
    arguments.extend(["--all-features", "--target", &target, "--target-dir", &folder]);
    arguments.push("--lib");
    for test in TESTS {
        arguments.extend(["--test", test]);
    }
    let environment = [STABLE_TOO, ("RUSTFLAGS", "-Zsanitizer=address")];
    crate::ci::cargo(&arguments, &environment)?;
    terminal::done("no fault was found");
    Ok(())
}

/// What this machine's compiler builds for, such as `x86_64-unknown-linux-gnu`.
fn host() -> Result<String> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let said = std::process::Command::new(rustc).arg("-vV").output();
    let said = said.map_err(|error| anyhow!("rustc does not start: {error}"))?;
    let said = String::from_utf8_lossy(&said.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| anyhow!("rustc does not say what it builds for"))
}
