//! A client for one of many merchants beside bare aws-lc reading the same two keys: time, and what stays in memory.

use criterion::measurement::Measurement;
use criterion::{Criterion, criterion_group, criterion_main};
use measure::{CpuTime, Heap};
use protocol::{Ends, Merchant};

fn time(criterion: &mut Criterion<CpuTime>) {
    both(criterion, "merchants");
}

fn memory(criterion: &mut Criterion<Heap>) {
    both(criterion, "heap");
}

/// With all results kept until what was measured is read.
fn both<M: Measurement + 'static>(criterion: &mut Criterion<M>, name: &str) {
    let merchant = Merchant::new(Ends::leaked());
    let mut group = criterion.benchmark_group(name);
    group.bench_function("ours", |b| b.iter_with_large_drop(|| merchant.ours()));
    group.bench_function("aws-lc", |b| b.iter_with_large_drop(|| merchant.bare()));
    group.finish();
}

criterion_group! {
    name = times;
    config = measure::of_thread();
    targets = time
}
criterion_group! {
    name = memories;
    config = measure::of_heap();
    targets = memory
}
criterion_main!(times, memories);
