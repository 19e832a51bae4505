//! The documentation that the repository owns: the same crate every time, and
//! numbers that nobody changes unawares.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use expect_test::expect_file;
use wechatpay_openapi_generator::diagnostic::{Code, Severity};
use wechatpay_openapi_generator::fix::encrypted::FILE;
use wechatpay_openapi_generator::fix::{NAMES, Overrides};
use wechatpay_openapi_generator::output::Changes;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Generated, generate, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs")
}

fn docs() -> Docs {
    Docs::read(&folder()).expect("docs-specs can be read")
}

fn overrides() -> Overrides {
    Overrides::read(&folder().join("overrides")).expect("the overrides can be read")
}

fn generated() -> &'static Generated {
    static GENERATED: OnceLock<Generated> = OnceLock::new();
    GENERATED.get_or_init(|| generate(&docs(), &overrides()))
}

#[test]
fn twice_is_the_same() {
    assert!(generated().output.len() > 1_000);
    let again = generate(&docs(), &overrides()).output;
    assert_eq!(again.since(&generated().output), Changes::default());
}

#[test]
fn the_order_of_the_pages_does_not_matter() {
    let docs = docs();
    let mut pages: Vec<(&str, &str)> = docs.iter().collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for at in (1..pages.len()).rev() {
        // xorshift
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        pages.swap(at, usize::try_from(seed >> 33).unwrap_or_default() % (at + 1));
    }
    assert!(!pages.is_sorted());
    let shuffled: Docs = pages.into_iter().collect();
    let again = generate(&shuffled, &overrides()).output;
    assert_eq!(again.since(&generated().output), Changes::default());
}

#[test]
fn everything_is_there_and_nothing_is_wrong() {
    let Generated {
        totals, diagnostics, ..
    } = generated();
    let severe = diagnostics.iter().filter(|one| one.severity != Severity::Note);
    assert_eq!(
        severe.map(ToString::to_string).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
    assert_eq!(totals.gaps(), Vec::<String>::new());
    assert_eq!((totals.pages, totals.refused_pages), (docs().len(), 0));
}

/// How often each kind of note is there. A number that grows is a page that
/// became worse or a reader that became stricter: look, then bless it with
/// `UPDATE_EXPECT=1`.
#[test]
fn notes_are_counted() {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for one in &generated().diagnostics {
        *counts.entry(one.code).or_default() += 1;
    }
    let table: String = counts
        .iter()
        .map(|(code, count)| format!("{code} {count:>3}  {}\n", code.title()))
        .collect();
    expect_file!["ratchet.txt"].assert_eq(&table);
}

#[test]
fn a_tree_decides_which_overrides_concern_it() {
    let corrected = "openapi/v3/catering/orders/sync-status.md";
    let without = |skip: &dyn Fn(&str) -> bool| -> Docs {
        let docs = docs();
        docs.iter().filter(|(path, _)| !skip(path)).collect()
    };
    let codes = |docs: &Docs| -> Vec<(Code, String)> {
        let found = read(docs, &overrides()).diagnostics.into_iter();
        found
            .filter(|one| one.severity != Severity::Note)
            .map(|one| (one.code, one.to_string()))
            .collect()
    };
    // A part without any corrected page: silent.
    let part = without(&|path| !path.starts_with("openapi/v3/marketing/busifavor/"));
    assert!(part.len() > 10);
    assert_eq!(codes(&part), []);
    // One corrected page is gone: a warning that names the file.
    let found = codes(&without(&|path| path == corrected));
    let [(code, line)] = found.as_slice() else {
        panic!("one warning: {found:?}")
    };
    assert_eq!(
        (*code, code.severity()),
        (Code::OverrideWithoutPage, Severity::Warning)
    );
    for part in ["overrides/fields.toml", "openapi/v3/catering/orders/sync-status"] {
        assert!(line.contains(part), "{line}");
    }
    // The page is there and was corrected: an error, and no crate.
    let text = docs().text(corrected).expect("the page").replace(
        "| count {data-required data-indent=2} | number",
        "| count {data-required data-indent=2} | float",
    );
    let mut mended = docs();
    mended.insert(corrected, &text);
    let generated = generate(&mended, &overrides());
    let found: Vec<_> = generated
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].code, found[0].page.as_str()),
        (Code::StaleOverride, "overrides/fields.toml")
    );
    assert!(found[0].line > 1 && found[0].message.contains(corrected.trim_end_matches(".md")));
    assert!(found[0].help.contains("delete the override"));
    assert!(generated.output.is_empty());
}

/// The list of encrypted fields is that of these pages, and nobody has made it shorter in passing.
#[test]
fn m1_encrypted_fields_are_listed_and_counted() {
    let file = folder().join("overrides").join(FILE);
    let listed = fs::read_to_string(file).expect("the list of encrypted fields");
    let now = generated().encrypted.as_deref().unwrap_or_default();
    assert_eq!(now, listed, "`cargo xtask generate` writes it");
    let fields = listed.matches('"').count() / 2 - listed.matches("operation = ").count();
    assert!(fields >= 334, "{fields} encrypted fields");
}

/// The lock file is what these pages make of it, and changes nothing by itself.
#[test]
fn names_are_locked() {
    let file = folder().join("overrides").join(NAMES);
    let locked = fs::read_to_string(file).expect("the lock file");
    let now = generated().names.as_deref().unwrap_or_default();
    assert!(now == locked, "`cargo xtask generate` writes it");
}
