//! Waiting: between attempts, and for as long as something may take.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use crate::future::BoxFuture;

/// Measures and waits. [`ClientBuilder::timer`](crate::ClientBuilder::timer) takes one, such as for another runtime than tokio.
///
/// Every time that a call has is kept by it, whether the transport keeps it or not: a
/// [`sleep`](Self::sleep) that never ends is a call that may never end, and one that ends at once ends every call whose
/// answer is not there at once.
///
/// ```
/// use std::sync::Mutex;
/// use std::time::Duration;
/// use wechatpay_openapi_runtime::{BoxFuture, Timer};
///
/// /// Of a test that waits for nothing: time goes on by the pauses alone.
/// #[derive(Default)]
/// struct Quick(Mutex<Duration>);
///
/// impl Timer for Quick {
///     fn now(&self) -> Duration {
///         *self.0.lock().unwrap()
///     }
///
///     fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
///         *self.0.lock().unwrap() += time;
///         Box::pin(async {})
///     }
/// }
/// ```
pub trait Timer: Send + Sync + 'static {
    /// The time since a fixed moment. Never goes back.
    fn now(&self) -> Duration;

    /// Waits. Dropping the future ends it.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// What the future gives, or `None` if this time is over first. The future is then dropped.
pub(crate) async fn within<F: Future>(timer: &dyn Timer, time: Duration, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    // Begun after the future, so that one that keeps its own time has the first word.
    let mut over = None;
    poll_fn(|cx| {
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        let over = over.get_or_insert_with(|| timer.sleep(time));
        over.as_mut().poll(cx).map(|()| None)
    })
    .await
}

/// tokio's timers, or a thread where there are none.
pub(crate) struct SystemTimer {
    started: Instant,
}

impl SystemTimer {
    pub(crate) fn new() -> Self {
        Self {
            started: Instant::now(),
        }
    }
}

impl Timer for SystemTimer {
    fn now(&self) -> Duration {
        self.started.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            #[cfg(any(feature = "reqwest", feature = "blocking", feature = "axum"))]
            if let Some(sleep) = tokio_sleep(time) {
                return sleep.await;
            }
            sleep_on_a_thread(time).await;
        })
    }
}

/// `None` without a tokio runtime, or if its timers are off, which tokio tells by a panic alone.
#[cfg(any(feature = "reqwest", feature = "blocking", feature = "axum"))]
fn tokio_sleep(time: Duration) -> Option<tokio::time::Sleep> {
    tokio::runtime::Handle::try_current().ok()?;
    std::panic::catch_unwind(|| tokio::time::sleep(time)).ok()
}

async fn sleep_on_a_thread(time: Duration) {
    let began = Instant::now();
    let (done, over) = tokio::sync::oneshot::channel();
    // Dropped with this future, and the thread with it.
    let (_wanted, unwanted) = std::sync::mpsc::channel::<()>();
    let thread = std::thread::Builder::new().name("wechatpay-timer".to_owned());
    let started = thread.spawn(move || {
        let _ = unwanted.recv_timeout(time);
        let _ = done.send(());
    });
    if started.is_ok() {
        let _ = over.await;
        return;
    }
    // No thread is to be had. Asking again and again is dear, and better than a wait without an end or none at all.
    poll_fn(|cx| {
        if began.elapsed() >= time {
            return Poll::Ready(());
        }
        std::thread::yield_now();
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Wake, Waker};

    use super::*;

    struct Unpark(std::thread::Thread);

    impl Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }

    fn block_on<F: Future>(future: F) -> F::Output {
        let waker = Waker::from(std::sync::Arc::new(Unpark(std::thread::current())));
        let mut future = pin!(future);
        loop {
            match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(output) => return output,
                Poll::Pending => std::thread::park(),
            }
        }
    }

    #[test]
    fn what_takes_too_long_is_dropped_and_what_is_there_is_taken() {
        let timer = SystemTimer::new();
        let long = Duration::from_secs(3600);
        let cases = [
            // How long it may take, how long it takes, whether it comes about.
            (Duration::from_millis(20), long, false),
            (Duration::ZERO, long, false),
            (Duration::ZERO, Duration::ZERO, true),
            (long, Duration::from_millis(20), true),
            (Duration::MAX, Duration::from_millis(20), true),
        ];
        for (may, takes, comes) in cases {
            let work = async {
                if !takes.is_zero() {
                    timer.sleep(takes).await;
                }
            };
            let came = block_on(within(&timer, may, work)).is_some();
            assert_eq!(came, comes, "{may:?} for {takes:?}");
        }
    }

    /// Otherwise each call would leave a thread behind for as long as it might have taken.
    #[test]
    fn a_dropped_sleep_ends_its_thread() {
        let before = threads();
        for _ in 0..20 {
            let timer = SystemTimer::new();
            let sleep = timer.sleep(Duration::from_secs(3600));
            let gone = block_on(within(&timer, Duration::ZERO, sleep));
            assert!(gone.is_none());
        }
        for _ in 0..100 {
            if threads() <= before + 2 {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{} threads, {before} before", threads());
    }

    /// How many threads of this process wait for time.
    fn threads() -> usize {
        let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
            return 0;
        };
        let name = |task: std::io::Result<std::fs::DirEntry>| {
            std::fs::read_to_string(task.ok()?.path().join("comm")).ok()
        };
        tasks
            .filter_map(name)
            .filter(|name| name.trim() == "wechatpay-timer")
            .count()
    }
}
