//! The benchmarks of `proof/bench`, run by cargo.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::lines::lines;
use super::program::{cargo, derived, folder, measured};
use crate::cli::Measure;
use crate::{docs_specs, repository, terminal};

/// Where states of the raw documentation may lie, a folder each, named by its day.
const STATES: &str = "../shared/corpus/history";

pub(super) fn run(measure: Measure, docs: Option<&Path>) -> Result<()> {
    // The manifest names them, whatever is run.
    derived()?;
    let workspace = workspace()?;
    let runs: Vec<Run> = match measure {
        Measure::Generator => trees(docs).into_iter().flat_map(Run::of_tree).collect(),
        Measure::First => vec![Run {
            environment: vec![("ONCE_WITHOUT_JITTER", without_jitter(&workspace)?)],
            ..Run::of(measure)
        }],
        other => vec![Run::of(other)],
    };
    for run in runs {
        if let Some(title) = &run.title {
            terminal::result(title);
        }
        let mut command = cargo(
            &workspace,
            &[
                "bench",
                "--package",
                run.package(),
                "--bench",
                run.bench,
                "--",
                "--noplot",
            ],
        );
        command.envs(run.environment).stdout(std::process::Stdio::null());
        measured(command)?;
        for line in lines(measure) {
            terminal::result(&line.shown(&folder().join("target/criterion"))?);
        }
    }
    Ok(())
}

/// One run of a program.
struct Run {
    title: Option<String>,
    bench: &'static str,
    environment: Vec<(&'static str, PathBuf)>,
}

impl Run {
    fn of(measure: Measure) -> Self {
        Self {
            title: None,
            bench: match measure {
                Measure::Codec | Measure::Compile | Measure::Setup | Measure::Weight | Measure::Gateway => {
                    "codec"
                }
                Measure::Crypto => "crypto",
                Measure::Call => "call",
                Measure::Throughput => "throughput",
                Measure::Notification => "notification",
                Measure::Merchants => "merchants",
                Measure::First => "first",
                Measure::Generator => "generator",
            },
            environment: Vec::new(),
        }
    }

    fn package(&self) -> &'static str {
        match self.bench {
            own @ ("codec" | "generator") => own,
            _ => "protocol",
        }
    }

    /// On one thread, then on all cores.
    fn of_tree(docs: PathBuf) -> [Self; 2] {
        let run = |threads: &str, environment: Vec<_>| Self {
            title: Some(format!("{}, {threads}", docs.display())),
            environment: [vec![("BENCH_DOCS", docs.clone())], environment].concat(),
            ..Self::of(Measure::Generator)
        };
        [
            run("one thread", vec![("RAYON_NUM_THREADS", PathBuf::from("1"))]),
            run("all cores", Vec::new()),
        ]
    }
}

/// The program of `first` once more, built with the setting of aws-lc that its users may choose: it asks the system alone for
/// randomness.
fn without_jitter(workspace: &Path) -> Result<PathBuf> {
    let target = folder().join("without-jitter");
    let mut command = cargo(
        workspace,
        &[
            "build",
            "--profile",
            "bench",
            "--package",
            "protocol",
            "--bin",
            "once",
        ],
    );
    command
        .env("CARGO_TARGET_DIR", &target)
        .env("AWS_LC_SYS_NO_JITTER_ENTROPY", "1");
    measured(command)?;
    Ok(target.join("release/once"))
}

/// The benchmarks with the packages of our own Cargo.lock.
pub(super) fn workspace() -> Result<PathBuf> {
    let at = repository().join("proof/bench");
    let lock = at.join("Cargo.lock");
    std::fs::copy(repository().join("Cargo.lock"), &lock).with_context(|| lock.display().to_string())?;
    Ok(at)
}

/// The tree that was asked for; docs-specs and the newest raw state if none was. Overrides fit that state alone.
fn trees(docs: Option<&Path>) -> Vec<PathBuf> {
    if let Some(docs) = docs {
        return vec![std::path::absolute(docs).unwrap_or_else(|_| docs.to_owned())];
    }
    let states = std::fs::read_dir(repository().join(STATES)).into_iter().flatten();
    let newest = states
        .flatten()
        .map(|state| state.path().join("wechatpay-im"))
        .max();
    std::iter::once(docs_specs())
        .chain(newest.filter(|tree| tree.is_dir()))
        .collect()
}
