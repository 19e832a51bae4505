//! `cargo xtask ci`: everything that must hold before a change is merged.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::cargo::is_installed;
use crate::cli::{Ci, Step};
use crate::{repository, terminal};

/// In the order in which they fail fastest; what is a part of another step stands last.
const ALL: [Step; 14] = [
    Step::Fmt,
    Step::Tidy,
    Step::Lint,
    Step::Generate,
    Step::Clippy,
    Step::Fuzz,
    Step::Oldest,
    Step::Deny,
    Step::Doc,
    Step::Doctest,
    Step::Readme,
    Step::Neighbours,
    Step::Test,
    Step::Specs,
];

pub(crate) fn run(options: &Ci) -> Result<()> {
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
            Step::Oldest => crate::oldest::check()?,
            Step::Deny => deny()?,
            Step::Doc => cargo(
                &["doc", "--workspace", "--all-features", "--no-deps", "--locked"],
                &[("RUSTDOCFLAGS", "-D warnings")],
            )?,
            Step::Doctest => cargo(
                &["test", "--workspace", "--all-features", "--locked", "--doc"],
                &[],
            )?,
            Step::Readme => readme()?,
            Step::Neighbours => neighbours()?,
            Step::Test => tests()?,
            Step::Specs => crate::update::tests()?,
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
    let is_part = |step: &Step| *step == Step::Specs;
    let wanted = |step: &Step| options.steps.contains(step) || options.steps.is_empty() && !is_part(step);
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
        Step::Oldest => "the oldest Rust",
        Step::Deny => "licences and duplicates",
        Step::Doc => "rustdoc",
        Step::Doctest => "documentation tests",
        Step::Readme => "the README in a crate of its own",
        Step::Neighbours => "tests beside neighbours",
        Step::Test => "tests",
        Step::Specs => "tests of docs-specs",
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
        rename: None,
        watch: false,
        report: short(),
    }
}

fn clippy() -> Result<()> {
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
fn fuzz() -> Result<()> {
    beside(&["check", "--bins"], "proof/fuzz", &[])
}

/// All that needs no network, once the sources of other platforms' dependencies are there: advisories are a release's.
fn deny() -> Result<()> {
    if !is_installed("cargo-deny", &["--version"]) {
        terminal::remark("SKIPPED: there is no cargo-deny (cargo install cargo-deny)");
        return Ok(());
    }
    cargo(
        &["deny", "--all-features", "check", "licenses", "bans", "sources"],
        &[],
    )
}

/// Its code compiles with the dependencies that it names: the documentation tests have all of the workspace's.
fn readme() -> Result<()> {
    let folder = "target/readme";
    crate::readme::write(&repository(), &repository().join(folder))?;
    beside(&["check"], folder, &[])?;
    // And those for tests, which a check without tests would not look at.
    beside(&["check", "--tests"], folder, &[])
}

/// Some of the runtime's tests in a build where everything is on that other crates can turn on.
fn neighbours() -> Result<()> {
    let folder = "runtime/tests/neighbours";
    if has_openssl() {
        return beside(&["test"], folder, &[]);
    }
    terminal::remark(
        "SKIPPED: reqwest/native-tls, as OpenSSL's headers are not there (libssl-dev, pkg-config)",
    );
    beside(
        &["test"],
        folder,
        &["--no-default-features", "--features", "runtime"],
    )
}

/// What `native-tls` is built with; elsewhere it is the system's own.
fn has_openssl() -> bool {
    let asked = || {
        let mut command = Command::new("pkg-config");
        command.args(["--exists", "openssl"]).stdin(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    !cfg!(target_os = "linux") || std::env::var_os("OPENSSL_DIR").is_some() || asked()
}

/// Cargo on a package outside of the workspace, with the workspace's versions and artefacts, so that no
/// C library is built twice; cargo adds what that package alone needs.
fn beside(command: &[&str], folder: &str, options: &[&str]) -> Result<()> {
    let root = repository();
    let lock = root.join(folder).join("Cargo.lock");
    std::fs::copy(root.join("Cargo.lock"), &lock).with_context(|| lock.display().to_string())?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let manifest = format!("{folder}/Cargo.toml");
    let place = ["--manifest-path", &manifest, "--target-dir", &target];
    cargo(&[command, &place, options].concat(), &[])
}

fn tests() -> Result<()> {
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
    is_installed("cargo-nextest", &["nextest", "--version"])
}

pub(crate) fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<()> {
    let mut command = crate::cargo::cargo();
    command
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(repository())
        .stdin(Stdio::null());
    let line = format!("cargo {}", arguments.join(" "));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => bail!("`{line}` failed"),
        Err(error) => bail!("`{line}` did not start: {error}"),
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
        let (specs, whole) = ALL.split_last().expect("a step");
        assert_eq!((ask(&[], &[]), *specs), (whole.to_vec(), Step::Specs));
        assert_eq!(
            ask(&[Step::Specs, Step::Generate], &[]),
            [Step::Generate, Step::Specs]
        );
        assert_eq!(ask(&[Step::Clippy, Step::Fmt], &[]), [Step::Fmt, Step::Clippy]);
        assert_eq!(ask(&[Step::Clippy, Step::Fmt], &[Step::Fmt]), [Step::Clippy]);
    }
}
