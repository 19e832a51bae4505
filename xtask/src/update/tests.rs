//! The tests that a new state of the documentation can fail.

use std::process::Stdio;

use anyhow::{Context as _, Result};

use crate::cargo::cargo;
use crate::{repository, terminal};

/// Tests that belong together, and what is to be decided if one of them fails.
struct Suite {
    what: &'static str,
    package: &'static str,
    /// Those of the package that look at docs-specs; all of them if there is none.
    tests: &'static [&'static str],
    advice: &'static str,
}

/// In the order in which they fail fastest.
const SUITES: [Suite; 3] = [
    Suite {
        what: "numbers and notes",
        package: "wechatpay-openapi-generator",
        tests: &["counts", "docs_specs", "comforts"],
        advice: "look which number changed and why, then accept it with UPDATE_EXPECT=1",
    },
    Suite {
        what: "meaning",
        package: "wechatpay-openapi-generator",
        tests: &[
            "effects",
            "names",
            "personal",
            "openapi",
            "needless",
            "homes",
            "products",
            "terms",
            "times",
            "totals",
            "merge",
            "normalise",
            "official",
        ],
        advice: "say what a second sending does in effects.toml, give a name in names.toml, name the product in \
                 generator/src/emit/product/names.rs or the example in generator/tests/openapi/exceptions.toml, or correct the row",
    },
    Suite {
        what: "the crate, its examples and shown calls",
        package: "wechatpay-openapi",
        tests: &[],
        advice: "the crate or a shown call does not compile, or a documented example does not round-trip: mend the generator, or \
                 correct the row",
    },
];

impl Suite {
    /// What cargo is asked for.
    fn arguments(&self) -> Vec<&'static str> {
        let mut arguments = vec!["test", "--quiet", "--no-fail-fast", "-p", self.package];
        match self.tests {
            // Without a choice cargo compiles the calls that documentation shows, too.
            [] => arguments.push("--all-features"),
            tests => arguments.extend(tests.iter().flat_map(|test| ["--test", test])),
        }
        arguments
    }
}

/// Runs all of them; says of each that fails what to do, and how it is run alone.
pub(super) fn run() -> Result<Vec<String>> {
    let mut failed = Vec::new();
    for suite in &SUITES {
        let arguments = suite.arguments();
        let line = format!("cargo {}", arguments.join(" "));
        terminal::remark(&format!("  {}: {line}", suite.what));
        let mut command = cargo();
        command
            .current_dir(repository())
            .args(&arguments)
            .stdin(Stdio::null());
        match command.status().context("cargo did not start")?.success() {
            true => terminal::done(suite.what),
            false => failed.push(format!("{}: {}\n    {line}", suite.what, suite.advice)),
        }
    }
    Ok(failed)
}

#[cfg(test)]
mod of_all {
    use std::collections::BTreeSet;
    use std::path::Path;

    use walkdir::WalkDir;

    use super::*;

    /// Tests of raw sources and of older states, which an update of docs-specs cannot fail; and of calls that are shown, which
    /// the crate's documentation tests compile, run beside its others.
    const OTHERS: [&str; 5] = ["corpus", "excerpts", "history", "ready", "compiles"];

    #[test]
    fn whatever_looks_at_docs_specs_is_run() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests");
        let mut looking = BTreeSet::new();
        for entry in WalkDir::new(&folder) {
            let entry = entry.expect("an entry");
            let is_rust = entry.path().extension().is_some_and(|kind| kind == "rs");
            let is_golden = entry.path().starts_with(folder.join("golden"));
            if !is_rust || is_golden {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).expect("a file");
            if text.contains("../docs-specs") || text.contains("\"docs-specs\"") {
                let below = entry.path().strip_prefix(&folder).expect("below");
                let first = below.iter().next().expect("a name").to_string_lossy();
                looking.insert(first.trim_end_matches(".rs").to_owned());
            }
        }
        let run: BTreeSet<String> = SUITES
            .iter()
            .flat_map(|suite| suite.tests)
            .map(|test| (*test).to_owned())
            .collect();
        let others: BTreeSet<String> = OTHERS.map(str::to_owned).into();
        let left: Vec<&String> = looking
            .difference(&run)
            .filter(|one| !others.contains(*one))
            .collect();
        assert_eq!(left, [""; 0], "tests of docs-specs that an update does not run");
        for test in &run {
            let is_there = [format!("{test}.rs"), format!("{test}/main.rs")];
            assert!(
                is_there.iter().any(|file| folder.join(file).is_file()),
                "no test is called {test}"
            );
        }
    }
}
