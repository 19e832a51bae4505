//! The first verified answer of a process: with our client, with one that was warmed up, and with bare reqwest and aws-lc;
//! with our client, too, in the program that `ONCE_WITHOUT_JITTER` names, if it does.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use protocol::{Ends, Once, server};

fn first(criterion: &mut Criterion) {
    let ends = Ends::leaked();
    let origin = server(&ends.platform);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    Once::write(ends, folder);
    let mut group = criterion.benchmark_group("first");
    group.sample_size(20).sampling_mode(SamplingMode::Flat);
    let once = PathBuf::from(env!("CARGO_BIN_EXE_once"));
    let without_jitter = std::env::var_os("ONCE_WITHOUT_JITTER").map(PathBuf::from);
    let programs = [("ours", &once), ("warm", &once), ("bare", &once)].into_iter();
    for (kind, program) in programs.chain(without_jitter.as_ref().map(|other| ("without jitter", other))) {
        group.bench_function(kind, |b| {
            b.iter_custom(|times| {
                let mut command = Command::new(program);
                command.args([kind, &origin]).arg(folder);
                (0..times).map(|_| told(&mut command)).sum()
            })
        });
    }
    group.finish();
}

/// The nanoseconds that the program prints.
fn told(command: &mut Command) -> Duration {
    let output = command.output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("a number");
    Duration::from_nanos(text.trim().parse().expect("a number"))
}

criterion_group!(benches, first);
criterion_main!(benches);
