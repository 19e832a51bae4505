//! How much there is of each kind in docs-specs: the one place where tests keep such numbers is `counts.txt`.
//!
//! A number that changes is something that came, went or is read differently: look which before you accept it with
//! `UPDATE_EXPECT=1 cargo test -p wechatpay-openapi-generator --test counts`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use expect_test::expect_file;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{
    Api, Body, Cipher, Effect, Host, Notification, Operation, Response, Verify, Version,
};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Reading, read};

/// Whether an operation is of some kind.
type IsOne = fn(&Operation) -> bool;

/// What is counted of operations, beside what the account of the run has.
const KINDS: [(&str, IsOne); 17] = [
    ("uploads", |one| matches!(one.body, Body::Multipart(_))),
    ("XML bodies", |one| matches!(one.body, Body::Xml(_))),
    ("unsigned answers", |one| one.verify == Verify::Unsigned),
    ("answers signed or not", |one| {
        one.verify == Verify::SignedIfPresent
    }),
    ("answers signed by digest", |one| {
        one.verify == Verify::StatementSha1
    }),
    ("files", |one| one.response == Response::File),
    ("redirects", |one| one.response == Response::Redirect),
    ("bills or an error", |one| {
        matches!(one.response, Response::CsvOrXmlError(_))
    }),
    ("answers 204", |one| one.response == Response::Empty(204)),
    ("answers 202", |one| one.response == Response::Empty(202)),
    ("Hong Kong too", |one| one.host == Host::HongKongOptional),
    ("Hong Kong alone", |one| one.host == Host::HongKong),
    ("other hosts", |one| {
        matches!(
            one.host,
            Host::Fraud | Host::Payapp | Host::Weixin | Host::PayWechatpay
        )
    }),
    ("client certificates", |one| one.client_certificate),
    ("without nonce", |one| one.nonceless),
    ("with fragment", |one| one.fragment.is_some()),
    ("without example", |one| one.example.is_none()),
];

const CIPHERS: [(&str, Cipher); 4] = [
    ("AES-GCM of JSON", Cipher::AesGcmJson),
    ("AES-GCM of XML", Cipher::AesGcmXml),
    ("AES-ECB of XML", Cipher::AesEcbXml),
    ("not encrypted", Cipher::Plain),
];

fn reading() -> Reading {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&folder).expect("docs-specs can be read");
    let overrides = Overrides::read(&folder.join("overrides")).expect("the overrides can be read");
    read(&docs, &overrides)
}

/// Which operations may be repeated, by version and verb: a wrong number repeats a payment.
fn effects(api: &Api) -> BTreeMap<(Version, &str), [usize; 4]> {
    let mut rows: BTreeMap<_, [usize; 4]> = BTreeMap::new();
    for operation in &api.operations {
        let row = rows
            .entry((operation.version, operation.method.as_str()))
            .or_default();
        let at = Effect::ALL.iter().position(|effect| *effect == operation.effect);
        row[at.expect("all effects are there")] += 1;
    }
    rows
}

fn table(reading: &Reading) -> String {
    let Reading { api, totals, .. } = reading;
    let mut text = format!("{totals}\n\noperations\n");
    let mut line = |what: &str, count: usize| writeln!(text, "{count:>6}  {what}").expect("a string");
    for (what, is_one) in KINDS {
        line(what, api.operations.iter().filter(|one| is_one(one)).count());
    }
    text.push_str("\nnotifications\n");
    let mut line = |what: &str, count: usize| writeln!(text, "{count:>6}  {what}").expect("a string");
    for (what, cipher) in CIPHERS {
        let is_one = |one: &&Notification| one.cipher == cipher;
        line(what, api.notifications.iter().filter(is_one).count());
    }
    text.push_str("\na second sending: none, once, keyed, each\n");
    for ((version, verb), [none, once, keyed, each]) in effects(api) {
        writeln!(text, "{none:>6}{once:>6}{keyed:>6}{each:>6}  {version:?} {verb}").expect("a string");
    }
    text
}

#[test]
fn t11_m6_what_there_is_of_each_kind() {
    expect_file!["counts.txt"].assert_eq(&table(&reading()));
}

#[test]
fn each_notification_says_something_and_is_answered() {
    let mut all = reading().api.notifications;
    all.retain(|one| one.payload.is_empty() || one.ack.is_empty());
    assert_eq!(all.iter().map(|one| &*one.page).collect::<Vec<_>>(), [""; 0]);
}
