//! What must hold for any input, tried on many: the same ones each time.
//!
//! A failing input is kept beside the test, in a file to be committed with the fix.

#[path = "../support/mod.rs"]
mod support;

mod protocol;
mod record;
mod time;
mod upload;
mod url;
mod xml;

use std::sync::LazyLock;

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};
use wechatpay_openapi_runtime::Client;

/// One for all cases: making its connections takes longer than a case.
pub(crate) fn client() -> &'static Client {
    static CLIENT: LazyLock<Client> = LazyLock::new(support::platform::client);
    &CLIENT
}

/// So many cases, from a fixed seed.
pub(crate) fn cases(cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(0x5eed),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..Config::default()
    }
}
