//! All documents at hand: nothing of them is lost.

use std::collections::BTreeMap;

use wechatpay_openapi_generator::diagnostic::{Code, Severity};
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::page::REPEATED;
use wechatpay_openapi_generator::{Reading, read};

use crate::twins::shared;

/// Documents that call no server: what a front end does, and what explains.
const KNOWN: usize = 17;

#[test]
fn every_page_and_row_is_accounted_for() {
    let Some(docs) = shared("wechatpay-official") else {
        return;
    };
    let Reading {
        api,
        totals,
        diagnostics,
    } = read(&docs, &Overrides::default());
    assert_eq!(totals.gaps(), Vec::<String>::new());
    assert_eq!((totals.refused_pages, totals.known_pages), (0, KNOWN));
    assert_eq!(totals.rows.diagnosed, 0, "no row is without a place");
    assert_eq!(api.operations.len() + api.notifications.len(), totals.sections);
    // One document has a number with letters among its values.
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<String> = errors
        .filter(|one| one.code != Code::NumberWithLetters)
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Rows of tables of fields, counted without the dialect: lines below a header that has a column 必填.
fn written(text: &str) -> usize {
    let (mut rows, mut in_table, mut is_fenced, mut skip) = (0, false, false, 0);
    for line in text.lines().map(str::trim_end) {
        is_fenced ^= line.starts_with("```");
        if is_fenced || !line.starts_with('|') {
            in_table = false;
            continue;
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if cells.contains(&"必填") {
            // The separator is below it, unless the header above it is empty.
            in_table = true;
            skip = 1;
        } else if in_table && skip == 1 && line.chars().all(|c| "|-: ".contains(c)) {
            skip = 0;
        } else if in_table && !(cells.len() > 2 && cells.iter().all(|cell| *cell == cells[0])) {
            rows += 1;
        }
    }
    rows
}

#[test]
fn no_row_is_lost() {
    let Some(docs) = shared("wechatpay-official") else {
        return;
    };
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, text) in docs.iter() {
        let (Parsed::Page(page), found) = dialect::parse(path, text) else {
            continue;
        };
        // Two addresses share the rows of their document, and corners are rows inside of a cell.
        let sections = page.sections.len();
        if sections > 1 || text.contains('└') {
            continue;
        }
        let rows = page
            .sections
            .iter()
            .flat_map(|one| one.request.rows.iter().chain(&one.response.rows));
        let is_scope = |name: &str| {
            matches!(
                name,
                "headers" | "query" | "json" | "xml" | "body" | "security" | "nonceless"
            )
        };
        let fields = rows.filter(|row| {
            let is_scope = row.indent() == 0 && is_scope(&row.name.text) && row.ty.text != "string";
            !row.is_line() && !row.is_kind() && !is_scope && !row.name.text.starts_with("Wechatpay-")
        });
        let fields: Vec<_> = fields.collect();
        let told = |code| found.iter().filter(|one| one.code == code).count();
        let made = told(Code::MissingParent);
        let other_steps = found.iter().filter_map(|one| {
            let (count, rest) = one.message.split_once(' ')?;
            rest.ends_with("of another step than the request")
                .then(|| count.parse::<usize>().expect("a count"))
        });
        let left = told(Code::UnnamedRow) + other_steps.sum::<usize>();
        let headers = text
            .lines()
            .filter(|line| line.starts_with("| Wechatpay-") && line.matches(" | ").count() > 1)
            .count();
        *counts.entry("repeated").or_default() += fields.iter().filter(|row| row.name.has(REPEATED)).count();
        *counts.entry("rows").or_default() += fields.len();
        if written(text) + made != fields.len() + left + headers {
            wrong.push(format!(
                "{path}: {} rows are written, {} were read",
                written(text),
                fields.len() + headers
            ));
        }
    }
    assert!(counts["rows"] > 10_000, "{counts:?}");
    assert!(
        wrong.is_empty(),
        "{} pages\n{}\n{counts:?}",
        wrong.len(),
        wrong.join("\n")
    );
}
