//! What stands beside the tables of the official documents survives `docs-specs`.

use std::path::Path;

use wechatpay_openapi_generator::dialect::{self, Parsed, im_table};
use wechatpay_openapi_generator::normalise;
use wechatpay_openapi_generator::page::{ErrorCode, Facts, Page, Row};
use wechatpay_openapi_generator::source::Docs;

/// The operations of the official documents, each at the place that a page of `docs-specs` would have.
fn operations() -> Option<Vec<Page>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/wechatpay-official");
    if !root.is_dir() {
        eprintln!("SKIPPED: there is no corpus at {}", root.display());
        return None;
    }
    let docs = Docs::read(&root).expect("the corpus can be read");
    let pages = docs
        .iter()
        .filter_map(|(path, text)| match dialect::parse(path, text).0 {
            Parsed::Page(page) if !page.is_notification() => Some(page),
            _ => None,
        });
    let moved = pages.filter_map(|page| {
        let path = format!("openapi/{}", page.sections.first()?.call.as_ref()?.path);
        Some(Page {
            path,
            document: None,
            ..page
        })
    });
    Some(moved.collect())
}

/// What a document and its page must have in common; words apart, of which a page keeps terms only.
fn told(facts: &Facts) -> Vec<String> {
    let codes = facts.errors.iter().filter(|one| ErrorCode::is_code(&one.code));
    let mut errors: Vec<String> = codes
        .map(|one| format!("{:?} {} {:?}", one.status, one.code, one.remedy))
        .collect();
    // One code with several sentences.
    errors.sort();
    errors.dedup();
    let limits = facts
        .limits
        .iter()
        .map(|one| format!("{}/{}", one.calls, one.seconds));
    let answers = facts
        .answers
        .iter()
        .map(|one| format!("{} {}", one.status, cut(&one.body.to_string())));
    errors.into_iter().chain(limits).chain(answers).collect()
}

/// Names and their order: sentences are cut.
fn cut(json: &str) -> String {
    json.split('"')
        .filter(|part| part.is_ascii())
        .collect::<Vec<_>>()
        .join("\"")
}

/// The lengths of a table, row by row.
fn lengths(rows: &[Row]) -> Vec<String> {
    let of =
        |row: &Row| ["data-minlength", "data-maxlength"].map(|name| row.ty.value(name).map(str::to_owned));
    rows.iter()
        .map(|row| format!("{} {:?}", row.name.text, of(row)))
        .collect()
}

#[test]
fn every_error_limit_answer_and_length_is_read_back() {
    let Some(pages) = operations() else { return };
    let mut counts = [0_usize; 4];
    for page in &pages {
        let text = normalise::page(page);
        let (again, found) = im_table::parse(&format!("{}.md", page.path), &text);
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, Vec::<String>::new(), "{}\n{text}", page.title);
        assert_eq!(normalise::page(&again), text, "{}", page.title);
        assert!(!text.contains('。'), "{}", page.title);
        assert_eq!(page.sections.len(), again.sections.len(), "{}", page.title);
        for (own, read) in page.sections.iter().zip(&again.sections) {
            assert_eq!(told(&own.facts), told(&read.facts), "{}", page.title);
            let rows = |one: &[Row]| lengths(one);
            assert_eq!(
                rows(&own.request.rows),
                rows(&read.request.rows),
                "{}",
                page.title
            );
            assert_eq!(
                rows(&own.response.rows),
                rows(&read.response.rows),
                "{}",
                page.title
            );
            let facts = &read.facts;
            let all = own.request.rows.iter().chain(&own.response.rows);
            let long = all.filter(|row| row.ty.has("data-maxlength")).count();
            for (count, own) in
                counts
                    .iter_mut()
                    .zip([facts.errors.len(), facts.limits.len(), facts.answers.len(), long])
            {
                *count += own;
            }
        }
    }
    let [errors, limits, answers, long] = counts;
    assert!(
        errors > 2_500 && limits > 150 && answers > 200 && long > 4_000,
        "{counts:?}"
    );
}
