//! Signing and verifying beside bare aws-lc, calls beside bare reqwest.
//!
//! One program does all of it, with the packages of our own Cargo.lock.

use std::fs;

use super::{cargo, folder, measured};
use crate::{Failure, repository};

const MAIN: &str = include_str!("protocol.main.rs.txt");
const CALLS: &str = include_str!("protocol.calls.rs.txt");

/// Runs these parts of the program: `crypto`, `call`, `throughput`.
pub(super) fn run(parts: &[&str]) -> Result<(), Failure> {
    let at = folder().join("protocol");
    let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", at.display()));
    fs::create_dir_all(at.join("src")).map_err(failed)?;
    let manifest = format!(
        "[package]\nname = \"protocol-bench\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\naws-lc-rs = {{ version = \"1.19\", default-features = false }}\nbase64 = \"0.23\"\n\
         reqwest = {{ version = \"0.13\", default-features = false, features = [\"rustls\", \"http2\"] }}\n\
         rustix = {{ version = \"1\", features = [\"time\"] }}\n\
         serde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"rt-multi-thread\", \"time\"] }}\n\
         wechatpay-openapi-runtime = {{ path = {:?} }}\n",
        repository().join("runtime"),
    );
    fs::write(at.join("Cargo.toml"), manifest).map_err(failed)?;
    fs::write(at.join("src/main.rs"), MAIN).map_err(failed)?;
    fs::write(at.join("src/calls.rs"), CALLS).map_err(failed)?;
    let lock = "Cargo.lock";
    fs::copy(repository().join(lock), at.join(lock)).map_err(failed)?;
    let words = [&["run", "--release", "--"][..], parts].concat();
    measured(cargo(&at, &words)).map(drop)
}
