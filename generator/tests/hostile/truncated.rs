//! Pages that end too early, cut at each line and inside of lines: what is
//! left of them is said to be broken, or means what it meant.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use wechatpay_openapi_generator::diagnostic::{Code, Diagnostic};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Body, Field, Operation, Response, Segment, url};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Reading, read};

/// Pages of the golden cases, by path.
fn golden() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(folder).expect("the golden cases");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path().join("in.md"))
        .filter(|file| file.is_file())
        .collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).expect("pages"));
    texts
        .flat_map(|text| {
            let pages = text.trim_start_matches("@@ ").split("\n@@ ");
            let pages = pages.map(|page| page.split_once('\n').expect("text below the path"));
            pages
                .map(|(path, text)| (path.to_owned(), text.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What of an operation a request or an answer depends on.
type Meaning<'o> = (
    &'o [Segment],
    &'o str,
    &'o Body,
    &'o [Field],
    &'o [Field],
    &'o [Field],
    &'o Response,
);

fn meaning(operation: &Operation) -> Meaning<'_> {
    let Operation {
        path,
        method,
        body,
        query,
        headers,
        path_params,
        response,
        ..
    } = operation;
    (path, method.as_str(), body, query, headers, path_params, response)
}

/// Findings by what they say; where the page ends is no part of it.
fn said(found: &[Diagnostic]) -> BTreeSet<(Code, u32)> {
    found.iter().map(|one| (one.code, one.line)).collect()
}

fn reading(path: &str, text: &str) -> Reading {
    let docs: Docs = [(path, text)].into_iter().collect();
    let reading = read(&docs, &Overrides::default());
    assert_eq!(reading.totals.gaps(), Vec::<String>::new(), "{path}: {text}");
    reading
}

/// What is wrong with a page cut there: something is missing, and nobody says so.
fn silent(path: &str, whole: &Reading, cut: &str) -> Option<String> {
    let left = reading(path, cut);
    let last = cut.lines().count().max(1);
    for one in &left.diagnostics {
        assert!((1..=last).contains(&(one.line as usize)), "{one}");
    }
    let is_new = said(&left.diagnostics)
        .difference(&said(&whole.diagnostics))
        .next()
        .is_some();
    if is_new {
        return None;
    }
    let mut operations = whole.api.operations.iter().map(meaning);
    let lost = left
        .api
        .operations
        .iter()
        .map(meaning)
        .find(|one| !operations.any(|other| other == *one));
    lost.map(|one| format!("{path}: {} {} changed when cut behind\n{cut}", one.1, url(one.0)))
}

#[test]
fn each_line_of_each_page() {
    let pages = golden();
    let (mut cuts, mut wrong) = (0, Vec::new());
    for (path, text) in &pages {
        let whole = reading(path, text);
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            wrong.extend(silent(path, &whole, &text[..end]));
            end += line.len();
            cuts += 1;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {cuts}:\n{}",
        wrong.len(),
        wrong.join("\n----\n")
    );
    assert!(
        pages.len() > 40 && cuts > 1_000,
        "{} pages, {cuts} cuts",
        pages.len()
    );
}

#[test]
fn each_character_of_a_script() {
    let pages = golden();
    let scripts: Vec<_> = pages
        .iter()
        .filter(|(_, text)| text.contains("twoslash\n"))
        .collect();
    let (mut cuts, mut wrong) = (0, Vec::new());
    for (path, text) in &scripts {
        let whole = reading(path, text);
        for (end, _) in text.char_indices() {
            wrong.extend(silent(path, &whole, &text[..end]));
            cuts += 1;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {cuts}:\n{}",
        wrong.len(),
        wrong.join("\n----\n")
    );
    assert!(
        scripts.len() >= 6 && cuts > 5_000,
        "{} pages, {cuts} cuts",
        scripts.len()
    );
}
