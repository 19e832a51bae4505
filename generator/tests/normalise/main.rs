//! `docs-specs` says the same as the documentation that it was made from.
//!
//! Runs over the whole corpus beside the checkout; where it is missing the test
//! says so and passes.

mod facts;
mod official;

use std::path::Path;

use facts::{Facts, facts};
use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::normalise;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Reading, read};

fn corpus() -> Option<Docs> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/wechatpay-im");
    if !root.is_dir() {
        eprintln!("skipped: there is no corpus at {}", root.display());
        return None;
    }
    Some(Docs::read(&root).expect("the corpus can be read"))
}

fn overrides() -> Overrides {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs/overrides");
    Overrides::read(&folder).expect("the overrides can be read")
}

fn normalised(docs: &Docs) -> Docs {
    let pages = docs
        .iter()
        .filter_map(|(path, text)| match dialect::parse(path, text).0 {
            Parsed::Page(page) | Parsed::Known(page) => Some((path.to_owned(), normalise::page(&page))),
            Parsed::Refused => None,
        });
    pages.collect()
}

#[test]
fn normalising_twice_changes_nothing() {
    let Some(docs) = corpus() else { return };
    let once = normalised(&docs);
    let twice = normalised(&once);
    assert_eq!(once.len(), docs.len());
    for (path, text) in once.iter() {
        pretty_assert(path, text, twice.text(path).unwrap_or_default());
    }
}

#[test]
fn torn_pages_are_written_the_same_twice_too() {
    let Some(docs) = corpus() else { return };
    let torn = docs.iter().enumerate().map(|(seed, (path, text))| {
        let lines: Vec<&str> = text.lines().collect();
        let kept = seed * 31 % lines.len().max(1);
        (path.to_owned(), lines[..kept].join("\n"))
    });
    let once = normalised(&torn.collect());
    let twice = normalised(&once);
    for (path, text) in once.iter() {
        pretty_assert(path, text, twice.text(path).unwrap_or_default());
    }
}

#[test]
fn the_same_api_comes_out_of_both() {
    let Some(docs) = corpus() else { return };
    let raw = read(&docs, &overrides());
    let own = read(&normalised(&docs), &overrides());
    assert_eq!(raw.totals, own.totals);
    assert_eq!(errors(&raw), errors(&own), "overrides must fit both");
    let Facts {
        operations,
        notifications,
    } = facts(&raw.api);
    let normal = facts(&own.api);
    assert_eq!(
        (operations.len(), notifications.len()),
        (normal.operations.len(), normal.notifications.len())
    );
    let pairs = operations
        .iter()
        .zip(&normal.operations)
        .chain(notifications.iter().zip(&normal.notifications));
    for ((page, expected), (_, found)) in pairs {
        pretty_assert(page, expected, found);
    }
}

fn errors(reading: &Reading) -> Vec<String> {
    let errors = reading
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    errors
        .map(|one| format!("{}: {}: {}", one.page, one.code, one.message))
        .collect()
}

#[test]
fn no_prose_and_no_code_is_left() {
    let Some(docs) = corpus() else { return };
    for (path, text) in normalised(&docs).iter() {
        for leftover in [
            "。",
            "$instance",
            "postAsync",
            "```php",
            "frontmatter.description",
            "data-tooltip=\"",
            "<b",
        ] {
            let found = text
                .lines()
                .find(|line| line.replace("<br/>", "").contains(leftover));
            assert_eq!(found, None, "{path} still has `{leftover}`");
        }
    }
}

/// Shows the first line that differs, not two whole pages.
#[track_caller]
fn pretty_assert(page: &str, expected: &str, found: &str) {
    let mut lines = expected.lines().zip(found.lines()).enumerate();
    let differs = lines.find(|(_, (expected, found))| expected != found);
    assert_eq!(differs, None, "{page}");
    assert_eq!(expected.lines().count(), found.lines().count(), "{page}");
}
