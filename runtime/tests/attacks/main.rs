//! Attacks on the runtime, each a line of a table: what is done, and how it ends.

#[path = "../support/mod.rs"]
mod support;

mod headers;
mod outcomes;
mod retries;
