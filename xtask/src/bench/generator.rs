//! From the documentation to formatted files, beside one pass of pulldown-cmark
//! over the same bytes and prettyplease's own time on the same items.

use std::path::{Path, PathBuf};

use super::program::{cargo, measured, program};
use crate::{Failure, docs_specs, repository, terminal};

const MAIN: &str = include_str!("generator.main.rs.txt");
const REFERENCE: &str = include_str!("generator.reference.rs.txt");

/// Where the sites that the facts come from may lie.
const CORPORA: [&str; 2] = ["../shared/corpus/wechatpay-im", "../shared/corpus/wechatpay-js"];

/// What tells rayon how many threads to have.
const THREADS: &str = "RAYON_NUM_THREADS";

pub(super) fn run(docs: Option<&Path>) -> Result<(), Failure> {
    // With the features that xtask has: spans cost time.
    let manifest = format!(
        "[package]\nname = \"generator-bench\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nprettyplease = \"0.2\"\nproc-macro2 = {{ version = \"1\", features = [\"span-locations\"] }}\n\
         pulldown-cmark = {{ version = \"0.13\", default-features = false }}\nquote = \"1\"\n\
         rustix = {{ version = \"1\", features = [\"time\"] }}\nsyn = {{ version = \"2\", features = [\"full\"] }}\n\
         wechatpay-openapi-generator = {{ path = {:?} }}\n",
        repository().join("generator"),
    );
    let at = program(
        "generator",
        &manifest,
        &[("main.rs", MAIN), ("reference.rs", REFERENCE)],
    )?;
    for (name, threads) in [("one thread", Some("1")), ("all cores", None)] {
        terminal::result(name);
        let mut command = cargo(&at, &["run", "--release", "--"]);
        command.args([docs_specs().join("overrides"), at.join("scratch")]);
        command.args(trees(docs));
        match threads {
            Some(threads) => command.env(THREADS, threads),
            None => command.env_remove(THREADS),
        };
        measured(command)?;
    }
    Ok(())
}

/// The tree that was asked for; docs-specs and the sites that are there if none was.
fn trees(docs: Option<&Path>) -> Vec<PathBuf> {
    if let Some(docs) = docs {
        return vec![std::path::absolute(docs).unwrap_or_else(|_| docs.to_owned())];
    }
    let corpora = CORPORA.iter().map(|path| repository().join(path));
    std::iter::once(docs_specs())
        .chain(corpora.filter(|path| path.is_dir()))
        .collect()
}
