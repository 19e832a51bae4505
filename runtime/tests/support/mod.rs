//! What the tests share with other packages, and what only the runtime's own need.
#![allow(dead_code, unreachable_pub, unused_imports)] // each test uses its part

#[cfg(feature = "tracing")]
pub mod capture;
#[cfg(feature = "sm")]
pub mod gm;
pub mod keeper;
pub mod openssl;
#[cfg(feature = "reqwest")]
pub mod tls;
#[cfg(feature = "reqwest")]
pub mod tunnel;

pub use test_support::*;
