//! Every documented operation, called through the typed client with its documented example, succeeds while every check is
//! strict; and a wrong key succeeds with none.

#[path = "../../../generated/tests/support/every.rs"]
mod every;
mod example;
mod exceptions;
mod strict;
mod way;

use std::collections::BTreeMap;

use wechatpay_gateway::check::{Check, Checks, Mode};
use wechatpay_gateway::journal::Filter;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::Client;
use wechatpay_openapi::catalogue::{self, Entry};
use wechatpay_openapi_runtime::{Answer, Chain, Operation, Verify, Version};

use every::EVERY;
use exceptions::Exceptions;
pub(crate) use way::{Came, Way, bare, with};

/// Every check at its strictest, but for those that a documented example fails for a reason.
fn checks(exceptions: &Exceptions) -> Checks {
    let mut checks = Checks::all(Mode::Strict);
    for (operation, check, _) in &exceptions.relaxed {
        let modes: &mut BTreeMap<Check, Mode> = checks.operations.entry(operation.clone()).or_default();
        modes.insert(*check, Mode::Off);
    }
    checks
}

struct Clients {
    merchant: Client,
    brand: Client,
}

impl Clients {
    fn of(&self, operation: &Operation) -> Chain {
        let client = match operation.path.starts_with("/brand/") {
            true => &self.brand,
            false => &self.merchant,
        };
        Chain::new(client)
    }
}

fn entry(operation: &Operation) -> &'static Entry {
    let mut entries = catalogue::operations();
    entries
        .find(|entry| entry.operation == operation)
        .expect("it is in the catalogue")
}

async fn call(gateway: &Gateway, clients: &Clients, way: &Way) -> Result<Came, String> {
    let operation = way.operation;
    let example = example::of(entry(operation), gateway);
    let mut chain = clients.of(operation);
    for value in example.path {
        chain = chain.param(value);
    }
    let certificate = [("gateway-client-certificate", gateway.keys().serial_no())];
    let headers = if operation.client_certificate {
        &certificate[..]
    } else {
        &[]
    };
    let came = way.call(chain, &example.fields, headers).await;
    let mut came = came.map_err(|error| format!("{error}"))?;
    if let Some(url) = &came.url {
        // Where a user's browser would go.
        let url = url.replacen("https://api.mch.weixin.qq.com", gateway.url(), 1);
        let page = reqwest::get(&url).await.map_err(|error| error.to_string())?;
        came.status = page.status().as_u16();
        let page = page.text().await.map_err(|error| error.to_string())?;
        if !page.starts_with("<!doctype html>") {
            return Err(format!("no page: {page}"));
        }
    }
    Ok(came)
}

/// What is wrong with an answer.
fn fault(gateway: &Gateway, operation: &Operation, came: &Came) -> Option<String> {
    // Every answer of v2 has it, whatever its page says.
    let unknown: Vec<&String> = came
        .unknown
        .iter()
        .filter(|pointer| *pointer != "/return_code")
        .collect();
    if !unknown.is_empty() {
        return Some(format!("unknown in the answer: {unknown:?}"));
    }
    let expected = match operation.answers {
        Answer::Empty(status) => status,
        _ => 200,
    };
    if came.status != expected {
        return Some(format!("{} instead of {expected}", came.status));
    }
    let is_file = matches!(
        operation.answers,
        Answer::File | Answer::CsvOrXml | Answer::Redirect
    );
    let by = came.verified_by.as_deref();
    match operation.version {
        Version::V3 if is_file || by == Some(&gateway.keys().public_key_id()) => None,
        Version::V2 if is_file || operation.verify != Verify::Signed || by == Some("api_v2_key") => None,
        _ => Some(format!("verified by {by:?}")),
    }
}

/// What the journal has of the last request.
fn refused(gateway: &Gateway) -> String {
    let last = gateway.world().journal.find(&Filter::default()).pop();
    last.map_or_else(String::new, |last| format!("{:?}", last.verdict))
}

async fn start(exceptions: &Exceptions) -> (Gateway, Clients) {
    let settings = Settings {
        checks: checks(exceptions),
        is_stateful: false,
        ..Settings::default()
    };
    let gateway = Gateway::start(settings).await.unwrap();
    let clients = Clients {
        merchant: gateway.client().build().unwrap(),
        brand: gateway.brand_client().build().unwrap(),
    };
    (gateway, clients)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_succeeds() {
    let exceptions = Exceptions::read();
    let (gateway, clients) = start(&exceptions).await;
    let mut wrong = Vec::new();
    let mut totals = BTreeMap::<String, usize>::new();
    for way in EVERY {
        let operation = way.operation;
        let outcome = call(&gateway, &clients, way).await;
        let found = match &outcome {
            Ok(came) => fault(&gateway, operation, came),
            Err(error) => Some(format!("{error} {}", refused(&gateway))),
        };
        match found {
            Some(found) => wrong.push(format!("{operation}: {found}")),
            None => *totals.entry(kind(operation)).or_default() += 1,
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} fail:\n{}",
        wrong.len(),
        EVERY.len(),
        wrong.join("\n")
    );
    let totals: String = totals
        .into_iter()
        .map(|(kind, count)| format!("{kind} {count}\n"))
        .collect();
    assert_eq!(EVERY.len(), catalogue::operations().count());
    expect_test::expect_file!["totals.txt"].assert_eq(&totals);
    gateway.shutdown().await;
}

fn kind(operation: &Operation) -> String {
    let answers = match operation.answers {
        Answer::Empty(_) => "empty".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    format!("{} {answers}", operation.version)
}
