//! Whatever tree goes in: each of its pages is an operation, a notification or
//! a skip that somebody can look up, and what the index counts is what was
//! read. Trees that are missing beside the checkout are left out, which is said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use wechatpay_openapi_generator::diagnostic::{Code, Diagnostic, Severity};
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{generate, read};

/// The pages that the project began with, at their places.
const SEEDS: [(&str, &str); 3] = [
    (
        "im-table-deactivate-coupon-bundle.md",
        "v3/marketing/partner/product-coupon/users/{openid}/coupon-bundles/{user_coupon_bundle_id}/deactivate",
    ),
    (
        "im-table-disassociate-stores.md",
        "v3/marketing/partner/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/disassociate-stores",
    ),
    (
        "twoslash-disassociate.md",
        "v3/marketing/busifavor/coupons/disassociate",
    ),
];

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(path)
}

fn seeds() -> Docs {
    let text = |(file, path): (&str, &str)| {
        let text = fs::read_to_string(shared("seeds").join(file)).ok()?;
        Some((format!("openapi/{path}.md"), text))
    };
    SEEDS.into_iter().filter_map(text).collect()
}

fn overrides() -> Overrides {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs/overrides");
    Overrides::read(&folder).expect("the overrides can be read")
}

/// The trees by name, with the corrections that belong to them.
fn trees() -> Vec<(&'static str, Docs, Overrides)> {
    let own = Docs::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs")).expect("docs-specs");
    let read = |name: &str| Docs::read(&shared("corpus/history/2026-08-22").join(name)).unwrap_or_default();
    let trees = [
        ("docs-specs", own, overrides()),
        ("wechatpay-im", read("wechatpay-im"), overrides()),
        ("wechatpay-js", read("wechatpay-js"), Overrides::default()),
        ("seeds", seeds(), Overrides::default()),
    ];
    let is_there = |(name, docs, _): &(&str, Docs, Overrides)| {
        if docs.is_empty() {
            eprintln!("skipped: {name} is not beside the checkout");
        }
        !docs.is_empty()
    };
    trees.into_iter().filter(is_there).collect()
}

#[test]
fn each_page_is_an_operation_or_a_stated_skip() {
    for (name, docs, overrides) in trees() {
        let reading = read(&docs, &overrides);
        let of = |page: &String| format!("{page}.md");
        let mut documented: BTreeSet<String> =
            reading.api.operations.iter().map(|one| of(&one.page)).collect();
        documented.extend(reading.api.notifications.iter().map(|one| of(&one.page)));
        let mut skipped = 0;
        for (path, text) in docs.iter() {
            let (parsed, found) = dialect::parse(path, text);
            let is_stated = match parsed {
                Parsed::Page(_) => {
                    assert!(documented.contains(path), "{name}: {path} became nothing");
                    continue;
                }
                Parsed::Known(page) => {
                    page.moved_to.is_some()
                        || path.ends_with("/index.md")
                        || found.iter().any(|one| one.code == Code::UntypedNotification)
                }
                Parsed::Refused => found.iter().any(|one| one.severity == Severity::Error),
            };
            assert!(is_stated, "{name}: {path} is skipped without a word");
            assert!(!documented.contains(path), "{name}: {path}");
            skipped += 1;
        }
        assert_eq!(documented.len() + skipped, docs.len(), "{name}");
        let totals = reading.totals;
        assert_eq!(
            (totals.pages, totals.known_pages + totals.refused_pages),
            (docs.len(), skipped),
            "{name}"
        );
        let (operations, notifications) = (reading.api.operations.len(), reading.api.notifications.len());
        assert_eq!(totals.sections, operations + notifications, "{name}");
    }
}

#[test]
fn the_index_counts_what_was_read() {
    for (name, docs, overrides) in trees() {
        let api = read(&docs, &overrides).api;
        let generated = generate(&docs, &overrides);
        assert_eq!(generated.totals.gaps(), Vec::<String>::new(), "{name}");
        let Some(index) = generated.output.get("INDEX.md") else {
            let is_error = |found: &Diagnostic| found.severity == Severity::Error;
            let has_error = generated.diagnostics.iter().any(is_error);
            assert!(has_error && name == "wechatpay-js", "{name}: no index");
            continue;
        };
        let counts = [
            (api.operations.len(), "operations behind"),
            (api.notifications.len(), "notifications behind"),
        ];
        for (count, what) in counts {
            let says = format!(" {count} {what} ");
            let line = index.lines().find(|line| line.contains(what)).unwrap_or_default();
            assert!(
                format!(" {line}").contains(&says),
                "{name}: no `{says}` in `{line}`"
            );
        }
        for one in &api.operations {
            let is_listed = index.contains(&format!("| {} | {} | ", one.meta.title, one.method.as_str()));
            assert!(is_listed, "{name}: {} {}", one.method.as_str(), one.page);
        }
    }
}
