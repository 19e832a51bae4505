//! What traits of this crate give for an `async fn`.

use std::future::Future;
use std::pin::Pin;

/// A boxed future, as [`Transport::send`](crate::Transport::send) gives it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
