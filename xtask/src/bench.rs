//! `cargo xtask bench`: what the design claims, measured again, as ratios.

mod codec;
mod compile;
mod generator;
mod program;
mod protocol;

use crate::Failure;
use crate::cli::{Bench, Measure};

pub(crate) fn run(options: &Bench) -> Result<(), Failure> {
    let chosen = |measure| options.measures.is_empty() || options.measures.contains(&measure);
    if chosen(Measure::Compile) {
        compile::run()?;
    }
    if chosen(Measure::Codec) {
        codec::run()?;
    }
    let parts = [
        (Measure::Crypto, "crypto"),
        (Measure::Call, "call"),
        (Measure::Throughput, "throughput"),
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .filter(|(measure, _)| chosen(*measure))
        .map(|(_, part)| part)
        .collect();
    if !parts.is_empty() {
        protocol::run(&parts)?;
    }
    if chosen(Measure::Generator) {
        generator::run(options.docs.as_deref())?;
    }
    Ok(())
}
