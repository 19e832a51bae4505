//! `cargo xtask bench`: what the design claims, measured again, as ratios.

mod compile;
mod gateway;
mod lines;
mod program;
mod programs;
mod ratio;
mod setup;
mod weight;

use anyhow::Result;

use crate::cli::{Bench, Measure};

pub(crate) fn run(options: &Bench) -> Result<()> {
    let chosen = |measure| options.measures.is_empty() || options.measures.contains(&measure);
    if chosen(Measure::Compile) {
        compile::run()?;
    }
    if chosen(Measure::Setup) {
        setup::run()?;
    }
    if chosen(Measure::Weight) {
        weight::run()?;
    }
    if chosen(Measure::Gateway) {
        gateway::run()?;
    }
    for measure in [
        Measure::Codec,
        Measure::Crypto,
        Measure::Call,
        Measure::Throughput,
        Measure::Notification,
        Measure::Merchants,
        Measure::First,
        Measure::Generator,
    ] {
        if chosen(measure) {
            programs::run(measure, options.docs.as_deref())?;
        }
    }
    Ok(())
}
