//! Attacks: what somebody tries, and what must come of it. Each file is a subject, each table a list to be read.

#[path = "../support/mod.rs"]
mod support;

#[cfg(feature = "blocking")]
mod blocking;
mod clocks;
#[cfg(feature = "reqwest")]
mod fetching;
mod memory;
mod times;
