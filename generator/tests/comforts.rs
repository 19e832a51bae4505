//! What operations offer besides their one call: each is listed in `comforts.txt`, and overrides have the last word.

use std::fmt::Display;
use std::path::Path;

use expect_test::expect_file;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Operation, url};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs")
}

fn api(more: &str) -> (Api, Vec<String>) {
    let docs = Docs::read(&folder()).expect("docs-specs can be read");
    let mut overrides = Overrides::read(&folder().join("overrides")).expect("the overrides can be read");
    overrides.add("test.toml", more).expect("TOML");
    let read = read(&docs, &overrides);
    let found = read.diagnostics.iter().map(ToString::to_string);
    let found = found.filter(|text| text.contains("test.toml")).collect();
    (read.api, found)
}

/// A line for each comfort of an operation.
fn lines(operation: &Operation) -> Vec<String> {
    let line = |kind: &str, fact: Option<&dyn Display>| {
        let fact = fact?;
        let (method, path) = (operation.method.as_str(), url(&operation.path));
        Some(format!("{kind:5} {method} {path}: {fact}"))
    };
    let all = &operation.comforts;
    [
        line("sheet", all.sheet.as_ref().map(|fact| fact as &dyn Display)),
        line("pages", all.pages.as_ref().map(|fact| fact as &dyn Display)),
        line("wait", all.wait.as_ref().map(|fact| fact as &dyn Display)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn the_list_is_as_it_was() {
    let (api, _) = api("");
    let mut all: Vec<String> = api.operations.iter().flat_map(lines).collect();
    all.sort();
    let seen = all.join("\n") + "\n";
    expect_file!["comforts.txt"].assert_eq(&seen);
}

/// Overrides, each with what its operation offers then, or what is said of the override.
const CASES: [(&str, &str, &str, &str, &str); 6] = [
    ("sheet", "pay/transactions/native", "url", "none", ""),
    (
        "sheet",
        "pay/transactions/h5",
        "url",
        "jsapi",
        "sheet POST /v3/pay/transactions/h5: jsapi",
    ),
    (
        "pages",
        "merchant-service/complaints-v2",
        "offset data total_count",
        "offset>next data",
        "pages GET /v3/merchant-service/complaints-v2: offset>next data",
    ),
    (
        "wait",
        "pay/transactions/id/{transaction_id}",
        "trade_state SUCCESS REFUND CLOSED REVOKED PAYERROR",
        "trade_state CLOSED",
        "wait  GET /v3/pay/transactions/id/{transaction_id}: trade_state CLOSED",
    ),
    ("sheet", "pay/transactions/app", "url", "none", "finds nothing"),
    (
        "sheet",
        "pay/transactions/jsapi",
        "jsapi",
        "paper",
        "`paper` cannot be read",
    ),
];

#[test]
fn overrides_have_the_last_word() {
    let entry = |(kind, page, seen, value, _): &(&str, &str, &str, &str, &str)| {
        format!(
            "[[{kind}]]\npage = \"openapi/v3/{page}\"\nseen = \"{seen}\"\nvalue = \"{value}\"\nreason = \"a test\"\n"
        )
    };
    let (api, found) = api(&CASES.iter().map(entry).collect::<String>());
    for (_, page, _, value, expected) in CASES {
        let page = format!("openapi/v3/{page}");
        let operation = api.operations.iter().find(|one| one.page == page).expect(&page);
        let said = found
            .iter()
            .filter(|text| text.contains(&page) || text.contains(value));
        let told: Vec<String> = lines(operation).into_iter().chain(said.cloned()).collect();
        match expected {
            "" => assert!(told.is_empty(), "{page}: {told:?}"),
            expected => assert!(
                told.iter().any(|line| line.contains(expected)),
                "{page}: {told:?}"
            ),
        }
    }
}
