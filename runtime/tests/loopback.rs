//! Real connections, on loopback: the default transport and a custom one.
#![cfg(feature = "reqwest")]

mod support;

use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::platform::{KEY_ID, builder, check_request, signature_headers};
use support::server::{Act, Seen, Server, respond};
use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Call, Client, Error, ErrorKind, Method, Outgoing, Transport, TransportError, http,
    record,
};

record! {
    /// An answer.
    pub struct Order {
        /// Text.
        pub prepay_id: Option<String>,
    }
}

const BODY: &[u8] = br#"{"prepay_id":"wx1"}"#;

fn good() -> Vec<u8> {
    respond("200 OK", &signature_headers(BODY), BODY)
}

fn client(url: &str) -> Client {
    builder().base_url(url).build().unwrap()
}

fn call(client: &Client) -> Call<Order> {
    client
        .call(Method::POST, "v3/orders/{id}")
        .path("id", "店 1")
        .query("q", "a'b")
        .json(&json!({"n": 1}))
        .receive()
}

fn check(seen: &Seen) {
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/v3/orders/%E5%BA%97%201?q=a%27b")
    );
    assert_eq!(seen.header("wechatpay-serial"), KEY_ID);
    check_request(
        &seen.method,
        &seen.target,
        seen.header("authorization"),
        &seen.body,
    );
}

async fn failure(url: &str, kind: ErrorKind) -> Error {
    let error = call(&client(url))
        .timeout(Duration::from_millis(700))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), kind, "{error:?}");
    error
}

#[tokio::test]
async fn a_call_by_reqwest_arrives_as_it_was_signed() {
    let server = Server::start(|_| Act::Send(good()));
    let client = client(&server.url);
    for _ in 0..3 {
        let order = call(&client).await.unwrap();
        assert_eq!(
            (order.prepay_id.as_deref(), order.verified_by()),
            (Some("wx1"), Some(KEY_ID))
        );
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    seen.iter().for_each(check);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_call_needs_no_runtime_and_survives_one() {
    let server = Server::start(|_| Act::Send(good()));
    let client = client(&server.url);
    assert_eq!(
        call(&client).send_blocking().unwrap().prepay_id.as_deref(),
        Some("wx1")
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async move {
        call(&client).send_blocking().unwrap();
        call(&client).await.unwrap();
        drop(client);
    });
    server.seen().iter().for_each(check);
}

#[tokio::test]
async fn no_connection_means_not_sent() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let error = failure(&format!("http://127.0.0.1:{port}"), ErrorKind::NotSent).await;
    assert!(!error.may_have_taken_effect());
    assert!(
        error.to_string().contains("POST /v3/orders/{id}: no connection"),
        "{error}"
    );
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout() {
    let server = Server::start(|_| Act::Sleep(Duration::from_secs(5)));
    let began = Instant::now();
    let error = failure(&server.url, ErrorKind::Timeout).await;
    assert!(error.is_timeout() && error.may_have_taken_effect());
    assert!(began.elapsed() < Duration::from_secs(3));
    assert_eq!(server.seen().len(), 1, "nothing is sent twice");
}

#[tokio::test]
async fn a_reset_after_sending_is_not_repeated() {
    let server = Server::start(|_| Act::SendAndClose(Vec::new()));
    let error = failure(&server.url, ErrorKind::Interrupted).await;
    assert!(error.may_have_taken_effect());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_cut_body_is_no_answer() {
    let server = Server::start(|_| {
        let answer = good();
        Act::SendAndClose(answer[..answer.len() - 3].to_vec())
    });
    failure(&server.url, ErrorKind::Interrupted).await;
}

#[tokio::test]
async fn a_body_beyond_the_cap_is_not_read_on() {
    let server = Server::start(|_| Act::SendAndClose(respond("200 OK", &[], &vec![b' '; (10 << 20) + 1])));
    let error = call(&client(&server.url)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert!(error.to_string().contains("larger than"), "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = Server::start(|_| {
        Act::Send(respond(
            "307 Temporary Redirect",
            &[("Location", "/elsewhere".to_owned())],
            b"",
        ))
    });
    let error = failure(&server.url, ErrorKind::Api).await;
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn gzip_is_not_undone() {
    let server = Server::start(|seen| {
        assert_eq!(seen.header("accept-encoding"), "");
        Act::Send(respond(
            "200 OK",
            &[("Content-Encoding", "gzip".to_owned())],
            b"\x1f\x8b",
        ))
    });
    let call = client(&server.url)
        .call(Method::GET, "v3/file")
        .verify(wechatpay_openapi_runtime::Verify::Unsigned);
    let file = call
        .receive::<wechatpay_openapi_runtime::Download>()
        .await
        .unwrap();
    assert_eq!(&file.content[..], b"\x1f\x8b");
}

/// A transport that answers without a network.
struct Canned;

impl Transport for Canned {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            if outgoing.request.uri().path().ends_with("/lost") {
                return Err(TransportError::not_sent("no route"));
            }
            Ok(support::platform::signed(200, r#"{"ok":true}"#))
        })
    }
}

#[tokio::test]
async fn a_custom_transport_takes_reqwests_place() {
    let client = builder().transport(Canned).build().unwrap();
    let answer = client.call(Method::GET, "v3/x").await.unwrap();
    assert_eq!(answer["ok"], Value::Bool(true));
    let error = client.call(Method::POST, "v3/lost").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotSent);
    assert!(error.to_string().contains("no route"));
}

#[test]
fn calls_can_cross_threads() {
    fn check<T: Send>(_: T) {}
    let client = builder().transport(Canned).build().unwrap();
    check(call(&client));
    check(std::future::IntoFuture::into_future(call(&client)));
    check(client);
}
