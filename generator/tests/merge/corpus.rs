//! The real sources. Where they are missing beside the checkout the tests say so and pass.

use std::collections::BTreeSet;
use std::path::Path;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::merge::notification::Noted;
use wechatpay_openapi_generator::merge::{Exclusions, Merged, Record, Sources, second};
use wechatpay_openapi_generator::output::Output;
use wechatpay_openapi_generator::page::Page;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::pipeline::import;
use wechatpay_openapi_generator::source::Docs;

fn read(name: &str) -> Option<Vec<Page>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus")
        .join(name);
    if !root.is_dir() {
        eprintln!("skipped: there is no corpus at {}", root.display());
        return None;
    }
    Some(parse(&Docs::read(&root).expect("the corpus can be read")).0.all())
}

fn specs() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs")
}

/// The founding pages, and those of the second source.
fn communities() -> Option<(Vec<Page>, Vec<Page>)> {
    Some((
        read("history/2026-08-22/wechatpay-im")?,
        read("history/2026-08-22/wechatpay-js")?,
    ))
}

fn merged(own: Vec<Page>, js: &[Page], official: &[Page]) -> (Output, Merged) {
    let text = std::fs::read_to_string(specs().join("also.toml")).expect("the decisions");
    let decisions = Exclusions::parse(&text).expect("the format");
    let overrides = Overrides::read(&specs().join("overrides")).expect("the overrides");
    let sources = Sources {
        founding: "wechatpay-im",
        second: Some(second::Other {
            name: "wechatpay-js",
            pages: js,
        }),
        official,
        decisions: &decisions,
    };
    import(own, &overrides, sources)
}

/// Names of the fields of a page, wherever they stand.
fn names(page: &Page) -> BTreeSet<&str> {
    let tables = page.sections.iter().flat_map(|one| [&one.request, &one.response]);
    let rows = tables
        .flat_map(|table| &table.rows)
        .filter(|row| !row.is_line() && !row.is_kind());
    rows.map(|row| row.name.text.as_str()).collect()
}

#[test]
fn no_row_disappears_without_an_account() {
    let (Some((own, js)), Some(official)) = (communities(), read("wechatpay-official")) else {
        return;
    };
    let (output, account) = merged(own.clone(), &js, &official);
    let docs: Docs = output.iter().collect();
    let result = parse(&docs).0.all();
    let account = account.official;
    assert_eq!(
        (account.undecided.len(), account.twins.len(), account.idle.len()),
        (0, 0, 0)
    );
    let dropped: BTreeSet<(&str, &str)> = account
        .dropped
        .iter()
        .map(|(page, _, field, _)| (page.as_str(), field.rsplit('.').next().unwrap_or(field)))
        .collect();
    let mut lost = Vec::new();
    let mut seen = 0;
    let mut check = |page: &str, source: &Page, lost: &mut Vec<String>| {
        let made = result
            .iter()
            .find(|one| one.path == page)
            .expect("the page is there");
        let (kept, moved) = (names(made), |name: &str| dropped.contains(&(page, name)));
        for name in names(source) {
            seen += 1;
            let is_template = name.starts_with("Wechatpay-")
                || matches!(
                    name,
                    "json" | "xml" | "body" | "headers" | "base_uri" | "nonceless" | "query"
                );
            let in_path = page.contains('{');
            if !kept.contains(name) && !moved(name) && !is_template && !in_path {
                lost.push(format!("{page}: {name} of {}", source.path));
            }
        }
    };
    own.iter()
        .filter(|page| !page.sections.is_empty())
        .for_each(|page| check(&page.path, page, &mut lost));
    for (page, _, documents) in &account.described {
        let is_one = |one: &&Page| {
            one.document
                .as_ref()
                .is_some_and(|document| documents.contains(&document.id))
        };
        official
            .iter()
            .filter(is_one)
            .for_each(|one| check(page, one, &mut lost));
    }
    assert!(seen > 20_000, "{seen}");
    assert!(lost.is_empty(), "{} of {seen}\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn a_whole_page_merges_as_its_shortened_twin_and_order_does_not_matter() {
    let (Some((own, js)), Some(mut official)) = (communities(), read("wechatpay-official")) else {
        return;
    };
    let (output, account) = merged(own.clone(), &js, &official);
    let whole = read("wechatpay-official-verbatim").expect("the twins lie beside them");
    let id = |page: &Page| page.document.as_ref().map(|document| document.id.clone());
    official.retain(|page| !whole.iter().any(|one| id(one) == id(page)));
    official.extend(whole);
    official.reverse();
    let (mut own, mut js) = (own, js);
    own.reverse();
    js.reverse();
    let (other, _) = merged(own, &js, &official);
    // Names, types, marks and values: the words around them are shortened there.
    let facts = |text: &str| -> Vec<String> {
        let fact = |line: &str| match line.starts_with("| ") {
            true => {
                let cells: Vec<&str> = line.splitn(4, " | ").collect();
                let values = cells.get(2).unwrap_or(&"").split('`').skip(1).step_by(2);
                format!(
                    "{:?} {:?}",
                    &cells[..cells.len().min(2)],
                    values.collect::<BTreeSet<_>>()
                )
            }
            false => line.to_owned(),
        };
        // What examples show, and what an error means and is answered with, is shortened there.
        let tables = text
            .lines()
            .filter(|line| line.starts_with("| ") && line.contains(" | ") || line.starts_with('#'));
        let mut errors = BTreeSet::new();
        let mut once = |line: &str| match error(line) {
            Some(row) => errors.insert(row.clone()).then_some(row),
            None => Some(fact(line)),
        };
        tables.filter_map(&mut once).collect()
    };
    let differ: Vec<&str> = output
        .iter()
        .filter(|(path, text)| other.get(path).map(facts) != Some(facts(text)))
        .map(|(path, _)| path)
        .collect();
    assert_eq!((differ, output.len()), (Vec::<&str>::new(), other.len()));
    let record = Record::of(&account, &Noted::default());
    let again = Record::parse(&record.to_toml()).expect("the file is in its own format");
    assert_eq!(again.to_toml().len(), record.to_toml().len());
}

/// Code and status of a row of error codes, which has a status, or nothing, where others have a type.
fn error(line: &str) -> Option<String> {
    let (code, rest) = line.strip_prefix("| ")?.split_once(" |")?;
    let status = rest.split('|').next().unwrap_or_default().trim();
    let is_row = rest.contains('|') && status.bytes().all(|byte| byte.is_ascii_digit());
    let code = code.split(" {").next().unwrap_or_default();
    is_row.then(|| format!("{code} {status}"))
}
