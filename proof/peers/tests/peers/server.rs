//! A platform on loopback, by hyper.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use http_body_util::{BodyExt as _, Full};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::runtime::Runtime;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Bytes, http};

use crate::world::{KEY_ID, MCHID, SERIAL_NO, Signature, merchant, now, signed_at};

pub type Request = http::Request<Bytes>;
pub type Response = http::Response<Bytes>;

/// A server that answers until it is dropped.
pub struct Server {
    pub url: String,
    seen: Receiver<Request>,
    _runtime: Runtime,
}

impl Server {
    /// Answers every request as `answer` says; it may block.
    pub fn start(answer: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, seen) = channel();
        let answer: Arc<dyn Fn(Request) -> Response + Send + Sync> = Arc::new(move |request| {
            let response = answer(&request);
            let _ = sender.send(request);
            response
        });
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone()));
            }
        });
        Self {
            url,
            seen,
            _runtime: runtime,
        }
    }

    /// The one request that came.
    pub fn only(&self) -> Request {
        let mut seen: Vec<Request> = self.seen.try_iter().collect();
        assert_eq!(seen.len(), 1, "requests");
        seen.remove(0)
    }
}

async fn serve(stream: tokio::net::TcpStream, answer: Arc<dyn Fn(Request) -> Response + Send + Sync>) {
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let answer = answer.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let request = Request::from_parts(head, body);
            let response = tokio::task::spawn_blocking(move || answer(request))
                .await
                .unwrap();
            Ok::<_, Infallible>(response.map(Full::new))
        }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let _ = connection.await;
}

/// An answer with these headers.
pub fn answer(status: u16, headers: &[(&'static str, String)], body: impl Into<Bytes>) -> Response {
    let body = body.into();
    let mut builder = http::Response::builder().status(status);
    if !body.is_empty() {
        builder = builder.header("Content-Type", "application/json; charset=utf-8");
    }
    for (name, value) in headers {
        builder = builder.header(*name, value);
    }
    builder.body(body).unwrap()
}

/// An answer as our side signs it for the platform.
pub fn signed(status: u16, body: &str) -> Response {
    let headers: Signature = signed_at(now(), KEY_ID, body.as_bytes());
    answer(status, &headers, body.to_owned())
}

/// Verifies a request as the platform would, over the bytes as they came.
pub fn verify(request: &Request, signed_body: &[u8]) -> Result<(), String> {
    let header = header(request, "authorization");
    let found = v3::Authorization::parse(header).ok_or_else(|| format!("not an Authorization: {header}"))?;
    assert_eq!(
        (found.scheme, found.identity, found.serial_no),
        (v3::SCHEME, MCHID, SERIAL_NO)
    );
    let age = found
        .timestamp
        .parse::<i64>()
        .map_or(u64::MAX, |time| time.abs_diff(now()));
    if age > 60 {
        return Err(format!("signed {age} s ago"));
    }
    let (method, target) = (request.method().as_str(), target(request));
    let message = v3::request_message(method, target, found.timestamp, found.nonce_str, signed_body);
    merchant()
        .public
        .verify(&message, found.signature)
        .map_err(|error| error.to_string())
}

/// Path and query as they came.
pub fn target(request: &Request) -> &str {
    request.uri().path_and_query().unwrap().as_str()
}

pub fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}
