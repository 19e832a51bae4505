//! Work done beside the caller, where there is an async runtime for it.

use std::io;

use crate::future::BoxFuture;

/// Whether what is begun here goes on without its caller.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(crate) fn has_runtime() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

#[cfg(not(any(feature = "reqwest", feature = "blocking")))]
pub(crate) fn has_runtime() -> bool {
    false
}

/// Work that blocks: on tokio's threads for such work, or, without tokio, here and now.
///
/// # Errors
/// The work panicked, or the runtime went away.
pub(crate) async fn spawn_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        return runtime.spawn_blocking(work).await.map_err(io::Error::other);
    }
    Ok(work())
}

/// Begins work on this runtime, which goes on if what is given is dropped; `None` if the runtime went away, or the work
/// panicked. Without a runtime the work is what is given.
pub(crate) fn detach<T: Send + 'static>(work: BoxFuture<'static, T>) -> BoxFuture<'static, Option<T>> {
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        let task = runtime.spawn(work);
        return Box::pin(async move { task.await.ok() });
    }
    Box::pin(async move { Some(work.await) })
}
