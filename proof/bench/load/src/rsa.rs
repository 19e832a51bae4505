//! The RSA operations of a request, alone: both sides sign, and both verify.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use protocol::Ends;

/// What was measured.
#[derive(Clone, Copy)]
pub struct Alone {
    /// How many requests' operations a second, on all cores.
    pub a_second: f64,
    /// CPU time of one request's.
    pub cpu_seconds: f64,
}

/// As long as the messages are that they are of: a request with its five lines.
const MESSAGE: usize = 512;

/// Does them on every core for so long.
pub fn alone(time: Duration) -> Alone {
    let ends = Ends::leaked();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (start, cpu) = (Instant::now(), measure::cpu_nanoseconds());
    let threads: Vec<_> = (0..cores)
        .map(|_| {
            thread::spawn(move || {
                let mut rounds = 0_u64;
                while start.elapsed() < time {
                    round(ends);
                    rounds += 1;
                }
                rounds
            })
        })
        .collect();
    let rounds: u64 = threads
        .into_iter()
        .map(|thread| thread.join().expect("it ends well"))
        .sum();
    Alone {
        a_second: rounds as f64 / start.elapsed().as_secs_f64(),
        cpu_seconds: (measure::cpu_nanoseconds() - cpu) as f64 / 1e9 / rounds as f64,
    }
}

fn round(ends: &Ends) {
    let message = black_box([7; MESSAGE]);
    for keys in [&ends.merchant, &ends.platform] {
        let signature = keys.bare_sign(&message);
        keys.verifier
            .verify_sig(&message, black_box(&signature))
            .expect("it verifies");
    }
}
