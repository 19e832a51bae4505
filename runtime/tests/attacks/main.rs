//! What was tried against the runtime, and what it does instead: each file is a list of attacks on one subject.

#[path = "../support/mod.rs"]
mod support;

mod numbers;
mod values;
