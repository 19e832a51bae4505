//! Files that do not come at once: what is asked for again, where, and what is never begun twice.
#![cfg(feature = "reqwest")]

mod support;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use support::files::{Folder, TARGET, at, bill, url};
use support::platform::{answer, builder, check_request};
use support::script::Stage;
use support::script::Step::{self, Broken, Forged, Plain, Refused, Signed, TimedOut};
use support::server::{Act, Seen, Server, respond};
use wechatpay_openapi_runtime::{
    Answer, Bytes, Call, Chain, Client, Download, Error, ErrorKind, Method, Operation, RetryPolicy, Verify,
};

const NONE: (&str, &str) = ("X-None", "");
const MAIN: &str = "api.mch.weixin.qq.com";
const BACKUP: &str = "api2.mch.weixin.qq.com";
const FILE: Operation = Operation::v3(Method::GET, "/v3/statements")
    .answers(Answer::File)
    .verify(Verify::Unsigned);
const V2_BILL: Operation = Operation::v2(Method::POST, "/pay/downloadbill").answers(Answer::CsvOrXml);

/// Without waiting between the attempts.
fn quick(server: &Server) -> Client {
    let at_once = RetryPolicy::standard().backoff(Duration::ZERO, Duration::ZERO);
    let builder = builder().base_url(&server.url).retry(at_once);
    builder.build().unwrap()
}

/// A server whose first answers are these, and whose later ones are the file.
fn after(first: Vec<Vec<u8>>) -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |seen: &Seen| {
        check_request(&seen.method, &seen.target, seen.header("authorization"), b"");
        match first.get(count.fetch_add(1, Ordering::SeqCst)) {
            Some(bytes) => Act::SendAndClose(bytes.clone()),
            None => Act::Send(respond("200 OK", &[], &bill())),
        }
    })
}

/// Says that the connection ends: else the next attempt may meet its end, and count as one more.
fn html() -> Vec<u8> {
    let headers = [
        ("Content-Type", "text/html".into()),
        ("Connection", "close".into()),
    ];
    respond("502 Bad Gateway", &headers, b"<html>")
}

async fn written(call: Call<Download>) -> Result<Vec<u8>, Error> {
    let mut written = Vec::new();
    call.to_writer(&mut written).await.map(|_| written)
}

