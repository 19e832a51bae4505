//! Every call that documents and `cargo xtask find` show compiles as it stands, and sends what its request must have.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use wechatpay_openapi_generator::emit::{Style, emit, ready};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::plan::Crate;
use wechatpay_openapi_generator::run;
use wechatpay_openapi_generator::source::Docs;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What `read` makes of the planned crate of docs-specs.
fn planned<T>(read: impl FnOnce(&Crate<'_>) -> T) -> T {
    let docs_specs = root().join("docs-specs");
    let docs = Docs::read(&docs_specs).expect("docs-specs");
    let overrides = Overrides::read(&docs_specs.join("overrides")).expect("the overrides");
    run(&docs, &overrides, read).made
}

/// The call that a module's operation is shown with.
fn shown(module: &str) -> String {
    planned(|plan| {
        let mut all = plan.operations();
        let found = all.find(|(_, verb)| verb.path.join("::") == module);
        let (node, verb) = found.unwrap_or_else(|| panic!("no {module}"));
        ready::call(node, verb)
    })
}

#[test]
fn n6_a_call_has_what_the_request_must_have() {
    for (module, expected) in [
        (
            "v3::refund::domestic::refunds::post",
            r#"use wechatpay_openapi::v3::refund::domestic::refunds::post;

let request = post::Request::new()
    .transaction_id("1217752501201407033233368018")
    .out_refund_no("1217752501201407033233368018")
    .amount(post::Amount::new().refund(888).total(888).currency("CNY"));
let answer = client.v3().refund().domestic().refunds().post(request).await?;"#,
        ),
        (
            "v3::merchant_service::complaint_notifications::get",
            "let answer = client.v3().merchant_service().complaint_notifications().get().await?;",
        ),
        (
            "v3::pay::transactions::out_trade_no::out_trade_no::close::post",
            r#"use wechatpay_openapi::v3::pay::transactions::out_trade_no::out_trade_no::close::post;

let request = post::Request::new().mchid("1230000109");
let answer = client
    .v3()
    .pay()
    .transactions()
    .out_trade_no()
    .out_trade_no("1217752501201407033233368018")
    .close()
    .post(request)
    .await?;"#,
        ),
    ] {
        assert_eq!(shown(module), expected, "{module}");
    }
}

/// Where an operation is called, rustdoc compiles its call.
#[test]
fn every_method_shows_its_call() {
    let (count, missing) = planned(|plan| {
        let output = emit(plan, Style::Tables);
        let lines = output.iter().flat_map(|(_, text)| text.lines());
        let docs: BTreeSet<&str> = lines
            .filter_map(|line| line.trim_start().strip_prefix("/// "))
            .collect();
        let all: Vec<_> = plan.operations().collect();
        let missing: Vec<String> = all
            .iter()
            .filter(|(node, verb)| {
                !ready::call(node, verb)
                    .lines()
                    .all(|line| line.is_empty() || docs.contains(line))
            })
            .map(|(_, verb)| verb.path.join("::"))
            .collect();
        (all.len(), missing)
    });
    assert!(count > 1000, "{count}");
    assert_eq!(missing, Vec::<String>::new());
}
