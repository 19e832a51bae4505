//! From a caller without an async runtime to the thread that drives its calls.

use std::future::Future;

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::transport::{CannotBlock, Shared};

/// Does this on the thread of the client's blocking calls, with the transport to use there, and waits until it is done.
/// The thread is started by the first one.
pub(crate) fn block_on<T, F>(client: &Client, work: impl FnOnce(Shared) -> F) -> Result<T, Error>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    let (runner, transport) = client.core.engine.driver().map_err(refused)?;
    let done = runner.run(work(transport)).map_err(refused)?;
    done.unwrap_or_else(|| Err(Error::new(ErrorKind::Interrupted, "the transport panicked")))
}

fn refused(refusal: CannotBlock) -> Error {
    match refusal {
        CannotBlock::Inside => Error::new(
            ErrorKind::Unsupported,
            "a blocking call was begun on the thread that carries blocking calls, such as by the progress callback of \
             a blocking download, and would wait for itself; nothing was sent. Begin it when the outer call has \
             returned, or hand it to another thread and do not wait for that there",
        ),
        CannotBlock::Forked => Error::new(
            ErrorKind::Unsupported,
            "this process was forked after the first blocking call, and the thread that carries blocking calls stayed \
             in the parent; nothing was sent. Build the client after the fork, or make no blocking call before it",
        ),
        CannotBlock::NotStarted(cause) => {
            let text = format!("the thread for blocking calls cannot be started: {cause}");
            Error::new(ErrorKind::NotSent, text).with_source(cause)
        }
    }
}
