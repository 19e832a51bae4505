//! HTTP: connections in, answers out.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Router};
use bytes::Bytes;
use http::header::DATE;
use http::{HeaderValue, Request};
use http_body_util::LengthLimitError;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::check::CLIENT_CERTIFICATE;
use crate::control;
use crate::exchange::{exchange, unread};
use crate::message::{Received, Refusal};
use crate::page;
use crate::tls;
use crate::world::World;

/// How long a client may take for its headers.
const HEADERS: Duration = Duration::from_secs(10);
/// How long a client may take for its body.
const BODY: Duration = Duration::from_secs(60);
/// How long exchanges under way may take to end.
const GRACE: Duration = Duration::from_secs(5);

/// Everything that is answered.
pub(crate) fn router(world: Arc<World>) -> Router {
    let asked = Router::new().fallback(answer).with_state(world.clone());
    asked.merge(page::router()).merge(control::router(world))
}

async fn answer(State(world): State<Arc<World>>, request: Request<Body>) -> Response {
    let (mut head, body) = request.into_parts();
    // Over TLS a client shows a certificate, and does not merely name one.
    if let Some(ShownCertificate(shown)) = head.extensions.get::<ShownCertificate>() {
        match shown.as_deref().and_then(|serial_no| serial_no.parse().ok()) {
            Some(serial_no) => drop(head.headers.insert(CLIENT_CERTIFICATE, serial_no)),
            None => drop(head.headers.remove(CLIENT_CERTIFICATE)),
        }
    }
    let read = tokio::time::timeout(BODY, to_bytes(body, world.body_limit)).await;
    let received = Received {
        method: head.method,
        target: head
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned(),
        headers: head.headers,
        body: Bytes::new(),
        at: world.clock.signing(),
    };
    let refused = |refusal| unread(&world, &received, refusal).map(Body::from);
    let mut response = match read {
        Ok(Ok(body)) => {
            let received = Received { body, ..received };
            exchange(&world, &received).await.into_response()
        }
        Ok(Err(error)) => refused(broken(&error)),
        Err(_) => refused(Refusal::new(408, "PARAM_ERROR", "请求体没有在限定时间内到达")),
    };
    if let Some(date) = date(world.clock.signing()) {
        response.headers_mut().insert(DATE, date);
    }
    response
}

/// `Date` by the time that signatures go by: a client whose request was refused compares it with its own.
fn date(now: i64) -> Option<HeaderValue> {
    let now = jiff::Timestamp::from_second(now).ok()?;
    let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&now).ok()?;
    text.parse().ok()
}

/// Why a body could not be read: there is too much of it, or it broke off.
fn broken(error: &axum::Error) -> Refusal {
    match error.source().is_some_and(|cause| cause.is::<LengthLimitError>()) {
        true => Refusal::new(413, "PARAM_ERROR", "请求体过大"),
        false => Refusal::new(400, "PARAM_ERROR", "请求体没有完整到达"),
    }
}

/// The serial number of the client certificate that a connection has shown.
#[derive(Debug, Clone)]
struct ShownCertificate(Option<String>);

/// Serves until `stop` changes; then ends what is under way.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    tls: Option<TlsAcceptor>,
    mut stop: watch::Receiver<bool>,
) {
    let connections = Arc::new(GracefulShutdown::new());
    let mut greeting = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Answers are small, and each is waited for.
                    drop(stream.set_nodelay(true));
                    let (router, connections) = (router.clone(), connections.clone());
                    match tls.clone() {
                        None => connect(stream, &router, None, &connections),
                        Some(tls) => drop(greeting.spawn(greet(stream, router, tls, connections))),
                    }
                }
                // Out of file descriptors, most likely: others have to close first.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = greeting.join_next() => {}
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    greeting.shutdown().await;
    if let Ok(connections) = Arc::try_unwrap(connections) {
        drop(tokio::time::timeout(GRACE, connections.shutdown()).await);
    }
}

/// TLS first.
async fn greet(stream: TcpStream, router: Router, tls: TlsAcceptor, connections: Arc<GracefulShutdown>) {
    match tokio::time::timeout(HEADERS, tls.accept(stream)).await {
        Ok(Ok(stream)) => {
            let shown = tls::shown(stream.get_ref().1.peer_certificates());
            connect(stream, &router, Some(ShownCertificate(shown)), &connections);
        }
        Ok(Err(error)) => tracing::debug!(%error, "no TLS connection came about"),
        Err(_) => tracing::debug!("no TLS connection came about in time"),
    }
}

fn connect<S>(stream: S, router: &Router, shown: Option<ShownCertificate>, connections: &GracefulShutdown)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut http = hyper::server::conn::http1::Builder::new();
    // Whoever stops to send is answered all the same, and what was begun is done and noted.
    http.timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .half_close(true);
    let router = match shown {
        Some(shown) => router.clone().layer(Extension(shown)),
        None => router.clone(),
    };
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended");
        }
    });
}
