//! CPU time as criterion's clock: what others do on the machine is not in it, waiting is not either. And memory.

mod heap;

use std::time::Duration;

use criterion::Criterion;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};
pub use heap::{Heap, of_heap};
use rustix::time::{ClockId, clock_gettime};

static WALL: WallTime = WallTime;

/// The CPU time of a thread or of the whole process.
pub struct CpuTime(ClockId);

impl CpuTime {
    fn now(&self) -> Duration {
        clock_gettime(self.0).try_into().expect("time is not negative")
    }
}

impl Measurement for CpuTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        self.now()
    }

    fn end(&self, start: Duration) -> Duration {
        self.now() - start
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WALL.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WALL.formatter()
    }
}

/// Criterion by the CPU time of the benchmark's own thread.
pub fn of_thread() -> Criterion<CpuTime> {
    Criterion::default().with_measurement(CpuTime(ClockId::ThreadCPUTime))
}

/// Criterion by the CPU time of all threads: of a call the server's are in it, for us and for the reference.
pub fn of_process() -> Criterion<CpuTime> {
    Criterion::default().with_measurement(CpuTime(ClockId::ProcessCPUTime))
}

/// The CPU time of this process since it began.
pub fn cpu_nanoseconds() -> u128 {
    CpuTime(ClockId::ProcessCPUTime).now().as_nanos()
}
