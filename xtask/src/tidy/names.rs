//! One word for one thing: a type's name stands for one type within a crate.
//!
//! `names.toml` lists what several types are called for a reason. Types within functions, and those that macros
//! make, are not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::crates::Crates;
use super::finding::Finding;
use super::modules::Modules;

/// The crates, by their folders; the generated one has modules in place of names.
const CRATES: [(&str, &str); 4] = [
    ("generator", "lib.rs"),
    ("runtime", "lib.rs"),
    ("gateway", "lib.rs"),
    ("xtask", "main.rs"),
];
const LIST: &str = "xtask/src/tidy/names.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    shared: Vec<SharedNames>,
}

/// Names of several types of a crate, for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedNames {
    #[serde(rename = "crate")]
    of: String,
    #[expect(dead_code, reason = "for whoever reads the list")]
    reason: String,
    names: Vec<String>,
}

/// Where a type is defined.
struct TypeAt {
    file: PathBuf,
    line: usize,
}

pub(super) fn check(root: &Path, crates: &Crates) -> Result<Vec<(PathBuf, Finding)>> {
    let list = root.join(LIST);
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let mut all = Vec::new();
    for (name, top) in CRATES {
        let modules = crates.of(&format!("{name}/src/{top}"))?;
        let found = compare(name, modules, &text).with_context(|| list.display().to_string())?;
        let place = |(file, finding): (Option<PathBuf>, Finding)| match file {
            Some(file) => (modules.folder.join(file), finding),
            None => (list.clone(), finding),
        };
        all.extend(found.into_iter().map(place));
    }
    Ok(all)
}

/// Findings with their files of the crate, or without one for the list itself.
fn compare(name: &str, modules: &Modules, list: &str) -> Result<Vec<(Option<PathBuf>, Finding)>> {
    let groups = toml::from_str::<Shared>(list)?.shared;
    let groups = groups.iter().filter(|group| group.of == name);
    let listed: Vec<&str> = groups
        .flat_map(|group| &group.names)
        .map(String::as_str)
        .collect();
    let types = types(modules);
    let is_shared = |name: &str| types.get(name).is_some_and(|found| found.len() > 1);

    let mut found = Vec::new();
    for (name, definitions) in types.iter().filter(|(name, _)| is_shared(name)) {
        // Told once, where all but the first are to be found.
        let ([first, others @ ..], false) = (definitions.as_slice(), listed.contains(&name.as_str())) else {
            continue;
        };
        let files: Vec<String> = others.iter().map(|one| one.file.display().to_string()).collect();
        let message = format!(
            "`{name}` is another type in {}: call each by what it is",
            files.join(", ")
        );
        found.push((Some(first.file.clone()), Finding::must(first.line, message)));
    }
    let mut seen = BTreeSet::new();
    for shared in listed {
        let message = match shared {
            twice if !seen.insert(twice) => "stands here twice",
            unique if !is_shared(unique) => "is one type alone: take it off the list",
            _ => continue,
        };
        let quoted = format!("\"{shared}\"");
        let line = list.lines().position(|line| line.contains(&quoted));
        let message = format!("{name}: `{shared}` {message}");
        found.push((None, Finding::must(line.map_or(1, |at| at + 1), message)));
    }
    Ok(found)
}

/// The types that modules define, by their names; of each in the order of the modules.
fn types(modules: &Modules) -> BTreeMap<String, Vec<TypeAt>> {
    let mut types: BTreeMap<String, Vec<TypeAt>> = BTreeMap::new();
    for (_, module) in modules.iter() {
        for item in &module.items {
            let name = match item {
                syn::Item::Enum(item) => &item.ident,
                syn::Item::Struct(item) => &item.ident,
                syn::Item::Trait(item) => &item.ident,
                syn::Item::Type(item) => &item.ident,
                syn::Item::Union(item) => &item.ident,
                _ => continue,
            };
            types.entry(name.to_string()).or_default().push(TypeAt {
                file: module.file.clone(),
                line: name.span().start().line,
            });
        }
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings as `file:line: message`, of a crate with the list.
    fn told(texts: &[(&str, &str)], list: &str) -> Vec<String> {
        let found = compare("one", &Modules::of_texts(texts), list).unwrap();
        found
            .into_iter()
            .map(|(file, finding)| {
                let file = file.unwrap_or_else(|| "list".into());
                format!("{}:{}: {}", file.display(), finding.line, finding.message)
            })
            .collect()
    }

    fn listing(names: &str) -> String {
        format!(
            "[[shared]]\ncrate = \"one\"\nreason = \"\"\nnames = [{names}]\n[[shared]]\ncrate = \"two\"\nreason = \"\"\nnames = [\"B\"]\n"
        )
    }

    #[test]
    fn a_name_is_one_type_or_has_a_reason() {
        let root = ("lib.rs", "mod a; mod b;");
        let a = ("a.rs", "//! A.\nstruct A;");
        let shared = "a.rs:2: `A` is another type in b.rs: call each by what it is";
        let cases: [(&str, &str, &[&str]); 9] = [
            ("enum B {}", "", &[]),
            ("enum A {}", "", &[shared]),
            ("trait A {}", "", &[shared]),
            ("type A = u8;", "", &[shared]),
            ("enum A {}", "\"A\"", &[]),
            ("#[cfg(test)] mod tests { struct A; }", "", &[]),
            ("fn f() { struct A; }", "", &[]),
            (
                "enum B {}",
                "\"A\"",
                &["list:4: one: `A` is one type alone: take it off the list"],
            ),
            (
                "enum A {}",
                "\"A\", \"A\"",
                &["list:4: one: `A` stands here twice"],
            ),
        ];
        for (b, names, expected) in cases {
            assert_eq!(
                told(&[root, a, ("b.rs", b)], &listing(names)),
                expected,
                "{b} {names}"
            );
        }
    }
}
