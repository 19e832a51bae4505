//! Work that blocks, done beside the async runtime where there is one.

use std::io;

/// Does it on tokio's threads for such work, or, without tokio, here and now.
///
/// # Errors
/// The work panicked, or the runtime went away.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        return runtime.spawn_blocking(work).await.map_err(io::Error::other);
    }
    Ok(work())
}
