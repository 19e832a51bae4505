//! HTTP: connections in, answers out.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::Request;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use wechatpay_openapi_runtime::Version;

use crate::answer::Writer;
use crate::exchange::exchange;
use crate::message::{Received, Refusal};
use crate::world::World;

/// How long a client may take for its headers.
const HEADERS: Duration = Duration::from_secs(10);
/// How long a client may take for its body.
const BODY: Duration = Duration::from_secs(60);
/// How long exchanges under way may take to end.
const GRACE: Duration = Duration::from_secs(5);

/// Everything that is answered.
pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new().fallback(answer).with_state(world)
}

async fn answer(State(world): State<Arc<World>>, request: Request<Body>) -> Response {
    let (head, body) = request.into_parts();
    let body = match tokio::time::timeout(BODY, to_bytes(body, world.body_limit)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return refuse(&world, 413, "请求体过大，或者没有完整到达").map(Body::from),
        Err(_) => return refuse(&world, 408, "请求体没有在限定时间内到达").map(Body::from),
    };
    let received = Received {
        method: head.method,
        target: head
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned(),
        headers: head.headers,
        body,
        at: world.clock.now(),
    };
    exchange(&world, &received).await.into_response()
}

fn refuse(world: &World, status: u16, message: &str) -> http::Response<Bytes> {
    let writer = Writer {
        keys: &world.keys,
        fresh: &world.fresh,
    };
    writer.refuse(Version::V3, &Refusal::new(status, "PARAM_ERROR", message), None)
}

/// Serves until `stop` changes; then ends what is under way.
pub(crate) async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let connections = GracefulShutdown::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => connect(stream, &router, &connections),
                // Out of file descriptors, most likely: others have to close first.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    drop(tokio::time::timeout(GRACE, connections.shutdown()).await);
}

fn connect(stream: TcpStream, router: &Router, connections: &GracefulShutdown) {
    // Answers are small, and each is waited for.
    drop(stream.set_nodelay(true));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS);
    let service = TowerToHyperService::new(router.clone());
    let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended");
        }
    });
}
