//! A file as it comes.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;

use super::{Content, FileOptions};
use crate::error::Error;
use crate::transport::Chunks;
use crate::verify::Claim;

/// An answer that is known to be the file.
pub(crate) struct Begun {
    pub(crate) headers: HeaderMap,
    pub(crate) chunks: Chunks,
    /// What is to be verified at the end.
    pub(crate) claim: Option<Claim>,
}

/// The content of a file, piece by piece.
///
/// If a digest was announced it is checked at the end: what was read is the
/// file only when the stream has ended without an error.
///
/// ```
/// use std::io::Write;
/// use wechatpay_openapi_runtime::{BoxError, Client};
///
/// async fn copy(client: &Client, download_url: &str, mut to: impl Write) -> Result<(), BoxError> {
///     let mut file = client.download(download_url).stream().await?;
///     println!("{:?}", file.headers().get("content-type"));
///     while let Some(piece) = file.next().await {
///         to.write_all(&piece?)?;
///     }
///     Ok(())
/// }
/// ```
pub struct FileStream {
    headers: HeaderMap,
    chunks: Chunks,
    claim: Option<Claim>,
    content: Content,
    options: FileOptions,
    received: u64,
    ended: bool,
    /// After an error nothing follows.
    failed: bool,
    /// Names the operation in an error.
    blame: Box<dyn Fn(Error) -> Error + Send + Sync>,
}

impl FileStream {
    pub(crate) fn new(
        begun: Begun,
        options: FileOptions,
        blame: impl Fn(Error) -> Error + Send + Sync + 'static,
    ) -> Self {
        Self {
            content: Content::new(&options, &begun.headers),
            headers: begun.headers,
            chunks: begun.chunks,
            claim: begun.claim,
            options,
            received: 0,
            ended: false,
            failed: false,
            blame: Box::new(blame),
        }
    }

    /// The headers as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The next piece; `None` at the end, when the digest was right, and after an error.
    ///
    /// # Errors
    /// The connection broke, the pieces stayed away for longer than the
    /// timeout, the digest is another one, or gzip cannot be unpacked.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn take(&mut self, piece: Bytes) {
        if let Some(claim) = &mut self.claim {
            claim.feed(&piece);
        }
        self.received += piece.len() as u64;
        // What was encrypted was counted as it came.
        if self.options.sealed.is_none() {
            self.options.tell(self.received, length(&self.headers));
        }
        self.content.feed(piece);
    }

    fn poll_content(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            match self.content.next() {
                Ok(Some(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(None) if self.ended => return Poll::Ready(None),
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            match ready!(Pin::new(&mut self.chunks).poll_next(cx)) {
                Some(Ok(piece)) => self.take(piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                None => {
                    if let Some(Err(failure)) = self.claim.take().map(Claim::settle) {
                        return Poll::Ready(Some(Err(failure.into())));
                    }
                    self.ended = true;
                    self.content.end();
                }
            }
        }
    }
}

impl Stream for FileStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.failed {
            return Poll::Ready(None);
        }
        let next = ready!(self.poll_content(cx));
        self.failed = matches!(next, Some(Err(_)));
        Poll::Ready(next.map(|piece| piece.map_err(|error| (self.blame)(error))))
    }
}

/// How many bytes are to come, if that is said.
pub(crate) fn length(headers: &HeaderMap) -> Option<u64> {
    let length = headers.get(http::header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

impl fmt::Debug for FileStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStream")
            .field("received", &self.received)
            .field("total", &length(&self.headers))
            .finish_non_exhaustive()
    }
}
