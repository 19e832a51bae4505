//! Files: in memory, streamed, saved, checked and unpacked.
#![cfg(feature = "reqwest")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use support::files::{Folder, TARGET, at, bill, gzip, serving, url};
use support::platform::{answer, builder, signature_headers};
use support::server::{Act, Server, respond};
use wechatpay_openapi_runtime::crypto::{sha1_hex, sha256_hex, sm3_hex};
use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Call, Chain, Download, ErrorKind, Method, Operation, Outgoing, Transport,
    TransportError, Verify, http,
};

#[tokio::test]
async fn a_file_comes_whole_by_every_way_packed_or_not() {
    let plain = bill();
    let packed = gzip(&plain);
    // What comes, whether it is unpacked, and what is to be got.
    let cases = [
        (plain.clone(), false, &plain),
        (plain.clone(), true, &plain),
        (packed.clone(), false, &packed),
        (packed.clone(), true, &plain),
    ];
    let folder = Folder::new("ways");
    for (comes, unpack, want) in cases {
        let server = serving("200 OK", "text/plain", comes);
        let client = at(&server);
        for (kind, value) in [
            ("SHA1", sha1_hex(&plain)),
            ("sha-256", sha256_hex(&plain).to_uppercase()),
            // Receipts of transfers have no other.
            ("SM3", sm3_hex(&plain)),
        ] {
            let call = || {
                let call = client.download(url(&server)).digest(kind, &value);
                if unpack { call.unpack() } else { call }
            };
            assert_eq!(call().await.unwrap().content, *want);
            let mut written = Vec::new();
            assert_eq!(call().to_writer(&mut written).await.unwrap(), want.len() as u64);
            assert_eq!(written, *want);
            let path = folder.0.join("bill.csv");
            call().to_file(&path).await.unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), *want);
        }
    }
    assert_eq!(folder.names(), ["bill.csv"]);
}

#[tokio::test]
async fn what_is_not_the_announced_file_is_refused_and_leaves_nothing() {
    let plain = bill();
    let (packed, wrong) = (gzip(&plain), "0".repeat(40));
    let digest = sha1_hex(&plain);
    let cut = packed[..packed.len() - 9].to_vec();
    let mut spoilt = packed.clone();
    spoilt[2000] ^= 0x10;
    let folder = Folder::new("refused");
    let path = folder.0.join("bill.csv");
    std::fs::write(&path, "before").unwrap();
    for (comes, digest) in [
        (plain, &wrong),
        (packed, &wrong),
        (cut, &digest),
        (spoilt, &digest),
    ] {
        let server = serving("200 OK", "text/plain", comes);
        let call = || at(&server).download(url(&server)).digest("SHA1", digest).unpack();
        let errors = [
            call().to_file(&path).await.unwrap_err(),
            call().to_writer(Vec::new()).await.unwrap_err(),
            call().await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Digest, "{error}");
            assert!(
                error.to_string().contains("GET /v3/billdownload/file: "),
                "{error}"
            );
        }
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"before");
    assert_eq!(folder.names(), ["bill.csv"]);
}

#[tokio::test]
async fn a_digest_that_the_answer_states_is_checked() {
    let (right, wrong) = (sm3_hex(bill()).to_uppercase(), "0".repeat(64));
    // What is stated, what was announced, and whether it is the file. What was announced counts.
    let cases = [
        (right.clone(), None, true),
        (wrong.clone(), None, false),
        ("another form".to_owned(), None, true),
        (wrong, Some(sha1_hex(&bill())), true),
        (right, Some("0".repeat(40)), false),
    ];
    for (stated, announced, is_file) in cases {
        let headers = [("SM3-Digest", stated)];
        let server = Server::start(move |_| Act::Send(respond("200 OK", &headers, &bill())));
        let call = || match &announced {
            Some(value) => at(&server).download(url(&server)).digest("SHA1", value),
            None => at(&server).download(url(&server)),
        };
        for outcome in [
            call().await.map(drop),
            call().to_writer(std::io::sink()).await.map(drop),
        ] {
            let kind = outcome.err().map(|error| error.kind());
            assert_eq!(kind, (!is_file).then_some(ErrorKind::Digest), "{announced:?}");
        }
    }
}

