//! Calls a second with 1, 16 and 256 in flight, beside bare reqwest and bare aws-lc, by the clock.

use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use protocol::{Ends, Pair};
use tokio::runtime::Runtime;

/// Ours, and what it is measured against.
const KINDS: [&str; 3] = ["ours", "reqwest and aws-lc", "reqwest"];

fn throughput(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    // The server's threads keep it alive anyway.
    let pair: &'static Pair = Box::leak(Box::new(Pair::new(Ends::leaked())));
    let mut group = criterion.benchmark_group("throughput");
    for in_flight in [1_u32, 16, 256] {
        for kind in KINDS {
            let id = BenchmarkId::new(kind, in_flight);
            group.bench_function(id, |b| {
                b.iter_custom(|calls| several(&runtime, pair, in_flight, kind, calls))
            });
        }
    }
    group.finish();
}

/// How long at least so many calls take with so many at once, for just so many.
fn several(
    runtime: &Runtime,
    pair: &'static Pair,
    in_flight: u32,
    kind: &'static str,
    calls: u64,
) -> Duration {
    let each = calls.div_ceil(u64::from(in_flight)).max(4);
    let start = Instant::now();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..in_flight)
            .map(|_| tokio::spawn(repeated(pair, each, kind)))
            .collect();
        for task in tasks {
            task.await.expect("it ends well");
        }
    });
    let made = each * u64::from(in_flight);
    start.elapsed().mul_f64(calls as f64 / made as f64)
}

async fn repeated(pair: &'static Pair, each: u64, kind: &'static str) {
    for _ in 0..each {
        match kind {
            "ours" => pair.ours().await,
            "reqwest" => pair.bare().await,
            _ => pair.bare_and_rsa().await,
        }
    }
}

criterion_group!(benches, throughput);
criterion_main!(benches);
