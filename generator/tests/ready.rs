//! Every call that documents and `cargo xtask find` show compiles as it stands, and sends what its request must have.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wechatpay_openapi_generator::emit::ready;
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

/// A package with each call in a function of its own, checked beside the generated crate.
#[test]
fn every_call_compiles() {
    let mut source = "#![allow(deprecated, unused_variables)]\n".to_owned();
    let count = planned(|plan| {
        let operations = plan.operations();
        let calls = operations.map(|(node, verb)| ready::call(node, verb));
        calls.enumerate().fold(0, |_, (at, call)| {
            write!(
                source,
                "pub async fn call_{at}(client: &wechatpay_openapi::Client) -> Result<(), wechatpay_openapi::Error> {{\n\
                 {call}\nOk(())\n}}\n",
            )
            .expect("a string takes it");
            at + 1
        })
    });
    assert!(count > 1000, "{count}");
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ready");
    fs::create_dir_all(package.join("src")).expect("a folder can be made");
    fs::write(package.join("src/lib.rs"), source).expect("a file can be written");
    fs::write(package.join("Cargo.toml"), manifest()).expect("a file can be written");
    fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).expect("a lock file");
    // The workspace's own, so that what both depend on is compiled once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--manifest-path"])
        .arg(package.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target)
        .stdin(Stdio::null())
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

fn manifest() -> String {
    let generated = root()
        .join("generated")
        .canonicalize()
        .expect("the generated crate");
    format!(
        "[package]\nname = \"ready\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         wechatpay-openapi = {{ path = {:?}, default-features = false, features = [\"full\", \"reqwest\"] }}\n\n[profile.dev]\ndebug = \"line-tables-only\"\n",
        generated.display().to_string()
    )
}
