//! Sending: a small trait, and reqwest behind it by default.

#[cfg(not(feature = "reqwest"))]
mod absent;
#[cfg(feature = "blocking")]
mod blocking;
mod chunks;
mod engine;
mod error;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::crypto::ClientIdentity;
use crate::error::BoxError;
use crate::future::BoxFuture;

#[cfg(feature = "blocking")]
pub(crate) use blocking::CannotBlock;
pub use chunks::Chunks;
pub(crate) use engine::Engine;
pub use error::TransportError;
pub(crate) use error::TransportErrorKind;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// Sends one built and signed request and brings the answer.
///
/// It must send URL, headers and body as they are (they are signed), follow no
/// redirect, and undo no `Content-Encoding` (answers are signed too).
///
/// The client keeps the times of an [`Outgoing`] itself, by its [`Timer`](crate::Timer), and drops what takes longer.
/// It can do so only while nothing blocks: a transport that works in a blocking way does so on a thread of its own.
///
/// ```
/// use wechatpay_openapi_runtime::http::Response;
/// use wechatpay_openapi_runtime::{BoxFuture, Bytes, Outgoing, Transport, TransportError};
/// # mod mine {
/// #     use std::time::Duration;
/// #     use wechatpay_openapi_runtime::{Bytes, http::{Request, Response}};
/// #     pub enum Failure { NoConnection, TimeOut, Broken }
/// #     pub async fn send(_: Request<Bytes>, _: Duration) -> Result<Response<Bytes>, Failure> { Err(Failure::TimeOut) }
/// # }
///
/// /// The HTTP client that the rest of the program uses.
/// struct Mine;
///
/// impl Transport for Mine {
///     fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
///         Box::pin(async move {
///             mine::send(outgoing.request, outgoing.timeout).await.map_err(|failure| match failure {
///                 mine::Failure::NoConnection => TransportError::not_sent("no connection"),
///                 mine::Failure::TimeOut => TransportError::timeout("no answer"),
///                 mine::Failure::Broken => TransportError::interrupted("the connection broke"),
///             })
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends it. Dropping the future gives up.
    fn send(&self, request: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// As [`send`](Self::send), but gives the body as it comes: for large files.
    ///
    /// By default it comes whole, as one piece. One that does better takes
    /// `timeout` for what comes up to the headers, and leaves `piece_timeout` and `limit` to its caller.
    fn send_streaming(
        &self,
        request: Outgoing,
    ) -> BoxFuture<'_, Result<http::Response<Chunks>, TransportError>> {
        Box::pin(async move { Ok(self.send(request).await?.map(Chunks::whole)) })
    }

    /// The same transport with connections of its own, for the thread that drives blocking calls.
    ///
    /// A pool of connections belongs to the runtime that opened them. `None`,
    /// which is the default: this one is used there too.
    fn afresh(&self) -> Option<Result<Arc<dyn Transport>, BoxError>> {
        None
    }
}

/// A transport that several tasks use.
pub(crate) type Shared = Arc<dyn Transport>;

/// A request on its way to a [`Transport`]. `Debug` does not show its body.
#[non_exhaustive]
pub struct Outgoing {
    /// The request, complete.
    pub request: http::Request<Bytes>,
    /// How long the whole exchange may take.
    pub timeout: Duration,
    /// How long each piece of a body that is given as it comes may stay away.
    pub piece_timeout: Duration,
    /// The largest body to accept, in bytes as received; `None` for no limit.
    pub limit: Option<usize>,
    /// What to present in the TLS handshake, if the operation needs it.
    ///
    /// A connection that was opened with it must carry no request without it or
    /// with another's: the server takes every request of a connection for the
    /// merchant of its certificate.
    pub client_certificate: Option<ClientIdentity>,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("method", self.request.method())
            .field(
                "path",
                &crate::shape::shown_path(self.request.uri().path().to_owned().into()),
            )
            .field("body_bytes", &self.request.body().len())
            .field("timeout", &self.timeout)
            .field("piece_timeout", &self.piece_timeout)
            .field("limit", &self.limit)
            .field("client_certificate", &self.client_certificate)
            .finish_non_exhaustive()
    }
}
