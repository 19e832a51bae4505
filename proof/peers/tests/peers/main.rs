//! Other people's SDKs against ours on loopback, both ways: what one side makes, the other accepts,
//! and what was altered on the way, the other refuses.
#![allow(unreachable_pub)] // one binary, many modules

mod certificates;
mod fields;
mod notifications;
mod ours;
mod server;
mod stand_in;
mod theirs;
mod uploads;
mod v2;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use peers::{Peer, Sdk};

/// One thing that is made on one side and judged on the other.
struct Exchange {
    name: &'static str,
    /// Who can do it.
    sdks: &'static [Sdk],
    /// Panics if either side does not do as it must.
    run: fn(&Arc<Peer>),
}

const BOTH: &[Sdk] = &[Sdk::Axios, Sdk::Python];
const AXIOS: &[Sdk] = &[Sdk::Axios];
const PYTHON: &[Sdk] = &[Sdk::Python];

fn exchanges(sdk: Sdk) -> Vec<&'static Exchange> {
    let all = [
        ours::EXCHANGES,
        theirs::EXCHANGES,
        fields::EXCHANGES,
        notifications::EXCHANGES,
        certificates::EXCHANGES,
        uploads::EXCHANGES,
        v2::EXCHANGES,
        stand_in::EXCHANGES,
    ];
    all.into_iter()
        .flatten()
        .filter(|exchange| exchange.sdks.contains(&sdk))
        .collect()
}

/// Runs every exchange with one peer and names all that fail.
fn run(sdk: Sdk, count: usize) {
    let exchanges = exchanges(sdk);
    assert_eq!(exchanges.len(), count, "exchanges with {sdk:?}");
    let Some(command) = sdk.command("peer", env!("CARGO_TARGET_TMPDIR")) else {
        return;
    };
    let peer = Arc::new(Peer::start(sdk, command));
    let mut failed = Vec::new();
    for exchange in exchanges {
        let outcome = catch_unwind(AssertUnwindSafe(|| (exchange.run)(&peer)));
        println!(
            "{sdk:?}: {}: {}",
            exchange.name,
            if outcome.is_ok() { "ok" } else { "FAILED" }
        );
        if outcome.is_err() {
            failed.push(exchange.name);
        }
    }
    assert!(failed.is_empty(), "{sdk:?}: {failed:?}");
}

#[test]
fn wechatpay_axios_plugin() {
    run(Sdk::Axios, 51);
}

#[test]
fn wechatpayv3() {
    run(Sdk::Python, 43);
}

#[test]
fn at_least_thirty() {
    let count = exchanges(Sdk::Axios).len() + exchanges(Sdk::Python).len();
    assert!(count >= 30, "{count}");
}
