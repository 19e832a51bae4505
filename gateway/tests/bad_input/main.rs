//! What nobody should send: documented errors, and the gateway goes on.

mod raw;
mod signed;
mod unread;

use std::time::Duration;

use raw::{open, send};
use signed::Signed;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use wechatpay_gateway::{Gateway, Settings};

async fn gateway() -> Gateway {
    Gateway::start(Settings::default()).await.expect("a free port")
}

/// It still answers.
async fn goes_on(gateway: &Gateway) {
    let answer = send(
        gateway.address(),
        b"GET /v3/certificates HTTP/1.1\r\nHost: x\r\nUser-Agent: nobody\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert_eq!(answer.status, 401, "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_http_is_refused() {
    let gateway = gateway().await;
    let cases: [(&str, &[u8], u16); 8] = [
        ("no verb", b"\r\n\r\nnonsense\r\n\r\n", 400),
        ("binary", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        ("no version", b"GET /v3/certificates\r\n\r\n", 400),
        ("a line feed in a header", b"GET / HTTP/1.1\r\nHost: x\r\nA\nB: c\r\n\r\n", 400),
        ("a length that is none", b"POST /v3/x HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n", 400),
        ("two lengths", b"POST /v3/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        ("a chunk that is none", b"POST /v3/pay/transactions/jsapi HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n", 400),
        ("an unknown place", b"GET /v3/no/such/place HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
    ];
    for (name, request, status) in cases {
        let answer = send(gateway.address(), request).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
    }
    let long = format!(
        "GET /{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "a".repeat(100_000)
    );
    let answer = send(gateway.address(), long.as_bytes()).await;
    assert!([404, 414, 431].contains(&answer.status), "{}", answer.status);
    let many: String = (0..500).map(|n| format!("X-{n}: y\r\n")).collect();
    let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n");
    assert_eq!(send(gateway.address(), many.as_bytes()).await.status, 431);
    goes_on(&gateway).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_of_100_mb_is_not_kept() {
    let gateway = gateway().await;
    let mut stream = open(gateway.address()).await;
    let head =
        b"POST /v3/merchant-service/images/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n";
    stream.write_all(head).await.expect("it listens");
    let piece = vec![b'a'; 1 << 20];
    // It may well close before all of it is sent.
    for _ in 0..100 {
        if stream.write_all(&piece).await.is_err() {
            break;
        }
    }
    let answer = raw::answer(&mut stream).await;
    assert!(answer.is_none_or(|answer| answer.status == 413));
    goes_on(&gateway).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signed_nonsense_has_documented_errors() {
    let gateway = gateway().await;
    let signed = Signed::of(&gateway);
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let nested = format!(
        r#"{{"amount":{}1{}}}"#,
        r#"{"total":"#.repeat(5_000),
        "}".repeat(5_000)
    );
    let cases = [
        ("no JSON", "{", 400),
        ("no object", "[]", 400),
        ("a text", "\"order\"", 400),
        ("deep", deep.as_str(), 400),
        ("nested", nested.as_str(), 400),
        ("null", r#"{"appid": null}"#, 400),
        ("a number too large", r#"{"amount": {"total": 1e400}}"#, 400),
        ("an empty body", "", 400),
        ("no characters", "{\"appid\": \"\\ud800\"}", 400),
    ];
    for (name, body, status) in cases {
        let request = signed.request("POST", "/v3/pay/transactions/jsapi", body.as_bytes());
        let answer = send(gateway.address(), &request).await;
        let code = answer.code();
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        assert!(
            ["PARAM_ERROR", "INVALID_REQUEST"].contains(&code.as_str()),
            "{name}: {}",
            answer.body
        );
    }
    let bytes = signed.request("POST", "/v3/pay/transactions/jsapi", b"{\"appid\": \"\xff\xfe\"}");
    assert_eq!(send(gateway.address(), &bytes).await.status, 400);
    goes_on(&gateway).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn xml_that_is_none_is_not_understood() {
    let gateway = gateway().await;
    let deep = format!("<xml>{}{}</xml>", "<a>".repeat(50_000), "</a>".repeat(50_000));
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><appid>&b;</appid></xml>"#;
    let file = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><appid>&a;</appid></xml>"#;
    let cases = [
        ("no XML", "nonsense"),
        ("open", "<xml><appid>"),
        ("crossed", "<xml><a></xml></a>"),
        ("empty", ""),
        ("deep", deep.as_str()),
        ("entities of entities", laughs),
        ("a file", file),
        ("an unknown entity", "<xml><appid>&who;</appid></xml>"),
        ("JSON", r#"{"appid": "wx"}"#),
    ];
    for (name, body) in cases {
        let head = format!(
            "POST /pay/unifiedorder HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let answer = send(gateway.address(), &[head.as_bytes(), body.as_bytes()].concat()).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
        let said = &answer.body;
        assert!(
            said.contains("<return_code>") && said.contains("FAIL") && !said.contains("root:"),
            "{name}: {said}"
        );
    }
    goes_on(&gateway).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_half_open_connections_do_not_keep_others_out() {
    let gateway = gateway().await;
    let mut open: Vec<TcpStream> = Vec::new();
    for n in 0..2_000 {
        match TcpStream::connect(gateway.address()).await {
            Ok(mut stream) => {
                // Half of them begin to speak.
                if n % 2 == 0 {
                    drop(stream.write_all(b"GET /v3/certificates HTTP/1.1\r\nHost:").await);
                }
                open.push(stream);
            }
            // The process may have no more of them: what there are is many.
            Err(error) => {
                eprintln!("{n} connections, then {error}");
                break;
            }
        }
    }
    assert!(open.len() >= 400, "{} connections", open.len());
    // Room for one more, if the process ran out.
    open.truncate(open.len() - 10);
    let one_more = tokio::time::timeout(Duration::from_secs(20), goes_on(&gateway)).await;
    one_more.expect("an answer in time");
    drop(open);
    goes_on(&gateway).await;
}
