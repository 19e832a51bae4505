//! What tests share: vectors, a platform and a merchant with keys of their own, a loopback server, a record of every kind.
//!
//! The tests of `runtime`, `generated` and `gateway`, the fuzz targets, the peers and the benchmarks use it. It panics where a test
//! would.
#![allow(missing_docs, unreachable_pub)] // tests read it, not documentation

pub mod expect;
pub mod faults;
pub mod files;
pub mod install;
pub mod lists;
pub mod platform;
pub mod records;
pub mod rotation;
pub mod sample;
pub mod script;
pub mod server;
mod vectors;

pub use vectors::{Case, KINDS, cases, run, vector, vectors};

/// The folder of the runtime's tests, which has the vectors.
pub fn tests() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/tests")
}
