//! A client without an async runtime: nothing but a transport and whoever polls.

mod support;

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use support::lists::{Act, Lists};
use support::rotation::{HOUR, OLD};
use wechatpay_openapi_runtime::{BoxFuture, Client, Error, ErrorKind, Method, Timer};

/// Nothing waits, so one poll ends it.
fn finish<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    match poll(future.as_mut()) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waits for a runtime"),
    }
}

fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The smallest executor.
fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future.into_future());
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// A timer that a test moves on.
#[derive(Clone, Default)]
struct ByHand(Arc<Mutex<Duration>>);

impl Timer for ByHand {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

fn by_hand(lists: &Lists) -> (Client, ByHand) {
    let timer = ByHand::default();
    (lists.builder().timer(timer.clone()).build().unwrap(), timer)
}

/// A call under way.
fn begun(client: &Client) -> Pin<Box<dyn Future<Output = Result<(), Error>>>> {
    let call = client.call(Method::GET, "v3/x").into_future();
    let mut call = Box::pin(async move { call.await.map(|_| ()) });
    assert!(poll(call.as_mut()).is_pending());
    call
}

#[test]
fn certificates_are_fetched_and_renewed() {
    let lists = Lists::new(Act::Good);
    let client = lists.client();
    for (hours, fetched) in [(0, 1), (1, 1), (12, 2), (1, 2), (24, 3)] {
        lists.later(hours * HOUR);
        let answer = finish(client.call(Method::GET, "v3/x")).unwrap();
        assert_eq!(answer.verified_by(), Some(OLD));
        assert_eq!(lists.fetches(), fetched, "after {hours} hours more");
    }
}

#[test]
fn t8_a_fetch_is_driven_by_whoever_waits_for_it() {
    // Whether others wait already when the one that began it gives up.
    for others in [true, false] {
        let lists = Lists::new(Act::Gated);
        let (client, _) = by_hand(&lists);
        let first = begun(&client);
        let mut waiting = others.then(|| begun(&client));
        drop(first);
        let mut last = begun(&client);
        lists.open();
        for call in waiting.iter_mut().chain([&mut last]) {
            assert!(matches!(poll(call.as_mut()), Poll::Ready(Ok(()))));
        }
        assert_eq!(lists.fetches(), 1);
    }
}

#[test]
fn t8_a_fetch_that_nobody_drives_any_more_is_followed_by_another() {
    let lists = Lists::new(Act::Hanging);
    let (client, timer) = by_hand(&lists);
    drop(begun(&client));
    lists.turn(Act::Good);
    // The client's time is 30 s.
    for (seconds, fetches) in [(20, 1), (59, 1), (60, 2)] {
        *timer.0.lock().unwrap() = Duration::from_secs(seconds);
        let call = client.call(Method::GET, "v3/x").into_future();
        assert_eq!(poll(pin!(call)).is_ready(), fetches == 2, "after {seconds} s");
        assert_eq!(lists.fetches(), fetches, "after {seconds} s");
    }
}

#[test]
fn a_fetch_that_nobody_drives_does_not_keep_its_client() {
    let lists = Lists::new(Act::Hanging);
    let (client, _) = by_hand(&lists);
    drop(begun(&client));
    assert!(lists.holders() > 1);
    drop(client);
    assert_eq!(lists.holders(), 1);
}

#[test]
fn t12_a_call_ends_in_its_time_without_a_runtime_too() {
    let cases = [
        (
            "the fetch",
            Act::Hanging,
            Act::Good,
            ErrorKind::PlatformCertificates,
        ),
        ("the answer", Act::Good, Act::Hanging, ErrorKind::Timeout),
    ];
    for (name, list, others, kind) in cases {
        let lists = Lists::new(list);
        lists.answer(others);
        let call = lists.client().call(Method::GET, "v3/x");
        let error = block_on(call.timeout(Duration::from_millis(100))).unwrap_err();
        assert_eq!(error.kind(), kind, "{name}: {error}");
    }
}

/// A renewal that hangs makes the call late, and does not end it.
#[test]
fn t12_a_renewal_has_half_of_the_time_at_most() {
    let lists = Lists::new(Act::Good);
    let client = lists.client();
    block_on(client.call(Method::GET, "v3/x")).unwrap();
    lists.later(13 * HOUR);
    lists.turn(Act::Hanging);
    let call = client.call(Method::GET, "v3/x");
    block_on(call.timeout(Duration::from_millis(200))).unwrap();
    assert_eq!(lists.fetches(), 2);
}
