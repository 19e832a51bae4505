//! The tests that a new state of the documentation can fail.

use std::process::Command;

use crate::{Failure, repository, terminal};

/// Tests, and what is to be decided if one of them fails.
const SUITES: [(&str, &[&str], &str); 3] = [
    (
        "numbers and notes",
        &[
            "-p",
            "wechatpay-openapi-generator",
            "--test",
            "counts",
            "--test",
            "docs_specs",
        ],
        "look which number changed and why, then accept it with UPDATE_EXPECT=1 and the same command",
    ),
    (
        "effects, names, personal data, examples",
        &[
            "-p",
            "wechatpay-openapi-generator",
            "--test",
            "effects",
            "--test",
            "names",
            "--test",
            "personal",
            "--test",
            "openapi",
        ],
        "say what a second sending does in effects.toml, give a name in names.toml, or name the example in \
         generator/tests/openapi/exceptions.toml",
    ),
    (
        "the crate and its examples",
        &["-p", "wechatpay-openapi", "--all-features", "--tests"],
        "the crate does not compile, or a documented example does not round-trip: mend the generator, or correct the row",
    ),
];

/// Runs them in the order in which they fail fastest.
pub(super) fn run() -> Result<(), Failure> {
    for (what, arguments, advice) in SUITES {
        terminal::remark(&format!("  {what}: cargo test {}", arguments.join(" ")));
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(repository())
            .args(["test", "--quiet"])
            .args(arguments);
        let status = cargo
            .status()
            .map_err(|error| Failure::new(format!("cargo: {error}")))?;
        if !status.success() {
            return Err(Failure::new(format!("{what}: {advice}")));
        }
        terminal::done(what);
    }
    Ok(())
}
