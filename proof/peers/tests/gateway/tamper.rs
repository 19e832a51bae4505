//! Somebody on the way from a shop to the gateway, who alters what is sent.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, HOST};
use axum::response::Response;
use tokio::net::TcpListener;

#[derive(Clone)]
struct Way {
    http: reqwest::Client,
    gateway: String,
    /// What is replaced, in URL and body, and by what.
    change: (String, String),
}

/// The address of somebody who passes everything on to the gateway, changed so.
pub async fn between(http: reqwest::Client, gateway: &str, change: (String, String)) -> String {
    let way = Way {
        http,
        gateway: gateway.to_owned(),
        change,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(pass).with_state(way);
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn pass(State(way): State<Way>, request: Request) -> Response {
    let (mut head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let altered = |text: &str| text.replace(&way.change.0, &way.change.1);
    for of_the_hop in [HOST, CONTENT_LENGTH] {
        head.headers.remove(of_the_hop);
    }
    let url = format!("{}{}", way.gateway, altered(&head.uri.to_string()));
    let asked = way.http.request(head.method, url).headers(head.headers);
    let body = altered(std::str::from_utf8(&body).unwrap());
    let answer = asked.body(body).send().await.unwrap();
    axum::http::Response::from(answer).map(Body::new)
}
