//! Cold `cargo check` of the whole crate beside serde's derives on the same structs.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::program::{Used, cargo, derived, measured};
use crate::{repository, terminal};

/// One crate with one set of features.
struct Case {
    name: &'static str,
    at: PathBuf,
    package: &'static str,
    features: &'static [&'static str],
}

pub(super) fn run() -> Result<()> {
    let ours = |name, features| Case {
        name,
        at: repository(),
        package: "wechatpay-openapi",
        features,
    };
    let derive = derived()?;
    let theirs = |name, features| Case {
        name,
        at: derive.clone(),
        package: "wechatpay-openapi-derive",
        features,
    };
    let pairs = [
        (
            ours("tables, default features", &[][..]),
            theirs("derive, the same structs", &[][..]),
        ),
        (
            ours("tables, full", &["--features", "full"]),
            theirs("derive, the same structs", &["--features", "full"]),
        ),
    ];
    terminal::result("cold check of the crate alone        CPU s   peak MB   ratio");
    for (ours, theirs) in pairs {
        let ours = line(&ours, None)?;
        line(&theirs, Some(ours.cpu))?;
    }
    line(
        &ours("tables, all features (serde too)", &["--all-features"]),
        None,
    )?;
    Ok(())
}

fn line(case: &Case, reference: Option<f64>) -> Result<Used> {
    terminal::progress(case.name);
    let used = check(case)?;
    terminal::progress("");
    let ratio = reference
        .map(|cpu| format!("{:.1}x", used.cpu / cpu))
        .unwrap_or_default();
    terminal::result(&format!(
        "{:<36} {:>5.1}   {:>7}   {ratio:>5}",
        case.name, used.cpu, used.peak_mb
    ));
    Ok(used)
}

/// Dependencies first, then the package alone from nothing.
fn check(case: &Case) -> Result<Used> {
    let words = [&["check", "-p", case.package][..], case.features].concat();
    run_once(&case.at, &words)?;
    run_once(&case.at, &["clean", "-p", case.package])?;
    measured(cargo(&case.at, &words))
}

fn run_once(at: &Path, words: &[&str]) -> Result<()> {
    measured(cargo(at, words)).map(drop)
}
