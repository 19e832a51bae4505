//! `cargo xtask tidy`: the house rules that neither the compiler nor clippy
//! checks. Errors fail; a long function is only listed.

mod circles;
mod crates;
mod documents;
mod examples;
mod files;
mod finding;
mod kinds;
mod modules;
mod names;
mod pointers;
mod reasons;
mod rust;
mod shown;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use self::crates::Crates;
use self::files::{files, has_extension, read};
use self::finding::{Finding, Rule};
use crate::{repository, terminal};

/// Folders that hold sources written by hand (and, in `generated`, by machine).
const SOURCES: [&str; 6] = ["generator", "runtime", "gateway", "generated", "proof", "xtask"];
/// Folders that hold facts and what is made of them: no sentence of the source
/// may be there.
const FACTS: [&str; 2] = ["docs-specs", "generated"];
/// Corrections of them, each with its reason.
const OVERRIDES: &str = "docs-specs/overrides";
/// A file whose beginning says this is the generator's.
const MARK: &str = "@generated";

pub(crate) fn run() -> Result<()> {
    let root = repository();
    let mut broken = 0;
    // Told at the end, and only if nothing is broken: an error must not stand among dozens of them.
    let mut hints = Vec::new();
    let mut report = |path: &Path, findings: Vec<Finding>| {
        let shown = path.strip_prefix(&root).unwrap_or(path).display();
        for Finding { line, rule, message } in findings {
            match rule {
                Rule::Must => {
                    terminal::result(&format!("{shown}:{line}: error: {message}"));
                    broken += 1;
                }
                Rule::Should => hints.push(format!("{shown}:{line}: hint: {message}")),
            }
        }
    };
    for folder in SOURCES {
        for path in files(&root.join(folder))
            .into_iter()
            .filter(|path| has_extension(path, "rs"))
        {
            let text = read(&path)?;
            if !is_generated(&text) {
                report(&path, rust::check(&path, &text));
            }
        }
    }
    for (path, finding) in of_crates(&root)? {
        report(&path, vec![finding]);
    }
    for path in files(&root.join(OVERRIDES)) {
        if has_extension(&path, "toml") {
            report(&path, reasons::check(&path, &read(&path)?));
        }
    }
    for (path, found) in pointers(&root)? {
        report(&path, found);
    }
    for folder in FACTS {
        for path in files(&root.join(folder)) {
            report(&path, sentences(&read(&path)?));
        }
    }
    let readmes = documents::READMES.map(|name| root.join(name));
    let texts = [read(&readmes[0])?, read(&readmes[1])?];
    for (at, path) in readmes.iter().enumerate() {
        report(path, documents::same_code(&texts[at], &texts[1 - at]));
        report(path, documents::links(&root, &texts[at]));
    }
    if broken > 0 {
        bail!("house rules are broken: {}", terminal::counted(broken, "finding"));
    }
    hints.iter().for_each(|hint| terminal::result(hint));
    terminal::done(&format!(
        "house rules hold ({})",
        terminal::counted(hints.len(), "hint")
    ));
    Ok(())
}

/// What only all files of a crate together show.
fn of_crates(root: &Path) -> Result<Vec<(PathBuf, Finding)>> {
    let mut by_hand = Vec::new();
    for top in tops(root) {
        if !is_generated(&read(&top)?) {
            by_hand.push(top);
        }
    }
    let crates = Crates::read(root, by_hand);
    let mut found = examples::check(root, &crates)?;
    found.extend(kinds::check(&crates)?);
    found.extend(names::check(root, &crates)?);
    found.extend(crates.all().flat_map(circles::check));
    Ok(found)
}

/// The file that each library and each program begins with.
fn tops(root: &Path) -> Vec<PathBuf> {
    let all = SOURCES.iter().flat_map(|folder| files(&root.join(folder)));
    let crates = all.filter(|path| path.ends_with("Cargo.toml"));
    crates
        .flat_map(|manifest| ["src/lib.rs", "src/main.rs"].map(|name| manifest.with_file_name(name)))
        .filter(|top| top.is_file())
        .collect()
}

/// Folders whose files quote paths of elsewhere.
const QUOTES: [&str; 7] = [
    "target",
    "docs-specs/openapi",
    "docs-specs/webhook",
    "generated",
    "generator/tests/golden",
    "generator/tests/official/cases",
    "xtask/src/tidy",
];

/// The manual, whose pointers are rustdoc's links.
const GUIDE: &str = "generated/guide";

/// Names in prose that lead nowhere, by the file that they stand in.
fn pointers(root: &Path) -> Result<Vec<(PathBuf, Vec<Finding>)>> {
    let all = files(root);
    let known = pointers::Files::of(root, all.iter().map(PathBuf::as_path));
    let prose = all
        .iter()
        .filter(|path| has_extension(path, "md") || has_extension(path, "rs"))
        .filter(|path| !QUOTES.iter().any(|folder| path.starts_with(root.join(folder))));
    let prose = prose.map(|path| Ok((path.clone(), pointers::check(path, &read(path)?, &known))));
    let guide = all.iter().filter(|path| path.starts_with(root.join(GUIDE)));
    let guide = guide.map(|path| Ok((path.clone(), pointers::into_runtime(&read(path)?))));
    prose.chain(guide).collect()
}

/// A full stop ends a sentence, and a sentence is somebody's prose.
fn sentences(text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate().filter(|(_, line)| line.contains('。'));
    lines
        .map(|(at, _)| Finding::must(at + 1, "a sentence of the documentation, where only facts belong"))
        .collect()
}

fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.contains(MARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_where_it_stands() {
        assert_eq!(
            sentences("| 商户号\n| 商户号。\n")
                .iter()
                .map(|finding| finding.line)
                .collect::<Vec<_>>(),
            [2]
        );
    }

    #[test]
    fn every_crate_is_looked_at() {
        let root = repository();
        let tops = tops(&root);
        for folder in ["generator", "proof/support", "proof/fuzz", "proof/bench/load"] {
            assert!(
                tops.iter().any(|top| top.starts_with(root.join(folder))),
                "{folder}"
            );
        }
    }

    #[test]
    fn only_the_beginning_makes_a_file_generated() {
        assert!(is_generated("// @generated by …\nfn main() {}"));
        assert!(!is_generated("//! Text.\n\n\n\n\n// @generated"));
    }
}
