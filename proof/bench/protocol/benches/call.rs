//! A call on loopback, signed, verified and typed, beside bare reqwest and bare aws-lc.

use criterion::{Criterion, criterion_group, criterion_main};
use measure::CpuTime;
use protocol::{Ends, Pair};

fn call(criterion: &mut Criterion<CpuTime>) {
    let pair = Pair::new(Ends::leaked());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let mut group = criterion.benchmark_group("call");
    group.bench_function("ours", |b| b.iter(|| runtime.block_on(pair.ours())));
    group.bench_function("reqwest", |b| b.iter(|| runtime.block_on(pair.bare())));
    group.bench_function("aws-lc", |b| b.iter(|| pair.rsa()));
    group.bench_function("reqwest and aws-lc", |b| {
        b.iter(|| runtime.block_on(pair.bare_and_rsa()))
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = measure::of_thread();
    targets = call
}
criterion_main!(benches);
