//! Trees of TypeScript pages alone give crates that compile, without a warning.
//!
//! One tree is our own: the golden cases of this dialect. The documentation, and the
//! page that the project began with, are used where they lie beside the checkout,
//! which is said if they do not.

mod semver;
mod workspace;

use std::fs;
use std::path::{Path, PathBuf};

use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::generate;
use wechatpay_openapi_generator::page::Dialect;
use wechatpay_openapi_generator::source::Docs;

/// Where the page that the project began with lies.
const FIRST: &str = "openapi/v3/marketing/busifavor/coupons/disassociate.md";
/// Calls an operation that the pages of all trees document.
const DISASSOCIATE: &str = include_str!("disassociate.rs.txt");
/// Calls what the constructs of our own tree become.
const CONSTRUCTS: &str = include_str!("constructs.rs.txt");

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Generates a crate from pages of this dialect alone, and checks it with its callers.
#[track_caller]
fn compiles(name: &str, docs: &Docs, operations: usize, callers: &[(&str, &str)]) {
    for (path, text) in docs.iter() {
        if let (Parsed::Page(page), _) = dialect::parse(path, text) {
            assert_eq!(page.dialect, Dialect::Twoslash, "{path}");
        }
    }
    let generated = generate(docs, &Overrides::default());
    assert_eq!(generated.totals.gaps(), Vec::<String>::new());
    let all = generated.totals.v3_operations + generated.totals.v2_operations;
    assert_eq!(all, operations);
    assert!(!generated.output.is_empty(), "{:#?}", generated.diagnostics);
    let said = workspace::check(name, &generated.output, "full", callers);
    assert!(
        said.contains("Finished") && !said.contains("warning"),
        "{name}:\n{said}"
    );
}

#[test]
fn our_own_pages() {
    let mut docs = Docs::new();
    for case in ["twoslash", "twoslash_forms", "twoslash_xml"] {
        let file = here("tests/golden").join(case).join("in.md");
        let text = fs::read_to_string(file).expect("a golden case");
        for page in text.split("@@ ").skip(1) {
            let (path, page) = page.split_once('\n').expect("text below the path");
            docs.insert(path, page);
        }
    }
    docs.insert(FIRST, include_str!("disassociate.md"));
    let callers = [("disassociate", DISASSOCIATE), ("constructs", CONSTRUCTS)];
    compiles("own", &docs, 9, &callers);
}

#[test]
fn n10_a_step_that_is_switched_off_names_its_feature() {
    let docs: Docs = [(FIRST, include_str!("disassociate.md"))].into_iter().collect();
    let generated = generate(&docs, &Overrides::default());
    let caller = "fn main() {}\n\n/// Calls what is off.\npub fn call(client: &wechatpay_openapi::Client) {\n    \
                  client.v3().marketing().busifavor();\n}\n";
    let said = workspace::check("off", &generated.output, "", &[("off", caller)]);
    for part in [
        "the feature `v3-marketing` of `wechatpay-openapi` is off",
        "no method named `busifavor` found for struct `wechatpay_openapi::FeatureIsOff`",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(said.matches("error[").count(), 1, "one cause, one error: {said}");
}

#[test]
fn the_page_that_the_project_began_with() {
    let file = here("../../shared/seeds/twoslash-disassociate.md");
    let Ok(text) = fs::read_to_string(&file) else {
        eprintln!("skipped: there is no seed at {}", file.display());
        return;
    };
    let docs: Docs = [(FIRST, text)].into_iter().collect();
    compiles("seed", &docs, 1, &[("disassociate", DISASSOCIATE)]);
}

#[test]
fn the_whole_documentation() {
    let root = here("../../shared/corpus/wechatpay-js");
    if !root.is_dir() {
        eprintln!("skipped: there is no corpus at {}", root.display());
        return;
    }
    let docs = Docs::read(&root).expect("the corpus can be read");
    compiles("corpus", &docs, 428, &[("disassociate", DISASSOCIATE)]);
}
