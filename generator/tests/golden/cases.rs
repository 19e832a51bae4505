//! Reads the cases, generates one crate from all of them, and compares.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::output::{Changes, Output};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Generated, generate};

/// Where the cases are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A folder with an `in.md`.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) pages: Vec<(String, String)>,
    pub(crate) overrides: String,
}

pub(crate) fn cases() -> Vec<Case> {
    let entries = fs::read_dir(folder()).expect("the folder of the cases");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<String> = names
        .filter(|name| folder().join(name).join("in.md").is_file())
        .collect();
    names.sort();
    names.into_iter().map(case).collect()
}

/// One case by its name.
pub(crate) fn case(name: impl Into<String>) -> Case {
    let name = name.into();
    let path = folder().join(&name);
    let text = fs::read_to_string(path.join("in.md")).expect("the case has pages");
    let (head, pages) = text.split_once("@@ ").expect("a page begins with `@@ path`");
    assert_eq!(head, "", "{name}/in.md begins with `@@ path`");
    let pages = pages.split("\n@@ ").map(|page| {
        let (path, text) = page.split_once('\n').expect("text below the path");
        (path.to_owned(), text.to_owned())
    });
    Case {
        pages: pages.collect(),
        overrides: fs::read_to_string(path.join("overrides.toml")).unwrap_or_default(),
        name,
    }
}

/// The crate for some cases.
pub(crate) fn generated(cases: &[Case]) -> Generated {
    let docs = cases.iter().flat_map(|case| case.pages.clone()).collect();
    let mut overrides = Overrides::default();
    for case in cases {
        overrides.add(&case.name, &case.overrides).expect("TOML");
    }
    of_docs(&docs, &overrides)
}

/// The crate for a tree that must have no error.
pub(crate) fn of_docs(docs: &Docs, overrides: &Overrides) -> Generated {
    let generated = generate(docs, overrides);
    let errors = generated
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|one| one.render(docs, false)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    generated
}

/// A case's part of the crate: the file of its segment, each `pub mod x;` with
/// the content of its own file.
fn out(output: &Output, name: &str) -> String {
    let paths = ["v3", "v2"].map(|root| format!("src/{root}/{name}.rs"));
    let paths = paths.iter().cloned().chain([format!("src/{name}.rs")]);
    let path = paths
        .into_iter()
        .find(|path| output.get(path).is_some())
        .unwrap_or_else(|| panic!("the pages of `{name}` are below a segment of that name"));
    inlined(output, &path)
}

fn inlined(output: &Output, path: &str) -> String {
    let text = output.get(path).unwrap_or_else(|| panic!("{path} is missing"));
    let folder = path.trim_end_matches(".rs");
    let mut lines = Vec::new();
    for line in text.lines() {
        match line
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(';'))
        {
            Some(child) => {
                let inner = inlined(output, &format!("{folder}/{child}.rs"));
                lines.push(format!("pub mod {child} {{"));
                lines.extend(
                    inner
                        .lines()
                        .map(|line| format!("    {line}").trim_end().to_owned()),
                );
                lines.push("}".to_owned());
            }
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn what_comes_out_is_as_expected() {
    let cases = cases();
    let generated = generated(&cases);
    for case in &cases {
        let folder = folder().join(&case.name);
        let found = generated
            .diagnostics
            .iter()
            .filter(|one| case.pages.iter().any(|(path, _)| *path == one.page));
        let found: String = found.map(|one| format!("{one}\n")).collect();
        expect_file![folder.join("findings.txt")].assert_eq(&found);
        expect_file![folder.join("out.rs")].assert_eq(&out(&generated.output, &case.name));
    }
    let index = generated.output.get("INDEX.md").unwrap_or_default();
    expect_file![folder().join("INDEX.md")].assert_eq(index);
}

#[test]
fn every_case_is_compiled() {
    let root = include_str!("main.rs");
    for case in cases() {
        let line = format!("mod {};", case.name);
        assert!(root.contains(&line), "tests/golden/main.rs has no `{line}`");
    }
}

#[test]
fn line_ends_and_marks_of_the_file_do_not_matter() {
    let cases = cases();
    let plain = generated(&cases).output;
    let spoil: BTreeMap<&str, fn(&str) -> String> = BTreeMap::from([
        ("CRLF", (|text| text.replace('\n', "\r\n")) as fn(&str) -> String),
        ("CR", |text| text.replace('\n', "\r")),
        ("BOM", |text| format!("\u{feff}{text}")),
        ("no line feed at the end", |text| text.trim_end().to_owned()),
        ("no-break spaces", |text| text.replace("} | ", "}\u{a0}|\u{a0}")),
    ]);
    for (name, spoil) in spoil {
        let mut spoilt = self::cases();
        for (_, text) in spoilt.iter_mut().flat_map(|case| &mut case.pages) {
            *text = spoil(text);
        }
        let changes = generated(&spoilt).output.since(&plain);
        assert_eq!(changes, Changes::default(), "{name}");
    }
}

#[test]
fn a_case_is_the_same_alone() {
    let all = generated(&cases()).output;
    for case in cases() {
        let name = case.name.clone();
        let alone = generated(&[case]).output;
        assert_eq!(out(&alone, &name), out(&all, &name), "{name}");
    }
}

/// The list in `main.rs` is compiled, the template's is what a generated crate has.
#[test]
fn cases_are_written_with_what_the_generated_crate_has() {
    let names = |text: &str| -> BTreeSet<String> {
        let (_, behind) = text
            .split_once("pub(crate) use wechatpay_openapi_runtime::{")
            .expect("a prelude");
        let (names, _) = behind.split_once('}').expect("its end");
        let names = names.split(',').map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    let template = names(include_str!("../../src/emit/rust/root/lib.rs.txt"));
    assert!(template.contains("Operation"));
    assert_eq!(names(include_str!("main.rs")), template);
}
