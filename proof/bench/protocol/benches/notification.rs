//! A notification, verified, decrypted and typed, beside bare aws-lc and serde_json's derive.

use criterion::{Criterion, criterion_group, criterion_main};
use measure::CpuTime;
use protocol::{Ends, Notification};

fn notification(criterion: &mut Criterion<CpuTime>) {
    let notification = Notification::new(Ends::leaked());
    let mut group = criterion.benchmark_group("notification");
    group.bench_function("ours", |b| b.iter(|| notification.ours()));
    group.bench_function("aws-lc and derive", |b| b.iter(|| notification.bare()));
    group.bench_function("aws-lc verifies", |b| b.iter(|| notification.bare_verify()));
    group.finish();
}

criterion_group! {
    name = benches;
    config = measure::of_thread();
    targets = notification
}
criterion_main!(benches);
