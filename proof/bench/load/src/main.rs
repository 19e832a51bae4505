//! Many signed requests at once to a gateway that runs as a program of its own: requests a second beside the RSA operations in
//! them, errors, and the gateway's memory after so many requests.

mod gateway;
mod mix;
mod rsa;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Parser;

use gateway::Gateway;
use mix::{Load, Mix, Run};

/// Many signed requests at once to a gateway.
#[derive(Parser)]
struct Options {
    /// The gateway's program
    gateway: PathBuf,
    /// How many connections
    #[arg(long, default_value_t = 256)]
    connections: usize,
    /// How long requests are counted for their speed
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Of how many requests memory is told, at least
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 50_000, 100_000, 200_000])]
    marks: Vec<u64>,
    /// More arguments for the gateway
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// How long the RSA operations are done alone, before the load and after it.
const ALONE: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let mut errors = 0;
    for mix in [Mix::OrdersAndQueries, Mix::Queries] {
        let gateway = Gateway::start(&options.gateway, &options.arguments)?;
        let load = Load {
            mix,
            connections: options.connections,
            time: Duration::from_secs(options.seconds),
            marks: &options.marks,
        };
        let before = rsa::alone(ALONE);
        let run = load.run(&gateway).await?;
        let after = rsa::alone(ALONE);
        tell(&options, mix, &run, [before, after]);
        errors += run.errors.count;
    }
    Ok(if errors == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// One line each, as `cargo xtask bench` prints them.
fn tell(options: &Options, mix: Mix, run: &Run, alone: [rsa::Alone; 2]) {
    let line =
        |what: &str, told: String| println!("load         {:<48} {told}", format!("{}: {what}", mix.name()));
    let rounds = alone.iter().map(|alone| alone.a_second).sum::<f64>() / 2.0;
    let cpu = alone.iter().map(|alone| alone.cpu_seconds).sum::<f64>() / 2.0;
    line(
        "a second, of the RSA in them alone",
        format!(
            "{:.2}x   {:.0} of {rounds:.0}, {} connections, {} s",
            run.a_second / rounds,
            run.a_second,
            options.connections,
            options.seconds
        ),
    );
    line(
        "CPU time of both sides, of that RSA's",
        format!("{:.2}x", run.cpu_seconds / cpu),
    );
    line(
        "errors",
        format!("{} of {}{}", run.errors.count, run.requests, run.errors.first),
    );
    let memory = run
        .memory
        .iter()
        .map(|(requests, mib)| format!("{requests}: {mib:.1}"));
    line("MiB after so many", memory.collect::<Vec<_>>().join("   "));
}
