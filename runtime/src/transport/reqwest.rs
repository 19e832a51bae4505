//! The default transport: reqwest over rustls.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::Body as _;

use super::{Chunks, Outgoing, Shared, Transport, TransportError};
use crate::crypto::ClientIdentity;
use crate::error::BoxError;
use crate::future::BoxFuture;

/// Sends by reqwest. A clone shares the connections.
///
/// Calls with a TLS client certificate have connections of their own, one pool
/// for each certificate; the 64 that were used last are kept.
///
/// ```
/// use wechatpay_openapi_runtime::ReqwestTransport;
///
/// // A host that is found in a way of its own; `new()` is without more settings.
/// let transport = ReqwestTransport::configured(|reqwest| {
///     reqwest.resolve("api.mch.weixin.qq.com", ([127, 0, 0, 1], 8080).into())
/// })?;
///
/// // A client that the program has already: made from `builder`, so that it sends what was signed.
/// let transport = ReqwestTransport::from(ReqwestTransport::builder().build()?);
/// # let _ = transport;
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
#[derive(Clone)]
pub struct ReqwestTransport(Arc<Pools>);

struct Pools {
    /// Without a client certificate.
    plain: reqwest::Client,
    /// What every pool is made with. A client made by others cannot be made again.
    recipe: Option<Recipe>,
    /// Those with a client certificate, the one used last at the end.
    identified: Mutex<Vec<(ClientIdentity, reqwest::Client)>>,
}

type Recipe = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// WeChat Pay closes idle connections after 8 seconds; we are first, so that no
/// request meets a closing one.
const POOL_IDLE: Duration = Duration::from_secs(7);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Notices that the peer is gone while an answer is waited for.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How many client certificates keep connections.
const POOLS: usize = 64;

impl ReqwestTransport {
    /// With the settings that WeChat Pay wants. The proxies of the environment
    /// (`HTTPS_PROXY`, `NO_PROXY`, …) and of the system are used.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, ReqwestTransport};
    ///
    /// // One for several clients.
    /// let transport = ReqwestTransport::new()?;
    /// let builders = ["1900000001", "1900000109"].map(|mchid| Client::builder(mchid).transport(transport.clone()));
    /// # let _ = builders;
    /// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
    /// ```
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, BoxError> {
        Self::configured(|builder| builder)
    }

    /// With more settings of your own: proxy, root certificates, addresses, …
    ///
    /// They are applied to [`builder`](Self::builder), again for each client
    /// certificate and for blocking calls. Leave redirects and decompression off.
    ///
    /// # Errors
    /// The settings cannot be used, or TLS cannot be set up.
    pub fn configured(
        settings: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Result<Self, BoxError> {
        Self::of(Arc::new(settings))
    }

    fn of(recipe: Recipe) -> Result<Self, BoxError> {
        let plain = recipe(Self::builder()).build()?;
        Ok(Self(Arc::new(Pools {
            plain,
            recipe: Some(recipe),
            identified: Mutex::default(),
        })))
    }

    /// The settings to start from for a reqwest client of your own.
    ///
    /// Redirects are off and answers are not decompressed; leave it so. A client
    /// made of it and given by `From` cannot present a client certificate:
    /// [`configured`](Self::configured) can.
    ///
    /// What reqwest would do by default as soon as any crate of the build turns a feature of it on is
    /// set as it is without: TLS by rustls, names by the system, no decompression.
    pub fn builder() -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            // `native-tls` would take over, and knows nothing of our client certificates.
            .tls_backend_rustls()
            // What is signed is what was sent, not what it unpacks to.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .no_hickory_dns()
            .pool_idle_timeout(POOL_IDLE)
            .connect_timeout(CONNECT_TIMEOUT)
            .tcp_nodelay(true)
            .tcp_keepalive(KEEP_ALIVE)
            .redirect(reqwest::redirect::Policy::none())
    }

    /// The client whose connections present exactly this certificate, or none.
    fn client(&self, identity: Option<&ClientIdentity>) -> Result<reqwest::Client, TransportError> {
        let Some(identity) = identity else {
            return Ok(self.0.plain.clone());
        };
        let Some(recipe) = &self.0.recipe else {
            return Err(TransportError::not_sent(
                "this transport was made of a finished reqwest client, to which no TLS client certificate can be \
                 added: make it with `ReqwestTransport::configured`",
            )
            .permanent());
        };
        let mut pools = self.0.identified.lock().unwrap_or_else(PoisonError::into_inner);
        let client = match pools.iter().position(|(known, _)| known == identity) {
            Some(at) => pools.remove(at).1,
            None => with_identity(recipe(Self::builder()), identity)
                .map_err(|error| TransportError::not_sent(error).permanent())?,
        };
        if pools.len() == POOLS {
            pools.remove(0);
        }
        pools.push((identity.clone(), client.clone()));
        Ok(client)
    }
}

