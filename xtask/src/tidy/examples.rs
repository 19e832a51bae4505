//! What a shop calls of the runtime, and of the generated client, is shown by an example: in its own documentation or in
//! its type's.
//!
//! `examples.toml` lists what has none, and why.

mod code;
mod functions;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use self::functions::Function;
use super::crates::Crates;
use super::finding::Finding;
use super::modules::Modules;

/// The crate, the root of the other one, and the list of what may be without.
const CRATE: &str = "runtime/src/lib.rs";
const ROOT: &str = "generated/src/lib.rs";
const LIST: &str = "xtask/src/tidy/examples.toml";

/// `name_blocking` is called as `name` is.
const ENDS: [&str; 2] = ["_blocking", "_async"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleList {
    without: Vec<Without>,
}

/// Functions that have no example for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Without {
    #[expect(dead_code, reason = "for whoever reads the list")]
    reason: String,
    functions: Vec<String>,
}

pub(super) fn check(root: &Path, crates: &Crates) -> Result<Vec<(PathBuf, Finding)>> {
    let list = root.join(LIST);
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let generated = Modules::of_file(&root.join(ROOT));
    let found =
        compare(&[crates.of(CRATE)?, &generated], &text).with_context(|| list.display().to_string())?;
    let place = |(file, finding): (Option<PathBuf>, Finding)| (file.unwrap_or_else(|| list.clone()), finding);
    Ok(found.into_iter().map(place).collect())
}

/// Findings with their files, or without one for the list itself.
fn compare(crates: &[&Modules], list: &str) -> Result<Vec<(Option<PathBuf>, Finding)>> {
    let groups = toml::from_str::<ExampleList>(list)?.without;
    let listed: Vec<&String> = groups.iter().flat_map(|group| &group.functions).collect();
    let mut found = Vec::new();
    let mut all = BTreeSet::new();
    let mut bare = BTreeSet::new();
    for modules in crates {
        let functions = functions::of(modules);
        let shown = shown(&functions);
        for function in &functions {
            let path = function.path();
            if !shown.contains(&path) && !listed.contains(&&path) {
                let message =
                    format!("no example names `{path}`: write one in its documentation or its type's");
                let file = modules.folder.join(&function.file);
                found.push((Some(file), Finding::must(function.line, message)));
            }
            if !shown.contains(&path) {
                bare.insert(path.clone());
            }
            all.insert(path);
        }
    }
    for (at, name) in listed.iter().enumerate() {
        let message = match name {
            name if !all.contains(*name) => "is no public function",
            name if !bare.contains(*name) => "has an example now: take it off the list",
            name if listed[..at].contains(name) => "stands here twice",
            _ => continue,
        };
        let line = list
            .lines()
            .position(|line| line.contains(&format!("\"{name}\"")));
        let line = line.map_or(1, |at| at + 1);
        found.push((None, Finding::must(line, format!("`{name}` {message}"))));
    }
    Ok(found)
}

/// The functions that have an example, and those that lead to one, perhaps over another.
fn shown(functions: &[Function]) -> BTreeSet<String> {
    let examples = functions.iter().filter(|function| has_example(function));
    let mut shown: BTreeSet<String> = examples.map(Function::path).collect();
    loop {
        let twins = functions.iter().filter(|function| is_twin(function, &shown));
        let more: Vec<String> = twins
            .map(Function::path)
            .filter(|path| !shown.contains(path))
            .collect();
        if more.is_empty() {
            return shown;
        }
        shown.extend(more);
    }
}

fn has_example(function: &Function) -> bool {
    [&function.docs, &function.owner_docs].into_iter().any(|docs| {
        let code = code::shown(docs);
        code::names(&code, &function.owner, &function.name, function.is_method)
    })
}

/// One whose documentation sends the reader to another of the same name, which has an example.
fn is_twin(function: &Function, shown: &BTreeSet<String>) -> bool {
    code::links(&function.docs).any(|link| {
        let name = link.rsplit("::").next().unwrap_or(link);
        let path = match link.strip_prefix("Self::").unwrap_or(link) {
            path if path.contains("::") => path.to_owned(),
            name => format!("{}::{name}", function.owner),
        };
        stem(name) == stem(&function.name) && path != function.path() && shown.contains(&path)
    })
}

fn stem(name: &str) -> &str {
    ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

#[cfg(test)]
mod tests;
