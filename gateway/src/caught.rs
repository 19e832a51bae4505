//! A fault of the gateway's own ends one thing, and nothing else.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

/// What comes of this, unless it panics.
///
/// What was locked meanwhile stays as it was after some step: whoever locks it next takes it so.
pub(crate) async fn caught<F: Future>(work: F) -> Option<F::Output> {
    AssertUnwindSafe(work).catch_unwind().await.ok()
}