fn with_identity(
    builder: reqwest::ClientBuilder,
    identity: &ClientIdentity,
) -> reqwest::Result<reqwest::Client> {
    let identity = reqwest::Identity::from_pem(identity.to_pem().as_bytes())?;
    builder.identity(identity).build()
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(Arc::new(Pools {
            plain: client,
            recipe: None,
            identified: Mutex::default(),
        }))
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // reqwest's own shows default headers and proxies.
        f.write_str("ReqwestTransport")
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let client = self.client(outgoing.client_certificate.as_ref())?;
            let limit = outgoing.limit;
            let request = as_signed(outgoing.request)?;
            let response = client.execute(request).await.map_err(unanswered)?;
            collect(response, limit).await
        })
    }

    fn send_streaming(
        &self,
        outgoing: Outgoing,
    ) -> BoxFuture<'_, Result<http::Response<Chunks>, TransportError>> {
        Box::pin(async move {
            let client = self.client(outgoing.client_certificate.as_ref())?;
            let request = as_signed(outgoing.request)?;
            let response = client.execute(request).await.map_err(unanswered)?;
            let (head, body) = http::Response::<reqwest::Body>::from(response).into_parts();
            Ok(http::Response::from_parts(head, Chunks::new(Pieces(body))))
        })
    }

    fn afresh(&self) -> Option<Result<Shared, BoxError>> {
        let recipe = self.0.recipe.clone()?;
        Some(Self::of(recipe).map(|transport| Arc::new(transport) as Shared))
    }
}

/// The same request for reqwest, whose URLs fold dots away and encode what they find odd: that would not be what was
/// signed, and could be another operation.
fn as_signed(request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
    let target = request.uri().path_and_query().cloned();
    let request = reqwest::Request::try_from(request).map_err(failure)?;
    let (path, query) = (request.url().path(), request.url().query());
    let same = target.is_some_and(|target| (target.path(), target.query()) == (path, query));
    match same {
        true => Ok(request),
        false => Err(TransportError::not_sent(
            "the URL has characters or segments that are rewritten on the way, so that it is not what was signed",
        )
        .permanent()),
    }
}

/// A body on its way.
struct Pieces(reqwest::Body);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(frame) = ready!(Pin::new(&mut self.0).poll_frame(cx)) {
            // Trailers are not of interest.
            if let Ok(piece) = frame.map_err(failure)?.into_data() {
                return Poll::Ready(Some(Ok(piece)));
            }
        }
        Poll::Ready(None)
    }
}

async fn collect(
    mut response: reqwest::Response,
    limit: Option<usize>,
) -> Result<http::Response<Bytes>, TransportError> {
    // Room for what is announced, up to the limit: a body that grows holds up to twice what it needs.
    let announced = response.content_length().unwrap_or_default();
    let room = usize::try_from(announced).unwrap_or(usize::MAX);
    let mut body = BytesMut::with_capacity(room.min(limit.unwrap_or_default()));
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if limit.is_some_and(|limit| body.len() + chunk.len() > limit) {
            let text = format!("the answer is larger than {} bytes", limit.unwrap_or_default());
            return Err(TransportError::interrupted(text).permanent());
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = http::Response::new(body.freeze());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    Ok(answer)
}

fn failure(error: reqwest::Error) -> TransportError {
    // A URL may hold a download's token.
    let error = error.without_url();
    if error.is_builder() {
        TransportError::not_sent(error).permanent()
    } else if error.is_connect() {
        TransportError::not_sent(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::interrupted(error)
    }
}

/// Before anything of an answer came.
fn unanswered(error: reqwest::Error) -> TransportError {
    if is_refused(&error) {
        return TransportError::not_sent(error.without_url());
    }
    failure(error)
}

/// Whether the server says that it has not looked at the request (RFC 9113, 8.7), each time that reqwest tried.
fn is_refused(error: &reqwest::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<h2::Error>() {
            let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
            let leaves = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
            return error.is_remote() && (refused || leaves);
        }
        cause = error.source();
    }
    false
}
