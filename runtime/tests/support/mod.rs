//! What the tests share: vectors, a platform with keys of its own, a loopback server.
#![allow(dead_code, unreachable_pub, unused_imports)] // each test uses its part

pub mod faults;
pub mod files;
#[cfg(feature = "sm")]
pub mod gm;
pub mod lists;
pub mod openssl;
pub mod platform;
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
