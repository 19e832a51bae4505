//! What reqwest does by default once its features are on, and must not do to a signed answer.

#[path = "../../support/mod.rs"]
mod support;

use support::platform::{builder, signature_headers};
use support::server::{Act, Server, respond};
use wechatpay_openapi_runtime::{ErrorKind, Method};

/// A body is signed as it travels: what comes is handed out as it is, whatever its coding is said to be.
#[tokio::test]
async fn t10_answers_are_not_unpacked_and_nothing_packed_is_asked_for() {
    for coding in ["gzip", "br", "deflate", "zstd"] {
        let body = br#"{"prepay_id":"wx1"}"#;
        let server = Server::start(move |_| {
            let mut headers = signature_headers(body);
            headers.push(("Content-Encoding", coding.to_owned()));
            Act::Send(respond("200 OK", &headers, body))
        });
        let client = builder().base_url(&server.url).build().unwrap();
        let answer = client.call(Method::GET, "v3/x").await.unwrap();
        assert_eq!(answer["prepay_id"], "wx1", "{coding}");
        let seen = server.seen();
        assert_eq!(seen[0].header("accept-encoding"), "", "{coding}");
    }
}

/// Cookies belong to nobody who signs each request.
#[tokio::test]
async fn t10_cookies_are_not_kept() {
    let server = Server::start(|_| {
        let mut headers = signature_headers(b"{}");
        headers.push(("Set-Cookie", "session=1; Path=/".to_owned()));
        Act::Send(respond("200 OK", &headers, b"{}"))
    });
    let client = builder().base_url(&server.url).build().unwrap();
    for _ in 0..2 {
        client.call(Method::GET, "v3/x").await.unwrap();
    }
    assert!(server.seen().iter().all(|seen| seen.header("cookie").is_empty()));
}

/// Names are looked up as by any other program on this machine: hickory would ask the servers of resolv.conf alone.
#[tokio::test]
async fn t10_names_are_those_of_the_system() {
    let server = Server::start(|_| Act::Send(respond("200 OK", &signature_headers(b"{}"), b"{}")));
    let client = builder().base_url(server.url.replace("127.0.0.1", "localhost"));
    client.build().unwrap().call(Method::GET, "v3/x").await.unwrap();
}

/// What is deeper than serde_json reads is an error, not the end of the stack.
#[tokio::test]
async fn t10_depth_stays_bounded() {
    let deep = "[".repeat(100_000);
    let server = Server::start(move |_| {
        let headers = signature_headers(deep.as_bytes());
        Act::Send(respond("200 OK", &headers, deep.as_bytes()))
    });
    let client = builder().base_url(&server.url).build().unwrap();
    let error = client.call(Method::GET, "v3/x").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
}
