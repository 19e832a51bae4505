//! `cargo xtask bench`: what the design claims, measured again, as ratios.

mod compile;
mod program;
mod programs;
mod ratio;

use anyhow::Result;

use crate::cli::{Bench, Measure};

pub(crate) fn run(options: &Bench) -> Result<()> {
    let chosen = |measure| options.measures.is_empty() || options.measures.contains(&measure);
    if chosen(Measure::Compile) {
        compile::run()?;
    }
    for measure in [
        Measure::Codec,
        Measure::Crypto,
        Measure::Call,
        Measure::Throughput,
        Measure::Generator,
    ] {
        if chosen(measure) {
            programs::run(measure, options.docs.as_deref())?;
        }
    }
    Ok(())
}
