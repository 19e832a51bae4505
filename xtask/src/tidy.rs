//! `cargo xtask tidy`: the house rules that neither the compiler nor clippy
//! checks. Errors fail; a long function is only listed.

mod circles;
mod documents;
mod examples;
mod finding;
mod kinds;
mod modules;
mod pointers;
mod reasons;
mod rust;
mod shown;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use walkdir::WalkDir;

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
    let mut hints = 0;
    let mut report = |path: &Path, findings: Vec<Finding>| {
        let shown = path.strip_prefix(&root).unwrap_or(path).display();
        for Finding { line, rule, message } in findings {
            let word = match rule {
                Rule::Must => "error",
                Rule::Should => "hint",
            };
            terminal::result(&format!("{shown}:{line}: {word}: {message}"));
            broken += usize::from(rule == Rule::Must);
            hints += usize::from(rule == Rule::Should);
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
    terminal::done(&format!(
        "house rules hold ({})",
        terminal::counted(hints, "hint")
    ));
    Ok(())
}

/// What only all files of a crate together show.
fn of_crates(root: &Path) -> Result<Vec<(PathBuf, Finding)>> {
    let mut found = examples::check(root)?;
    found.extend(kinds::check(root));
    for folder in SOURCES {
        for name in ["lib.rs", "main.rs"] {
            let top = root.join(folder).join("src").join(name);
            if top.is_file() && !is_generated(&read(&top)?) {
                found.extend(circles::check(&top));
            }
        }
    }
    Ok(found)
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

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every file below a folder, sorted; none if the folder is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let sources = walk.filter_entry(|entry| {
        !matches!(
            entry.file_name().to_str(),
            Some("target" | ".git" | "node_modules")
        )
    });
    let files = sources.flatten().filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).collect()
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
    fn only_the_beginning_makes_a_file_generated() {
        assert!(is_generated("// @generated by …\nfn main() {}"));
        assert!(!is_generated("//! Text.\n\n\n\n\n// @generated"));
    }
}
