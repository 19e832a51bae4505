//! Against the arithmetic: clocks, timers and pauses as wrong as can be. Nothing panics, nothing hangs.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use wechatpay_openapi_runtime::{
    BoxFuture, Call, Chain, Client, ClientBuilder, ErrorKind, Json, Method, Operation, RetryPolicy, Timer,
};

use crate::support::lists::{Act, Lists};
use crate::support::platform::{NOW, signature_headers};
use crate::support::script::Stage;
use crate::support::script::Step::{self, Broken, Forged, Good, Plain, Refused, Signed, TimedOut};

const CLOCKS: [i64; 8] = [i64::MIN, i64::MIN + 1, -NOW, -1, 0, NOW, i64::MAX - 1, i64::MAX];
const V2_KEY: &str = "0123456789abcdef0123456789abcdef";
const REFUND: Operation = Operation::v3(Method::POST, "/v3/refunds").repeat_after(60);
const STEPS: [Step; 9] = [
    Refused,
    TimedOut,
    Broken,
    Good,
    Forged(200),
    Signed(503, "{}"),
    Plain(503, ("Retry-After", "99999999999999999999999"), ""),
    Plain(429, ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), ""),
    Plain(401, ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), "{}"),
];

/// Everything that asks for the time.
async fn ask(client: &Client) {
    let _ = client.call(Method::GET, "v3/x").await;
    let _ = client.call(Method::POST, "v3/x").await;
    let refund: Call<Json> = Call::bare(Chain::new(client), &REFUND);
    let _ = refund.await;
    let v2: Call<Json> = Call::bare(Chain::new(client), &Operation::v2(Method::POST, "/pay/x"));
    let _ = v2.await;
    let _ = client.refresh_platform_certificates().await;
    let notifications = client.notifications();
    let _ = notifications
        .parse_fetching(&signature_headers(b"{}"), b"{}")
        .await;
    let _ = client
        .payment("wx8888888888888888")
        .jsapi("wx201410272009395522657a690389285100");
}

#[tokio::test]
async fn a_clock_may_say_anything_and_jump() {
    for first in CLOCKS {
        for second in [i64::MIN, NOW, i64::MAX] {
            let now = Arc::new(AtomicI64::new(first));
            let stage = Stage::new(&STEPS);
            let clocked = |builder: ClientBuilder<Client>| {
                let now = now.clone();
                builder.clock(move || now.load(Ordering::SeqCst)).build().unwrap()
            };
            let scripted = clocked(stage.builder().api_v2_key(V2_KEY));
            let fetching = clocked(Lists::new(Act::Good).builder().timer(stage.clone()));
            for time in [first, second] {
                now.store(time, Ordering::SeqCst);
                stage.down(&["api.mch.weixin.qq.com"]);
                ask(&scripted).await;
                stage.down(&[]);
                ask(&scripted).await;
                ask(&fetching).await;
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_clock_is_told_and_not_believed() {
    for now in CLOCKS.into_iter().filter(|now| *now != NOW) {
        let client = Stage::new(&[Good]).builder().clock(move || now).build().unwrap();
        let error = client.call(Method::GET, "v3/x").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Expired, "{now}: {error}");
        let times = error.clocks().unwrap();
        assert_eq!((times.signed, times.local), (NOW, now));
        assert!(!format!("{error:?}").is_empty());
    }
}

/// A timer that says what it wants, and does not wait.
struct Erratic {
    says: [Duration; 4],
    asked: AtomicUsize,
}

impl Timer for Erratic {
    fn now(&self) -> Duration {
        self.says[self.asked.fetch_add(1, Ordering::SeqCst) % self.says.len()]
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

#[tokio::test]
async fn timeouts_pauses_and_timers_may_be_as_long_as_they_can_be() {
    let spans = [
        Duration::ZERO,
        Duration::from_nanos(1),
        Duration::from_secs(1),
        Duration::MAX,
    ];
    let timers = [
        spans,
        [Duration::MAX, Duration::ZERO, Duration::MAX, Duration::ZERO],
        [
            Duration::from_secs(9),
            Duration::from_secs(1),
            Duration::ZERO,
            Duration::from_secs(9),
        ],
    ];
    for says in timers {
        for timeout in spans {
            for span in spans {
                let policy = RetryPolicy::standard()
                    .max_attempts(u32::MAX)
                    .time_limit(span)
                    .attempt_timeout(span)
                    .backoff(span, Duration::MAX);
                let stage = Stage::new(&STEPS);
                let asked = AtomicUsize::new(0);
                let client = stage
                    .builder()
                    .timer(Erratic { says, asked })
                    .timeout(timeout)
                    .retry(policy)
                    .api_v2_key(V2_KEY);
                // No time at all is a mistake that is told at once.
                match client.build() {
                    Ok(client) => ask(&client).await,
                    Err(error) => assert!(timeout.is_zero(), "{error}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn a_pause_as_long_as_can_be_is_no_overflow() {
    let stage = Stage::new(&[Refused, Refused]);
    let policy = RetryPolicy::standard().backoff(Duration::MAX, Duration::MAX);
    let client = stage
        .builder()
        .timeout(Duration::MAX)
        .retry(policy)
        .without_backup();
    let _ = client.build().unwrap().call(Method::GET, "v3/x").await;
    assert!(stage.slept().iter().all(|pause| *pause >= Duration::MAX / 2));
}
