//! Bytes that are allocated, ours and those of C libraries, as criterion's clock.

use criterion::measurement::{Measurement, ValueFormatter};
use criterion::{Criterion, Throughput};

/// What a benchmark leaves allocated, by `iter_with_large_drop`: all results are kept until it is read.
pub struct Heap;

/// Criterion by allocated bytes, which are the same each time.
pub fn of_heap() -> Criterion<Heap> {
    Criterion::default().with_measurement(Heap).sample_size(10)
}

impl Measurement for Heap {
    type Intermediate = usize;
    type Value = usize;

    fn start(&self) -> usize {
        allocated()
    }

    fn end(&self, start: usize) -> usize {
        allocated().saturating_sub(start)
    }

    fn add(&self, one: &usize, other: &usize) -> usize {
        one + other
    }

    fn zero(&self) -> usize {
        0
    }

    fn to_f64(&self, value: &usize) -> f64 {
        *value as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self
    }
}

/// Of the system's allocator, which Rust's and aws-lc's are.
fn allocated() -> usize {
    // SAFETY: it takes nothing and fills a struct of numbers.
    let info = unsafe { libc::mallinfo2() };
    info.uordblks + info.hblkhd
}

impl ValueFormatter for Heap {
    fn scale_values(&self, _: f64, _: &mut [f64]) -> &'static str {
        "B"
    }

    fn scale_throughputs(&self, _: f64, _: &Throughput, _: &mut [f64]) -> &'static str {
        "B"
    }

    fn scale_for_machines(&self, _: &mut [f64]) -> &'static str {
        "B"
    }
}
