//! A body as it comes.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::TransportError;
use crate::future::BoxFuture;
use crate::timer::Timer;

/// The pieces of a body, in order. It ends after the first error.
///
/// ```
/// use futures_util::{StreamExt as _, stream};
/// use wechatpay_openapi_runtime::{Bytes, Chunks};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// // In `Transport::send_streaming`, from the stream that the HTTP client gives.
/// let pieces = stream::iter(["2026-11-28,", "0.01\n"]).map(|piece| Ok(Bytes::from(piece)));
/// assert_eq!(Chunks::new(pieces).count().await, 2);
/// assert_eq!(Chunks::whole(Bytes::from("2026-11-28,0.01\n")).count().await, 1);
/// # }
/// ```
pub struct Chunks(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl Chunks {
    /// From any stream.
    pub fn new(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Box::pin(pieces))
    }

    /// A body that is there already.
    #[must_use]
    pub fn whole(body: Bytes) -> Self {
        Self::new(WholeBody(Some(body).filter(|body| !body.is_empty())))
    }

    /// The same pieces, none of which stays away for too long: `first` is for the first one and `each` for every
    /// further one, or `first` for all together without it.
    pub(crate) fn timed(self, timer: Arc<dyn Timer>, first: Duration, each: Option<Duration>) -> Self {
        Self::new(Timed {
            pieces: self,
            timer,
            wait: first,
            each,
            over: None,
        })
    }

    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|cx| self.0.as_mut().poll_next(cx)).await
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chunks")
    }
}

/// Pieces, and the pause since the last one.
struct Timed {
    pieces: Chunks,
    timer: Arc<dyn Timer>,
    /// How long the next piece may stay away.
    wait: Duration,
    each: Option<Duration>,
    /// Begun when a piece is waited for, so that a slow reader costs nothing.
    over: Option<BoxFuture<'static, ()>>,
}

impl Stream for Timed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Poll::Ready(piece) = Pin::new(&mut this.pieces).poll_next(cx) {
            if let Some(each) = this.each {
                (this.wait, this.over) = (each, None);
            }
            return Poll::Ready(piece);
        }
        let (timer, wait) = (&this.timer, this.wait);
        let over = this.over.get_or_insert_with(|| {
            let timer = timer.clone();
            Box::pin(async move { timer.sleep(wait).await })
        });
        ready!(over.as_mut().poll(cx));
        // What comes later is dropped: the pieces end after the first error.
        this.pieces = Chunks::whole(Bytes::new());
        Poll::Ready(Some(Err(TransportError::timeout(
            "the rest of the answer did not come",
        ))))
    }
}

struct WholeBody(Option<Bytes>);

impl Stream for WholeBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
