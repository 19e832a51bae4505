//! Signing and verifying beside bare aws-lc, calls beside bare reqwest.
//!
//! One program does all of it, with the packages of our own Cargo.lock.

use super::program::{cargo, measured, program};
use crate::{Failure, repository};

const MAIN: &str = include_str!("protocol.main.rs.txt");
const CALLS: &str = include_str!("protocol.calls.rs.txt");

/// Runs these parts of the program: `crypto`, `call`, `throughput`.
pub(super) fn run(parts: &[&str]) -> Result<(), Failure> {
    let manifest = format!(
        "[package]\nname = \"protocol-bench\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\naws-lc-rs = {{ version = \"1.19\", default-features = false }}\nbase64 = \"0.23\"\n\
         reqwest = {{ version = \"0.13\", default-features = false, features = [\"rustls\", \"http2\"] }}\n\
         rustix = {{ version = \"1\", features = [\"time\"] }}\n\
         serde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"rt-multi-thread\", \"time\"] }}\n\
         wechatpay-openapi-runtime = {{ path = {:?} }}\n",
        repository().join("runtime"),
    );
    let at = program("protocol", &manifest, &[("main.rs", MAIN), ("calls.rs", CALLS)])?;
    let words = [&["run", "--release", "--"][..], parts].concat();
    measured(cargo(&at, &words)).map(drop)
}
