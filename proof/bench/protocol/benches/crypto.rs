//! Signing and verifying 1 kB beside bare aws-lc.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use measure::CpuTime;
use protocol::Keys;

fn crypto(criterion: &mut Criterion<CpuTime>) {
    let keys = Keys::generated();
    let message = vec![b'x'; 1024];
    let signature = keys.bare_sign(&message);
    let text = keys.private.sign(&message).expect("it signs");
    let mut sign = criterion.benchmark_group("sign");
    sign.bench_function("ours", |b| b.iter(|| keys.private.sign(black_box(&message))));
    sign.bench_function("aws-lc", |b| b.iter(|| keys.bare_sign(black_box(&message))));
    sign.finish();
    let mut verify = criterion.benchmark_group("verify");
    verify.bench_function("ours", |b| {
        b.iter(|| {
            keys.public
                .verify(black_box(&message), black_box(&text))
                .expect("it verifies")
        });
    });
    verify.bench_function("aws-lc", |b| {
        let verify = || {
            keys.verifier
                .verify_sig(black_box(&message), black_box(&signature))
        };
        b.iter(|| verify().expect("it verifies"));
    });
    verify.finish();
}

criterion_group! {
    name = benches;
    config = measure::of_thread();
    targets = crypto
}
criterion_main!(benches);
