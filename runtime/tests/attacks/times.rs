//! Against the time of a call: whatever is slow inside it, a call is over when its time is.

use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_core::Stream;
use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Call, Chunks, Client, Download, Error, ErrorKind, Method, Outgoing, RetryPolicy,
    Transport, TransportError, http,
};

use crate::support::lists::{Act, Lists};
use crate::support::platform::{answer, builder, certificate, keys};

const TIME: Duration = Duration::from_millis(300);

/// The call's kind of failure, if it came in time: well before anything else would have ended it.
async fn in_time<T>(name: &str, call: impl IntoFuture<Output = Result<T, Error>>) -> Error {
    let began = Instant::now();
    let outcome = tokio::time::timeout(Duration::from_secs(10), call.into_future()).await;
    let error = outcome
        .unwrap_or_else(|_| panic!("{name}: hangs"))
        .map(|_| ())
        .unwrap_err();
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{name}: {:?}",
        began.elapsed()
    );
    error
}

struct Slow {
    name: &'static str,
    /// The list of certificates, and every other answer.
    list: Act,
    others: Act,
    method: Method,
    kind: ErrorKind,
    may_have_taken_effect: bool,
}

const SLOW: [Slow; 6] = [
    Slow {
        name: "the first fetch of certificates never ends",
        list: Act::Hanging,
        others: Act::Good,
        method: Method::POST,
        kind: ErrorKind::PlatformCertificates,
        may_have_taken_effect: false,
    },
    Slow {
        name: "the first fetch takes longer than the call",
        list: Act::Late(4_000),
        others: Act::Good,
        method: Method::GET,
        kind: ErrorKind::PlatformCertificates,
        may_have_taken_effect: false,
    },
    Slow {
        name: "the answer takes longer",
        list: Act::Good,
        others: Act::Late(4_000),
        method: Method::POST,
        kind: ErrorKind::Timeout,
        may_have_taken_effect: true,
    },
    Slow {
        name: "the transport ignores the time of a POST",
        list: Act::Good,
        others: Act::Hanging,
        method: Method::POST,
        kind: ErrorKind::Timeout,
        may_have_taken_effect: true,
    },
    Slow {
        name: "the transport ignores the time of a GET",
        list: Act::Good,
        others: Act::Hanging,
        method: Method::GET,
        kind: ErrorKind::Timeout,
        may_have_taken_effect: false,
    },
    Slow {
        name: "neither comes",
        list: Act::Hanging,
        others: Act::Hanging,
        method: Method::POST,
        kind: ErrorKind::PlatformCertificates,
        may_have_taken_effect: false,
    },
];

#[tokio::test]
async fn t12_a_call_ends_in_its_time() {
    for slow in SLOW {
        let lists = Lists::new(slow.list);
        lists.answer(slow.others);
        let client = lists.builder().retry(RetryPolicy::standard()).build().unwrap();
        let error = in_time(slow.name, client.call(slow.method, "v3/x").timeout(TIME)).await;
        assert_eq!(error.kind(), slow.kind, "{}: {error}", slow.name);
        assert_eq!(
            error.may_have_taken_effect(),
            slow.may_have_taken_effect,
            "{}",
            slow.name
        );
        // The client's own time does the same.
        let lists = Lists::new(slow.list);
        lists.answer(slow.others);
        let client = lists.builder().timeout(TIME).build().unwrap();
        in_time(slow.name, client.call(slow.method, "v3/x")).await;
    }
}

#[tokio::test]
async fn t12_an_answer_by_an_unknown_key_does_not_prolong_its_call() {
    let lists = Lists::new(Act::Good);
    let client = lists.client();
    client.refresh_platform_certificates().await.unwrap();
    lists.later(61);
    lists.turn(Act::Hanging);
    lists.answer(Act::Unknown);
    let call = client.call(Method::POST, "v3/x").timeout(TIME);
    let error = in_time("another fetch", call).await;
    assert_eq!(error.kind(), ErrorKind::UnknownSerial);
    assert!(error.may_have_taken_effect(), "it was answered");
    assert!(error.to_string().contains("within the call's time"), "{error}");
}

