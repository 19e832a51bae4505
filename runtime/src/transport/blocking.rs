//! Driving a call for a caller without an async runtime.

use std::cell::Cell;
use std::future::Future;
use std::io;
use std::process;
use std::sync::mpsc;

use tokio::runtime::{Builder, Runtime};

use crate::error::BoxError;

/// Why a blocking call cannot be made here: it would wait for ever.
#[derive(Debug)]
pub(crate) enum CannotBlock {
    /// This is the thread that it would wait for.
    Inside,
    /// Threads do not survive a fork.
    Forked,
    /// There is no thread.
    NotStarted(BoxError),
}

/// One thread with a tokio runtime.
///
/// A caller waits on a channel, so that waiting inside some async runtime is
/// slow but never a panic.
pub(crate) struct Runner {
    runtime: Option<Runtime>,
    /// The process that has the thread.
    process: u32,
}

thread_local! {
    /// Whether this thread carries blocking calls, of whatever client: those of two could wait for each other.
    static CARRIES: Cell<bool> = const { Cell::new(false) };
}

impl Runner {
    pub(crate) fn start() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("wechatpay-blocking")
            .on_thread_start(|| CARRIES.set(true))
            .enable_all()
            .build()?;
        Ok(Self {
            runtime: Some(runtime),
            process: process::id(),
        })
    }

    /// Whether the current thread is one that blocking calls wait for.
    pub(crate) fn is_here() -> bool {
        CARRIES.get()
    }

    /// Runs it to its end. `None` if the runtime went away, or the future panicked.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Result<Option<T>, CannotBlock> {
        if Self::is_here() {
            return Err(CannotBlock::Inside);
        }
        if self.process != process::id() {
            return Err(CannotBlock::Forked);
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move {
                let _ = sender.send(future.await);
            });
        }
        Ok(receiver.recv().ok())
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // Dropping a runtime waits for its tasks, which an async caller must not do.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
