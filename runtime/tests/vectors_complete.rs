//! That every vector is here, as it was collected, and is run.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{KINDS, cases};

/// All that were collected, and those that must be refused.
const TOTAL: (usize, usize) = (221, 83);
/// The file of those that were made for this project, because no other implementation has any; and their counts.
const MADE: &str = "bills";
const MADE_HERE: (usize, usize) = (55, 43);

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(here(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(path: &Path) -> Vec<Value> {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap()
}

/// Every case by its id, and the file that it is in.
fn carried() -> BTreeMap<String, (String, Value)> {
    let mut carried = BTreeMap::new();
    for path in files("tests/vectors", "json") {
        let file = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for case in read(&path) {
            let id = text(&case, "id").to_owned();
            if let Some((other, _)) = carried.insert(id.clone(), (file.clone(), case)) {
                panic!("{id} is in {other}.json and in {file}.json: keep one");
            }
        }
    }
    carried
}

#[test]
fn every_kind_is_counted() {
    let mut found: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for (file, case) in carried().into_values() {
        let count = found.entry((text(&case, "kind").to_owned(), file)).or_default();
        count.0 += 1;
        count.1 += usize::from(case["expect_error"].as_bool().unwrap());
    }
    let listed: BTreeMap<(String, String), _> = KINDS
        .iter()
        .map(|kind| {
            (
                (kind.name.to_owned(), kind.file.to_owned()),
                (kind.count, kind.refused),
            )
        })
        .collect();
    for (kind, counts) in &listed {
        assert_eq!(
            found.get(kind),
            Some(counts),
            "{kind:?}: cases, and those that must be refused"
        );
    }
    let unlisted: Vec<_> = found.keys().filter(|kind| !listed.contains_key(kind)).collect();
    assert!(unlisted.is_empty(), "not in KINDS: {unlisted:?}");
    let total = found
        .values()
        .fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    assert_eq!(total, (TOTAL.0 + MADE_HERE.0, TOTAL.1 + MADE_HERE.1));
}

/// Whoever takes the cases of a kind names it; a function that nobody calls is refused by the compiler.
#[test]
fn every_kind_is_run() {
    let mut sources = String::new();
    for path in files("tests", "rs") {
        let source = std::fs::read_to_string(&path).unwrap();
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        sources.extend(code.flat_map(str::split_whitespace));
    }
    let is_run = |name: &str| {
        ["run", "cases"]
            .iter()
            .any(|taker| sources.contains(&format!("{taker}(\"{name}\"")))
    };
    let idle: Vec<&str> = KINDS
        .iter()
        .map(|kind| kind.name)
        .filter(|name| !is_run(name))
        .collect();
    assert!(idle.is_empty(), "carried, but no test runs them: {idle:?}");
    for kind in KINDS {
        assert_eq!(cases(kind.name).len(), kind.count);
    }
}

#[test]
fn every_case_is_as_it_was_collected() {
    let path = here("../../shared/vectors/vectors.json");
    if !path.exists() {
        eprintln!("SKIPPED: the collection of vectors is not beside the project");
        return;
    }
    let mut carried = carried();
    carried.retain(|_, (file, _)| file != MADE);
    let collected = read(&path);
    let mut missing = BTreeSet::new();
    for case in &collected {
        match carried.remove(text(case, "id")) {
            Some((_, found)) => assert_eq!(found, *case, "{}", text(case, "id")),
            None => _ = missing.insert(text(case, "id")),
        }
    }
    assert!(missing.is_empty(), "not carried: {missing:?}");
    assert!(carried.is_empty(), "nobody collected these: {carried:?}");
    assert_eq!(collected.len(), TOTAL.0);
}