#[cfg(feature = "blocking")]
#[test]
fn t12_a_blocking_call_ends_in_its_time() {
    for slow in SLOW {
        let lists = Lists::new(slow.list);
        lists.answer(slow.others);
        let client = lists.client();
        let (done, waiting) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let call = client.call(slow.method, "v3/x").timeout(TIME);
            done.send(call.send_blocking().map(|_| ()).unwrap_err())
        });
        let error = waiting.recv_timeout(Duration::from_secs(10));
        let error = error.unwrap_or_else(|_| panic!("{}: hangs", slow.name));
        assert_eq!(error.kind(), slow.kind, "{}: {error}", slow.name);
    }
}

/// Whoever waits for another's fetch does not wait longer for it than for one of its own.
#[tokio::test]
async fn t12_the_public_key_of_v2_is_not_waited_for_in_turn() {
    let lists = Lists::new(Act::Good);
    lists.answer(Act::Hanging);
    let certificate = certificate(&[0x0a], &keys().merchant, "230101000000Z", "330101000000Z");
    let client = lists
        .builder()
        .api_v2_key("0123456789abcdef0123456789abcdef")
        .client_certificate(certificate, &keys().merchant_pem)
        .merchant_key("0A", &keys().merchant_pem)
        .timeout(TIME)
        .build()
        .unwrap();
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { in_time("v2's key", client.fetch_v2_public_key()).await })
        })
        .collect();
    for waiting in waiting {
        waiting.await.unwrap();
    }
}

/// A transport whose answers stop at some point, whatever time they were given.
#[derive(Clone, Copy)]
struct Stops {
    status: u16,
    /// How many pieces come at all, and how long before each.
    pieces: usize,
    pause: Duration,
    /// Whether the headers come.
    begins: bool,
}

struct Pieces {
    left: usize,
    pause: Duration,
    next: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Pending;
        }
        let pause = self.pause;
        let next = self
            .next
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        if next.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        self.left -= 1;
        self.next = None;
        Poll::Ready(Some(Ok(Bytes::from_static(b"piece"))))
    }
}

impl Transport for Stops {
    fn send(&self, _: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(pending())
    }

    fn send_streaming(&self, _: Outgoing) -> BoxFuture<'_, Result<http::Response<Chunks>, TransportError>> {
        Box::pin(async move {
            if !self.begins {
                pending::<()>().await;
            }
            let head = answer(self.status, &[], Bytes::new());
            let pieces = Pieces {
                left: self.pieces,
                pause: self.pause,
                next: None,
            };
            Ok(head.map(|_| Chunks::new(pieces)))
        })
    }
}

fn file(client: &Client) -> Call<Download> {
    client
        .download("https://api.mch.weixin.qq.com/v3/billdownload/file?token=t")
        .retry(RetryPolicy::none())
        .timeout(TIME)
}

#[tokio::test]
async fn t12_a_streamed_file_ends_when_its_pieces_stay_away() {
    let (soon, slowly) = (Duration::ZERO, Duration::from_millis(200));
    let cases = [
        ("no headers", 200, 0, soon, false),
        ("no first piece", 200, 0, soon, true),
        ("no second piece", 200, 1, soon, true),
        ("an error without a body", 500, 0, soon, true),
        ("an error that drips", 500, 1_000, slowly, true),
    ];
    for (name, status, pieces, pause, begins) in cases {
        let transport = Stops {
            status,
            pieces,
            pause,
            begins,
        };
        let client = builder().transport(transport).build().unwrap();
        let error = in_time(name, file(&client).to_writer(Vec::new())).await;
        assert_eq!(error.kind(), ErrorKind::Timeout, "{name}: {error}");
    }
}

/// Each piece of a file has the whole time anew.
#[tokio::test]
async fn a_large_file_may_take_longer_than_its_pieces() {
    let transport = Stops {
        status: 200,
        pieces: 5,
        pause: Duration::from_millis(150),
        begins: true,
    };
    let client = builder().transport(transport).build().unwrap();
    let mut stream = file(&client).stream().await.unwrap();
    for _ in 0..5 {
        assert_eq!(stream.next().await.unwrap().unwrap(), "piece");
    }
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(stream.next().await.is_none());
}
