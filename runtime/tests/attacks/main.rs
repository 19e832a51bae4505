//! Attacks on the runtime, each a line of a table: what is done, and how it ends.
#![cfg(all(feature = "reqwest", feature = "test"))]

#[path = "../support/mod.rs"]
mod support;

mod files;
mod saving;
