//! Proxies, and what a failure says of whether anything was sent.
#![cfg(feature = "reqwest")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use support::platform::{builder, signature_headers};
use support::rotation::{OLD, Platform};
use support::server::{Act, Server, respond};
use wechatpay_openapi_runtime::{Client, Error, ErrorKind, Method};

async fn call(client: &Client) -> Result<(), Error> {
    client.call(Method::POST, "v3/orders").await.map(drop)
}

#[tokio::test]
async fn everything_goes_through_the_proxy() {
    let proxy = Server::start(|_| Act::Send(respond("200 OK", &signature_headers(b"{}"), b"{}")));
    let client = builder()
        .base_url("http://pay.example")
        .proxy(&proxy.url)
        .build()
        .unwrap();
    call(&client).await.unwrap();
    let seen = proxy.seen();
    assert_eq!(seen[0].target, "http://pay.example/v3/orders");
}

#[tokio::test]
async fn certificates_are_fetched_through_the_proxy_too() {
    // A server sees a proxied request by its absolute target: this one is both.
    let (platform, proxy) = Platform::start_behind("http://pay.example");
    let client = support::rotation::builder(&platform, &proxy)
        .base_url("http://pay.example")
        .proxy(&proxy.url)
        .platform_certificates()
        .build()
        .unwrap();
    client.call(Method::GET, "v3/x").await.unwrap();
    assert_eq!(client.platform_serials(), [OLD]);
    let targets: Vec<_> = proxy.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(
        targets,
        ["http://pay.example/v3/certificates", "http://pay.example/v3/x"]
    );
}

#[test]
fn a_wrong_proxy_is_told_without_its_password() {
    let refused = |error: Error, word: &str| {
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(word), "{error}");
        assert!(!format!("{error} {error:?}").contains("MARKED"), "{error:?}");
    };
    refused(
        builder().proxy("http://user:MARKED@").build().unwrap_err(),
        "proxy",
    );
    let other = builder().build().unwrap();
    let both = builder()
        .share_connections(&other)
        .proxy("http://user:MARKED@127.0.0.1:1");
    refused(both.build().unwrap_err(), "proxy: ");
    let client = builder().proxy("http://user:MARKED@127.0.0.1:1").build().unwrap();
    assert!(!format!("{client:?}").contains("MARKED"));
}

/// An address where nobody listens, and nobody can while the socket is kept: another test's server took a port that
/// was only looked up.
fn nobody() -> (tokio::net::TcpSocket, String) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap().to_string();
    (socket, address)
}

#[tokio::test]
async fn a_failure_says_whether_the_request_may_have_arrived() {
    let refusing = Server::start(|_| Act::SendAndClose(respond("403 Forbidden", &[], b"")));
    let reset = Server::start(|_| Act::SendAndClose(Vec::new()));
    let cut = Server::start(|_| Act::SendAndClose(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec()));
    let silent = Server::start(|_| Act::Sleep(Duration::from_secs(2)));
    let plain = Server::start(|_| Act::SendAndClose(Vec::new()));
    let (_kept, nobody) = nobody();
    let tls = plain.url.replace("http:", "https:");
    let cases = [
        (
            "nobody listens",
            builder().base_url(format!("http://{nobody}")),
            ErrorKind::NotSent,
        ),
        ("no TLS", builder().base_url(tls), ErrorKind::NotSent),
        (
            "no proxy",
            builder()
                .base_url("http://pay.example")
                .proxy(format!("http://{nobody}")),
            ErrorKind::NotSent,
        ),
        (
            "the proxy refuses",
            builder().base_url("https://pay.example").proxy(&refusing.url),
            ErrorKind::NotSent,
        ),
        (
            "closed unanswered",
            builder().base_url(&reset.url),
            ErrorKind::Interrupted,
        ),
        ("cut", builder().base_url(&cut.url), ErrorKind::Interrupted),
        (
            "silent",
            builder()
                .base_url(&silent.url)
                .timeout(Duration::from_millis(200)),
            ErrorKind::Timeout,
        ),
    ];
    for (what, builder, kind) in cases {
        let error = call(&builder.build().unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{what}: {error:?}");
        assert_eq!(
            error.may_have_taken_effect(),
            kind != ErrorKind::NotSent,
            "{what}"
        );
    }
}

#[tokio::test]
async fn a_connection_that_closes_under_a_second_request_is_interrupted_and_nothing_is_sent_twice() {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let server = Server::start(|_| match COUNT.fetch_add(1, Ordering::SeqCst) {
        0 => Act::Send(respond("200 OK", &signature_headers(b"{}"), b"{}")),
        _ => Act::SendAndClose(Vec::new()),
    });
    let client = builder().base_url(&server.url).build().unwrap();
    call(&client).await.unwrap();
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    assert_eq!(server.seen().len(), 2);
}
