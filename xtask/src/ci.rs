//! `cargo xtask ci`: everything that must hold before a change is merged.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::cli::{Ci, Step};
use crate::{Failure, repository, terminal};

/// In the order in which they fail fastest.
const ALL: [Step; 9] = [
    Step::Fmt,
    Step::Tidy,
    Step::Lint,
    Step::Generate,
    Step::Clippy,
    Step::Fuzz,
    Step::Doc,
    Step::Doctest,
    Step::Test,
];

pub(crate) fn run(options: &Ci) -> Result<(), Failure> {
    for step in chosen(options) {
        let started = Instant::now();
        terminal::heading(title(step));
        match step {
            Step::Tidy => crate::tidy::run()?,
            Step::Lint => crate::lint::run(&crate::cli::Lint {
                docs: None,
                compare: Vec::new(),
                explain: None,
                report: short(),
            })?,
            Step::Generate => crate::generate::run(&generate_check())?,
            Step::Fmt => cargo(&["fmt", "--all", "--check"], &[])?,
            Step::Clippy => clippy()?,
            Step::Fuzz => fuzz()?,
            Step::Doc => cargo(
                &["doc", "--workspace", "--all-features", "--no-deps", "--locked"],
                &[("RUSTDOCFLAGS", "-D warnings")],
            )?,
            Step::Doctest => cargo(
                &["test", "--workspace", "--all-features", "--locked", "--doc"],
                &[],
            )?,
            Step::Test => tests()?,
        }
        terminal::done(&format!(
            "{} in {:.1} s",
            title(step),
            started.elapsed().as_secs_f64()
        ));
    }
    Ok(())
}

fn chosen(options: &Ci) -> Vec<Step> {
    let wanted = |step: &Step| options.steps.is_empty() || options.steps.contains(step);
    ALL.into_iter()
        .filter(wanted)
        .filter(|step| !options.skip.contains(step))
        .collect()
}

fn title(step: Step) -> &'static str {
    match step {
        Step::Fmt => "format",
        Step::Tidy => "house rules",
        Step::Lint => "documentation",
        Step::Generate => "generated files",
        Step::Clippy => "clippy",
        Step::Fuzz => "fuzz targets",
        Step::Doc => "rustdoc",
        Step::Doctest => "documentation tests",
        Step::Test => "tests",
    }
}

fn short() -> crate::cli::ReportOptions {
    crate::cli::ReportOptions {
        format: crate::cli::Format::Short,
        deny: None,
    }
}

fn generate_check() -> crate::cli::Generate {
    crate::cli::Generate {
        docs: None,
        out: None,
        check: true,
        only: None,
        report: short(),
    }
}

fn clippy() -> Result<(), Failure> {
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    cargo(&arguments, &[])
}

/// The targets compile: without the sanitizer, which needs more than the stable toolchain.
fn fuzz() -> Result<(), Failure> {
    // With the workspace's versions and artefacts, so that no C library is built twice; cargo
    // adds what the targets alone need.
    let root = repository();
    std::fs::copy(root.join("Cargo.lock"), root.join("fuzz/Cargo.lock"))
        .map_err(|error| Failure::new(format!("fuzz/Cargo.lock: {error}")))?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let manifest = ["check", "--manifest-path", "fuzz/Cargo.toml", "--bins"];
    cargo(&[&manifest[..], &["--target-dir", &target]].concat(), &[])
}

fn tests() -> Result<(), Failure> {
    if has_nextest() {
        cargo(
            &["nextest", "run", "--workspace", "--all-features", "--locked"],
            &[],
        )
    } else {
        let arguments = [
            "test",
            "--workspace",
            "--all-features",
            "--locked",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
            "--examples",
        ];
        cargo(&arguments, &[])
    }
}

fn has_nextest() -> bool {
    let mut command = Command::new("cargo-nextest");
    command
        .args(["nextest", "--version"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsStr::new("cargo").to_owned());
    let mut command = Command::new(program);
    command
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(repository())
        .stdin(Stdio::null());
    let line = format!("cargo {}", arguments.join(" "));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::new(format!("`{line}` failed"))),
        Err(error) => Err(Failure::new(format!("`{line}` did not start: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_keep_their_order_whatever_was_asked() {
        let ask = |steps: &[Step], skip: &[Step]| {
            chosen(&Ci {
                steps: steps.to_vec(),
                skip: skip.to_vec(),
            })
        };
        assert_eq!(ask(&[], &[]), ALL);
        assert_eq!(ask(&[Step::Clippy, Step::Fmt], &[]), [Step::Fmt, Step::Clippy]);
        assert_eq!(ask(&[Step::Clippy, Step::Fmt], &[Step::Fmt]), [Step::Clippy]);
    }
}
