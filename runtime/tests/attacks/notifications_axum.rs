//! Notifications that do not arrive: too slow, too large, broken off.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::routing::post;
use hyper::body::Frame;
use tower::ServiceExt as _;
use wechatpay_openapi_runtime::http::Request;
use wechatpay_openapi_runtime::{BoxFuture, Bytes, RawNotification, Rejection, Reply, Timer, WechatPay};

use super::notifications::genuine;
use super::support::platform::builder;

/// A timer that is over at once, or never; counts how often it was asked for 5 s.
struct Still {
    is_over: bool,
    asked: Arc<AtomicU32>,
}

impl Timer for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        assert_eq!(time, Duration::from_secs(5));
        self.asked.fetch_add(1, Ordering::SeqCst);
        match self.is_over {
            true => Box::pin(std::future::ready(())),
            false => Box::pin(std::future::pending()),
        }
    }
}

/// A body of these pieces, then of nothing any more, for ever or broken off.
struct Pieces {
    pieces: Vec<Bytes>,
    is_broken: bool,
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.pieces.pop() {
            Some(piece) => Poll::Ready(Some(Ok(Frame::data(piece)))),
            None if self.is_broken => Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into()))),
            None => Poll::Pending,
        }
    }
}

async fn notified(notification: Result<WechatPay<RawNotification>, Rejection>) -> Reply {
    match notification {
        Ok(WechatPay(notification)) => notification.success(),
        Err(rejection) => rejection.reply,
    }
}

/// The status, the body, and how often the timer was asked for.
async fn ask(body: Body, is_over: bool) -> (u16, String, u32) {
    let asked = Arc::new(AtomicU32::new(0));
    let timer = Still {
        is_over,
        asked: asked.clone(),
    };
    let client = builder().timer(timer).build().unwrap();
    let router = Router::new().route("/", post(notified)).with_state(client);
    let mut request = Request::post("/");
    for (name, value) in genuine().headers {
        request = request.header(name, value);
    }
    let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (
        status,
        String::from_utf8(body.to_vec()).unwrap(),
        asked.load(Ordering::SeqCst),
    )
}

fn pieces(pieces: Vec<Bytes>, is_broken: bool) -> Body {
    Body::new(Pieces { pieces, is_broken })
}

#[tokio::test]
async fn what_does_not_arrive_is_given_up() {
    let all = Bytes::from(genuine().body);
    let half = all.slice(..all.len() / 2);
    let huge = Bytes::from(vec![b' '; (1 << 20) + 1]);
    #[rustfmt::skip] // what, body, whether the time is over, status, said, how often there was a timer
    let attacks = [
        ("at once", Body::from(all.clone()), true, 204, "", 0),
        ("nothing, for ever", pieces(vec![], false), true, 408, "in time", 1),
        ("half, then nothing", pieces(vec![half.clone()], false), true, 408, "in time", 1),
        ("all, but no end", pieces(vec![all], false), true, 408, "in time", 1),
        ("broken off", pieces(vec![half], true), false, 400, "did not arrive", 0),
        ("huge", Body::from(huge.clone()), false, 413, "larger than 1 MiB", 0),
        ("huge, and no end", pieces(vec![huge], false), true, 413, "larger than 1 MiB", 0),
    ];
    for (what, body, is_over, status, said, timers) in attacks {
        let found = ask(body, is_over).await;
        assert_eq!((found.0, found.2), (status, timers), "{what}: {found:?}");
        assert!(found.1.contains(said), "{what}: {found:?}");
    }
}
