//! Waiting between attempts.

use std::time::{Duration, Instant};

use crate::transport::BoxFuture;

/// Measures and waits. [`ClientBuilder::timer`](crate::ClientBuilder::timer) takes one, such as for another runtime than tokio.
pub trait Timer: Send + Sync + 'static {
    /// The time since a fixed moment. Never goes back.
    fn now(&self) -> Duration;

    /// Waits. Dropping the future ends it.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
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
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let thread = std::thread::Builder::new().name("wechatpay-timer".to_owned());
    let started = thread.spawn(move || {
        std::thread::sleep(time);
        let _ = sender.send(());
    });
    // Without a thread there is no pause: the attempts are few all the same.
    if started.is_ok() {
        let _ = receiver.await;
    }
}
