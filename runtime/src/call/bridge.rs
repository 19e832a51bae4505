//! From a caller without an async runtime to the thread that drives its calls.

use std::future::Future;
use std::sync::Arc;

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::transport::{Refusal, Runner, Shared};

/// The thread of a client's blocking calls, and the transport to use on it.
pub(super) struct Bridge {
    runner: Arc<Runner>,
    transport: Shared,
}

impl Bridge {
    /// Starts the thread if this is the first blocking call.
    pub(super) fn of(client: &Client) -> Result<Self, Error> {
        let (runner, transport) = client.core.engine.driver().map_err(refused)?;
        Ok(Self { runner, transport })
    }

    pub(super) fn transport(&self) -> Shared {
        self.transport.clone()
    }

    /// Waits until it is done.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Error> {
        let done = self.runner.run(work).map_err(refused)?;
        done.ok_or_else(|| Error::new(ErrorKind::Interrupted, "the transport panicked"))
    }
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Inside => Error::new(
            ErrorKind::Unsupported,
            "a blocking call was begun on the thread that carries blocking calls, such as by the progress callback of \
             a blocking download, and would wait for itself; nothing was sent. Begin it when the outer call has \
             returned, or hand it to another thread and do not wait for that there",
        ),
        Refusal::Forked => Error::new(
            ErrorKind::Unsupported,
            "this process was forked after the first blocking call, and the thread that carries blocking calls stayed \
             in the parent; nothing was sent. Build the client after the fork, or make no blocking call before it",
        ),
        Refusal::NotStarted(cause) => {
            let text = format!("the thread for blocking calls cannot be started: {cause}");
            Error::new(ErrorKind::NotSent, text).source(cause)
        }
    }
}
