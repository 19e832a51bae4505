//! What becomes of an answer, and of its connection.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::IntoResponse;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

/// What becomes of an answer. Turned into a response of axum's it is carried out: an error in a body ends the connection.
#[derive(Debug, Clone)]
pub enum Fate {
    /// It arrives.
    Answer(http::Response<Bytes>),
    /// The connection ends without a byte of it.
    Reset,
    /// The connection ends after so many bytes of its body, although its `Content-Length` says all.
    Cut(http::Response<Bytes>, usize),
}

impl IntoResponse for Fate {
    fn into_response(self) -> axum::response::Response {
        match self {
            Self::Answer(response) => response.map(Body::from),
            Self::Reset => http::Response::new(Body::new(BrokenOff {
                left: Some(Bytes::new()),
                announced: 1,
                is_sent: true,
            })),
            Self::Cut(response, after) => response.map(|body| {
                Body::new(BrokenOff {
                    announced: body.len() as u64,
                    left: Some(body.slice(..after.min(body.len().saturating_sub(1)))),
                    is_sent: false,
                })
            }),
        }
    }
}

/// A body that breaks.
struct BrokenOff {
    left: Option<Bytes>,
    announced: u64,
    /// Whether what is left was on its way already.
    is_sent: bool,
}

impl HttpBody for BrokenOff {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(left) = self.left.take_if(|left| !left.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(left))));
        }
        if !self.is_sent {
            // The server sends what it has only while it waits for more.
            self.is_sent = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let broken = std::io::Error::new(std::io::ErrorKind::ConnectionReset, "a fault that was asked for");
        Poll::Ready(Some(Err(broken)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