/// The same failures as in `retries.rs`, of a file that is streamed: each once, then the file.
#[tokio::test]
async fn what_is_repeated() {
    let cases: [(Step, [bool; 2]); 12] = [
        // a file of v3 (GET), a bill of v2 (POST)
        (Refused, [true, true]),
        (TimedOut, [true, false]),
        (Broken, [true, false]),
        (Plain(429, NONE, ""), [true, false]),
        (Plain(500, NONE, ""), [true, false]),
        (Plain(502, NONE, "<html>"), [true, false]),
        (Plain(503, NONE, ""), [true, false]),
        (Signed(400, r#"{"code":"PARAM_ERROR"}"#), [false; 2]),
        (Signed(404, r#"{"code":"NO_STATEMENT_EXIST"}"#), [false; 2]),
        (Plain(401, NONE, r#"{"code":"SIGN_ERROR"}"#), [false; 2]),
        (Forged(503), [false; 2]),
        (Plain(302, NONE, ""), [false; 2]),
    ];
    for (step, repeated) in cases {
        for (operation, repeated) in [FILE, V2_BILL].iter().zip(repeated) {
            let stage = Stage::new(&[step]);
            let client = stage.builder().api_v2_key("0123456789abcdef0123456789abcdef");
            let client = client.build().unwrap();
            let outcome = written(Call::bare(Chain::new(&client), operation)).await;
            assert_eq!(
                outcome.is_ok(),
                repeated,
                "{step:?} {}: {outcome:?}",
                operation.path
            );
            assert_eq!(stage.sent().len(), 1 + usize::from(repeated), "{step:?}");
            if let Err(error) = outcome {
                assert_eq!((error.attempts(), error.host()), (1, Some(MAIN)), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn by_every_way_with_a_fresh_signature() {
    let folder = Folder::new("retried");
    let bad = || {
        // The head of a file, and nothing of it.
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".to_vec();
        vec![html(), head]
    };
    for way in ["memory", "writer", "file"] {
        let server = after(bad());
        let call = quick(&server).download(url(&server));
        let content = match way {
            "memory" => call.await.unwrap().into_inner().content,
            "writer" => written(call).await.unwrap().into(),
            _ => {
                let path = folder.0.join("bill.csv");
                call.to_file(&path).await.unwrap();
                Bytes::from(std::fs::read(path).unwrap())
            }
        };
        assert!(content == bill(), "{way}");
        let seen = server.seen();
        let signatures: BTreeSet<_> = seen.iter().map(|seen| seen.header("authorization")).collect();
        assert_eq!((seen.len(), signatures.len()), (3, 3), "{way}");
    }
    assert_eq!(folder.names(), ["bill.csv"]);
}

#[tokio::test]
async fn retry_after_is_honoured_and_the_policy_too() {
    for (seconds, sends) in [("7", 2), ("31", 1)] {
        let stage = Stage::new(&[Plain(429, ("Retry-After", seconds), "{}")]);
        let outcome = written(Call::bare(Chain::new(&stage.client()), &FILE)).await;
        let slept = stage.slept();
        assert_eq!((outcome.is_ok(), stage.sent().len()), (sends == 2, sends));
        assert!(slept.iter().all(|pause| pause.as_secs() == 7), "{slept:?}");
        if let Err(error) = outcome {
            assert_eq!(error.retry_after(), Some(Duration::from_secs(31)));
        }
    }
    let stage = Stage::new(&[Plain(503, NONE, ""); 9]);
    for (policy, sends) in [
        (RetryPolicy::none(), 1),
        (RetryPolicy::standard().max_attempts(5), 5),
    ] {
        let call = Call::bare(Chain::new(&stage.client()), &FILE).retry(policy);
        assert_eq!(written(call).await.unwrap_err().attempts(), sends);
        assert_eq!(stage.sent().len(), sends as usize);
    }
}

#[tokio::test]
async fn the_backup_takes_over_and_is_remembered() {
    let stage = Stage::default();
    stage.down(&[MAIN]);
    let client = stage.client();
    for hosts in [&[MAIN, BACKUP][..], &[BACKUP]] {
        written(Call::bare(Chain::new(&client), &FILE)).await.unwrap();
        assert_eq!(stage.hosts(), hosts);
    }
    // A URL of WeChat Pay's says itself where it leads to.
    let failed = written(client.download(format!("https://{MAIN}{TARGET}")))
        .await
        .unwrap_err();
    assert_eq!((failed.kind(), failed.attempts()), (ErrorKind::NotSent, 3));
    assert_eq!(stage.hosts(), [MAIN; 3]);
    // One that leads elsewhere gets nothing.
    let failed = written(client.download("https://example.org/v3/x?token=1"))
        .await
        .unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::Request, "{failed}");
    assert!(stage.sent().is_empty());
    // By real sockets: a port that nobody listens on, and a server behind it.
    let server = after(Vec::new());
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let client = builder().base_url(&gone).backup_url(&server.url).build().unwrap();
    let call: Call<Download> = Call::bare(Chain::new(&client), &FILE);
    assert!(written(call).await.unwrap() == bill());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_piece_has_the_whole_time_whatever_went_before() {
    let stage = Stage::new(&[Refused]);
    stage.takes(Duration::from_secs(4));
    let call = Call::bare(Chain::new(&stage.client()), &FILE);
    written(call.timeout(Duration::from_secs(9))).await.unwrap();
    let times: Vec<_> = stage
        .sent()
        .iter()
        .map(|sent| (sent.timeout, sent.piece_timeout))
        .collect();
    let [whole, left] = [9, 5].map(Duration::from_secs);
    assert_eq!(times, [(whole, whole), (left, whole)]);
    // What is over is not begun again.
    let stage = Stage::new(&[Refused]);
    stage.takes(Duration::from_secs(4));
    let call = Call::bare(Chain::new(&stage.client()), &FILE);
    let failed = written(call.timeout(Duration::from_secs(4))).await.unwrap_err();
    assert_eq!(stage.sent().len(), 1, "{failed}");
}

/// Whoever has a piece would get it twice.
#[tokio::test]
async fn a_file_that_has_begun_is_never_begun_again() {
    let whole = respond("200 OK", &[], &bill());
    let half = whole[..whole.len() / 2].to_vec();
    for refused in [0, 1] {
        let mut first = vec![html(); refused];
        first.push(half.clone());
        let server = after(first);
        let mut stream = quick(&server).download(url(&server)).stream().await.unwrap();
        let mut got = Vec::new();
        let failed = loop {
            match stream.next().await.expect("an error comes before the end") {
                Ok(piece) => got.extend_from_slice(&piece),
                Err(error) => break error,
            }
        };
        assert!(!got.is_empty() && got.len() < bill().len() && bill().starts_with(&got));
        assert_eq!(failed.kind(), ErrorKind::Interrupted, "{failed}");
        assert_eq!(failed.attempts() as usize, refused + 1, "{failed}");
        assert_eq!(failed.host(), server.url.strip_prefix("http://"));
        assert_eq!(server.seen().len(), refused + 1);
        // Of all that has an end the whole call fails, and nothing is left.
        let folder = Folder::new("begun");
        let server = after(vec![half.clone()]);
        let call = quick(&server).download(url(&server));
        let failed = call.to_file(folder.0.join("bill.csv")).await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::Interrupted, "{failed}");
        assert!(folder.names().is_empty() && server.seen().len() == 1);
    }
}

/// Read into memory nobody has seen it yet.
#[tokio::test]
async fn in_memory_a_cut_file_is_asked_for_again() {
    let whole = respond("200 OK", &[], &bill());
    let server = after(vec![whole[..whole.len() / 2].to_vec()]);
    let file = quick(&server).download(url(&server)).await.unwrap();
    assert!(file.content == bill());
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn an_answer_without_io_is_no_attempt() {
    let client = at(&after(Vec::new()));
    let call: Call<Download> = Call::bare(Chain::new(&client), &FILE);
    let failed = call.read(answer(502, &[], "")).unwrap_err();
    assert_eq!((failed.attempts(), failed.host()), (0, None));
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_callers_have_the_same() {
    let server = after(vec![respond("503 Service Unavailable", &[], b"")]);
    let mut written = Vec::new();
    let call = quick(&server).download(url(&server));
    call.to_writer_blocking(&mut written).unwrap();
    assert!(written == bill());
    assert_eq!(server.seen().len(), 2);
}
