//! From the documentation of WeChat Pay to a Rust SDK.
//!
//! ```text
//! sources ── parse ─ merge ─ normalise ──> docs-specs
//! docs-specs ── parse ─ fix ─ lower ─ name ─ share ─ emit ──> generated, OpenAPI
//! ```
//!
//! [`pipeline`] is these two lists. Every stage is a function over plain data
//! that also gives back what it found wrong; reading and writing files happens
//! in [`source`] and [`output`] alone.
//!
//! Who uses it are `cargo xtask`, the benchmarks and the tests of this repository. Public is what they need besides
//! the two lists: the data between the stages ([`page`], [`ir`], [`plan`], [`fix::Overrides`], [`diagnostic`],
//! [`totals`]), each stage by itself, for `xtask import`, a benchmark and tests that want a part of the way ([`dialect`],
//! [`parse`], [`merge`], [`normalise`], [`lower`], [`name`], [`share`], [`emit`]), and what is told of a tree or of two
//! ([`explain`], [`diff`], [`states`], [`needless`]).

mod comfort;
pub mod diagnostic;
pub mod dialect;
pub mod diff;
pub mod emit;
pub mod explain;
pub mod fix;
pub mod ir;
pub mod lower;
pub mod merge;
pub mod name;
pub mod needless;
pub mod normalise;
pub mod output;
pub mod page;
pub mod parse;
mod pattern;
pub mod pipeline;
pub mod plan;
pub mod share;
pub mod source;
pub mod states;
pub mod totals;

pub use pipeline::{Described, Generated, Reading, Run, describe, generate, generate_as, read, run};
