//! The gateway as a program: `wechatpay-gateway --help`.

mod cli;

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser as _;
use wechatpay_gateway::Gateway;
use wechatpay_gateway::notify::Pace;
use wechatpay_gateway::snapshot::save;

use cli::{Options, welcome};

fn main() -> ExitCode {
    let options = Options::parse();
    log(&options);
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wechatpay-gateway: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What goes wrong inside is told on standard error.
fn log(options: &Options) {
    tracing_subscriber::fmt()
        .with_max_level(options.log_level())
        .with_writer(std::io::stderr)
        .init();
}

#[tokio::main]
async fn run(options: Options) -> Result<()> {
    let settings = options.settings()?;
    let gateway = Gateway::start(settings).await?;
    options.expect_merchant(&gateway.keys().mchid())?;
    if let Some(factor) = options.notify_factor {
        let outbox = &gateway.world().outbox;
        outbox.set_pace(Pace {
            factor,
            ..outbox.pace()
        });
    }
    print!("{}", welcome(&gateway, &options));
    stopped().await?;
    eprintln!("stopping");
    let world = gateway.world().clone();
    gateway.shutdown().await;
    options.state.map_or(Ok(()), |file| save(&world, &file))
}

/// Waits for Ctrl-C, or on Unix for whoever ends the process.
async fn stopped() -> Result<()> {
    let interrupted = async { tokio::signal::ctrl_c().await.context("cannot wait for Ctrl-C") };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
        tokio::select! {
            result = interrupted => result,
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    interrupted.await
}