#[tokio::test]
async fn a_digest_that_cannot_be_checked_is_told_before_anything_is_sent() {
    let server = serving("200 OK", "text/plain", bill());
    for (kind, value, word) in [
        ("MD5", "00", "`MD5`"),
        ("SM3", "00", "2 digits"),
        ("SHA1", "00", "2 digits"),
        ("SHA256", "", "0 digits"),
    ] {
        let call = || at(&server).download(url(&server)).digest(kind, value);
        for error in [
            call().await.unwrap_err(),
            call().to_writer(Vec::new()).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Request);
            assert!(error.to_string().contains(word), "{error}");
        }
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn an_error_answer_is_an_error_and_never_a_file() {
    const ERROR: &str = r#"{"code":"NO_STATEMENT_EXIST","message":"no bill"}"#;
    let folder = Folder::new("errors");
    let path = folder.0.join("bill.csv");
    for status in ["404 Not Found", "200 OK"] {
        let server = serving(status, "application/json; charset=utf-8", ERROR.into());
        let call = || at(&server).download(url(&server));
        let errors = [
            call().to_file(&path).await.unwrap_err(),
            call().to_writer(Vec::new()).await.unwrap_err(),
            call().stream().await.unwrap_err(),
            call().await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Api, "{error}");
            assert_eq!(error.code(), Some("NO_STATEMENT_EXIST"));
            assert_eq!(&error.body().unwrap()[..], ERROR.as_bytes());
        }
    }
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn a_bill_of_v2_is_text_or_gzip_and_its_error_is_xml() {
    const BILL: Operation =
        Operation::v2(Method::POST, "/pay/downloadbill").answers(wechatpay_openapi_runtime::Answer::CsvOrXml);
    let xml =
        b"\r\n<xml><return_code>FAIL</return_code><return_msg>No Bill Exist</return_msg></xml>".to_vec();
    let text = [b"\xef\xbb\xbf", &*bill()].concat();
    let packed = gzip(&text);
    // What comes, whether it is unpacked, and what is to be got: nothing of an error.
    let cases = [
        (&xml, false, None),
        (&xml, true, None),
        (&text, false, Some(&text)),
        (&text, true, Some(&text)),
        (&packed, false, Some(&packed)),
        (&packed, true, Some(&text)),
    ];
    for (comes, unpack, want) in cases {
        let sent = comes.clone();
        let server = Server::start(move |_| Act::Send(respond("200 OK", &[], &sent)));
        let client = builder()
            .base_url(&server.url)
            .api_v2_key("0123456789abcdef0123456789abcdef")
            .build()
            .unwrap();
        let call = || {
            let call: Call<Download> = Call::bare(Chain::new(&client), &BILL);
            if unpack { call.unpack() } else { call }
        };
        let mut written = Vec::new();
        let streamed = call().to_writer(&mut written).await.map(|_| ());
        let whole = call().await;
        match want {
            Some(want) => {
                streamed.unwrap();
                assert!(written == **want && whole.unwrap().content == **want);
            }
            None => {
                for error in [streamed.unwrap_err(), whole.map(drop).unwrap_err()] {
                    assert_eq!(error.message(), Some("No Bill Exist"));
                }
                assert!(written.is_empty());
            }
        }
        assert_eq!(server.seen().len(), 2);
    }
}

#[tokio::test]
async fn a_cut_file_leaves_nothing() {
    let server = Server::start(|_| {
        let whole = respond("200 OK", &[], &bill());
        Act::SendAndClose(whole[..whole.len() / 2].to_vec())
    });
    let folder = Folder::new("cut");
    let error = at(&server)
        .download(url(&server))
        .to_file(folder.0.join("x"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    assert!(folder.names().is_empty());
    let missing = folder.0.join("no such folder").join("x");
    let server = serving("200 OK", "text/plain", bill());
    let error = at(&server)
        .download(url(&server))
        .to_file(missing)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io, "{error:?}");
}

#[tokio::test]
async fn memory_is_bounded_for_what_comes_and_for_what_it_unpacks_to() {
    let bomb = gzip(&vec![b'0'; 8 << 20]);
    assert!(bomb.len() < 100_000);
    let server = serving("200 OK", "text/plain", bomb);
    let call = || at(&server).download(url(&server)).unpack();
    let error = call().limit(1 << 20).await.unwrap_err();
    assert!(error.to_string().contains("1048576 bytes"), "{error}");
    assert!(
        call()
            .limit(1000)
            .await
            .unwrap_err()
            .to_string()
            .contains("1000 bytes")
    );
    assert_eq!(call().limit(8 << 20).await.unwrap().content.len(), 8 << 20);
    assert_eq!(
        call().limit(1000).to_writer(std::io::sink()).await.unwrap(),
        8 << 20
    );
}

#[tokio::test]
async fn progress_counts_what_was_received() {
    let plain = bill();
    let total = plain.len() as u64;
    let server = serving("200 OK", "text/plain", plain);
    let told = Arc::new(Mutex::new(Vec::new()));
    let call = || {
        let told = told.clone();
        let call = at(&server).download(url(&server));
        call.progress(move |progress| told.lock().unwrap().push((progress.received, progress.total)))
    };
    call().to_writer(std::io::sink()).await.unwrap();
    let steps = std::mem::take(&mut *told.lock().unwrap());
    assert!(steps.len() > 1 && steps.is_sorted(), "{steps:?}");
    assert_eq!(steps.last(), Some(&(total, Some(total))));
    call().await.unwrap();
    assert_eq!(*told.lock().unwrap(), [(total, Some(total))]);
}

#[tokio::test]
async fn a_signed_file_is_verified_before_it_is_given() {
    const FILE: Operation = Operation::v3(Method::GET, "/v3/transferdownload/signfile")
        .answers(wechatpay_openapi_runtime::Answer::File)
        .verify(Verify::SignedIfPresent);
    let body = bill();
    for altered in [false, true] {
        let mut headers = signature_headers(&body);
        if altered {
            headers[1].1 = "another nonce".to_owned();
        }
        let sent = body.clone();
        let server = Server::start(move |_| Act::Send(respond("200 OK", &headers, &sent)));
        let client = at(&server);
        let call: Call<Download> = Call::bare(Chain::new(&client), &FILE);
        let mut written = Vec::new();
        match call.to_writer(&mut written).await {
            Err(error) if altered => assert_eq!(error.kind(), ErrorKind::Signature),
            outcome => assert_eq!(outcome.unwrap(), body.len() as u64),
        }
        assert_eq!(written.is_empty(), altered);
    }
}

/// Gives one piece and then nothing.
#[tokio::test]
async fn a_file_that_stops_coming_is_given_up() {
    let server = Server::start(|seen| match seen.target.contains("half") {
        true => Act::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec()),
        false => Act::Sleep(Duration::from_secs(2)),
    });
    for path in ["/half", "/nothing"] {
        let call = at(&server).download(format!("{}{path}", server.url));
        let error = call
            .timeout(Duration::from_millis(200))
            .to_writer(Vec::new())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    }
}

/// A transport that does not stream.
struct Simple;

impl Transport for Simple {
    fn send(&self, _: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async { Ok(answer(200, &[], bill())) })
    }
}

#[tokio::test]
async fn a_transport_that_does_not_stream_gives_one_piece() {
    let client = builder().transport(Simple).build().unwrap();
    let mut stream = client
        .download(format!("https://api.mch.weixin.qq.com{TARGET}"))
        .stream()
        .await
        .unwrap();
    assert!(stream.next().await.unwrap().unwrap() == bill());
    assert!(stream.next().await.is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_callers_have_the_same() {
    let packed = gzip(&bill());
    let server = serving("200 OK", "text/plain", packed);
    let client = at(&server);
    let call = |value: &str| client.download(url(&server)).unpack().digest("SHA1", value);
    let right = sha1_hex(&bill());
    assert_eq!(call(&right).send_blocking().unwrap().content, bill());
    let mut written = Vec::new();
    call(&right).to_writer_blocking(&mut written).unwrap();
    assert_eq!(written, bill());
    let folder = Folder::new("blocking");
    let path = folder.0.join("bill.csv");
    let error = call(&"0".repeat(40)).to_file_blocking(&path).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Digest);
    assert!(folder.names().is_empty());
    call(&right).to_file_blocking(&path).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bill());
}
