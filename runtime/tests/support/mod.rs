//! What the tests share: vectors, a platform with keys of its own, a loopback server.
#![allow(dead_code, unreachable_pub, unused_imports)] // each test uses its part

#[cfg(feature = "tracing")]
pub mod capture;
pub mod faults;
pub mod files;
#[cfg(feature = "sm")]
pub mod gm;
pub mod keeper;
pub mod lists;
pub mod openssl;
pub mod platform;
pub mod records;
pub mod rotation;
pub mod sample;
pub mod script;
pub mod server;
#[cfg(feature = "reqwest")]
pub mod tls;
#[cfg(feature = "reqwest")]
pub mod tunnel;
mod vectors;

pub use vectors::{Case, KINDS, cases, run, vector, vectors};

/// The folder of the runtime's tests, which `neighbours` runs from below.
pub fn tests() -> std::path::PathBuf {
    let package = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = package.ancestors().map(|folder| folder.join("tests"));
    folders.find(|tests| tests.join("vectors").is_dir()).unwrap()
}
