//! Older states of the documentation: whatever a page looked like once, importing it loses nothing and tells what is
//! wrong so that somebody can act on it. States that are missing beside the checkout are left out, which is said.

mod replay;

use std::path::{Path, PathBuf};

use wechatpay_openapi_generator::diagnostic::Diagnostic;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::normalise::normalise;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

/// Below the corpus, from the oldest on.
const STATES: [&str; 4] = [
    "history/2025-07-01/wechatpay-im",
    "history/2026-01-01/wechatpay-im",
    "wechatpay-im",
    "history/2026-08-22/wechatpay-im",
];

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn states() -> impl Iterator<Item = (&'static str, Docs)> {
    STATES.into_iter().filter_map(|state| {
        let docs = Docs::read(&root("../shared/corpus").join(state)).unwrap_or_default();
        if docs.is_empty() {
            eprintln!("skipped: {state} is not beside the checkout");
        }
        (!docs.is_empty()).then_some((state, docs))
    })
}

/// Operations and notifications, counted without the parser.
fn sections(docs: &Docs) -> usize {
    let lines = docs.iter().flat_map(|(_, text)| text.lines());
    lines.filter(|line| *line == "{.im-table #request}").count()
}

#[test]
fn each_state_becomes_docs_specs() {
    for (state, docs) in states() {
        let pages = parse(&docs).0.all();
        let imported: Docs = normalise(&pages).iter().collect();
        assert_eq!(sections(&imported), sections(&docs), "{state}");
        let totals = [&docs, &imported].map(|docs| read(docs, &Overrides::default()).totals);
        assert_eq!(totals[1].gaps(), Vec::<String>::new(), "{state}");
        assert_eq!(totals[1].sections, sections(&docs), "{state}");
        assert_eq!(totals[1].sensitive, totals[0].sensitive, "{state}");
    }
}

#[test]
fn what_an_older_state_lacks_is_said_at_its_place() {
    let overrides = Overrides::read(&root("docs-specs/overrides")).expect("the overrides can be read");
    for (state, docs) in states() {
        let found = read(&docs, &overrides).diagnostics;
        let is_vague = |one: &&Diagnostic| one.line == 0 || one.page.is_empty() || one.help.is_empty();
        let vague: Vec<String> = found.iter().filter(is_vague).map(ToString::to_string).collect();
        assert_eq!(vague, [""; 0], "{state}");
    }
}
