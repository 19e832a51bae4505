//! What is sent again, how often, when, and what its error says. Without a network and without waiting.

mod support;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use support::platform::{NOW, check_request};
use support::script::Stage;
use support::script::Step::{self, Broken, Forged, Good, Plain, Refused, Signed, TimedOut};
use wechatpay_openapi_runtime::{
    Call, Chain, Client, Effect, Error, ErrorKind, Json, Method, Operation, RetryPolicy,
};

const NONE: (&str, &str) = ("X-None", "");
const SYSTEM_ERROR: &str = r#"{"code":"SYSTEM_ERROR","message":"系统错误"}"#;
const REFUND: Operation = Operation::v3(Method::POST, "/v3/refunds")
    .effect(Effect::Once)
    .repeat_after(60);
const V2: Operation = Operation::v2(Method::POST, "/pay/unifiedorder");

fn post(client: &Client) -> Call<Json> {
    let call = client.call(Method::POST, "v3/orders").json(&json!({"n": 1}));
    call.repeatable(true)
}

fn get(client: &Client) -> Call<Json> {
    client.call(Method::GET, "v3/orders")
}

async fn error(call: Call<Json>) -> Error {
    call.await.map(|_| ()).unwrap_err()
}

/// Each failure once, then a good answer: is it sent again?
#[tokio::test]
async fn what_is_repeated() {
    let cases: [(&str, Step, [bool; 3]); 17] = [
        // GET, POST with an own number, the same with `resend_interrupted`
        ("no connection", Refused, [true, true, true]),
        ("no answer in time", TimedOut, [true, false, true]),
        ("broken connection", Broken, [true, false, true]),
        ("429", Plain(429, NONE, ""), [true, true, true]),
        ("500 by code", Signed(500, SYSTEM_ERROR), [true, true, true]),
        ("500 unsigned", Plain(500, NONE, SYSTEM_ERROR), [true, true, true]),
        ("500 empty", Plain(500, NONE, ""), [true, false, false]),
        (
            "500 of another kind",
            Signed(500, r#"{"code":"BANKERROR"}"#),
            [true, false, false],
        ),
        ("502 in HTML", Plain(502, NONE, "<html>"), [true, true, true]),
        ("503", Plain(503, NONE, ""), [true, true, true]),
        ("504", Plain(504, NONE, ""), [true, false, false]),
        ("202", Signed(202, ""), [true, true, true]),
        (
            "202 with a state",
            Signed(202, r#"{"code":"USERPAYING","message":"支付中"}"#),
            [false; 3],
        ),
        ("400", Signed(400, r#"{"code":"PARAM_ERROR"}"#), [false; 3]),
        ("unsigned", Plain(200, NONE, "{}"), [false; 3]),
        ("signed wrongly", Forged(503), [false; 3]),
        ("no JSON", Signed(200, "<"), [false; 3]),
    ];
    let resending = RetryPolicy::standard().resend_interrupted(true);
    for (name, step, repeated) in cases {
        for (at, repeated) in repeated.into_iter().enumerate() {
            let stage = Stage::new(&[step]);
            let client = stage.client();
            let call = match at {
                0 => get(&client),
                1 => post(&client),
                _ => post(&client).retry(resending.clone()),
            };
            let outcome = call.await;
            assert_eq!(outcome.is_ok(), repeated, "{name}, {at}: {outcome:?}");
            assert_eq!(stage.sent().len(), 1 + usize::from(repeated), "{name}, {at}");
            if let Err(error) = outcome {
                assert_eq!(error.attempts(), 1);
                assert_eq!(error.host(), Some("api.mch.weixin.qq.com"));
            }
        }
    }
}

#[tokio::test]
async fn every_attempt_has_the_same_bytes_and_a_new_signature() {
    let stage = Stage::new(&[Signed(500, SYSTEM_ERROR), Refused]);
    post(&stage.client()).await.unwrap();
    let sent = stage.sent();
    assert_eq!(sent.len(), 3);
    for attempt in &sent {
        assert_eq!(attempt.body, sent[0].body);
        check_request("POST", &attempt.target, &attempt.authorization, &attempt.body);
    }
    let signatures: BTreeSet<_> = sent.iter().map(|sent| &sent.authorization).collect();
    assert_eq!(signatures.len(), 3);
}

#[tokio::test]
async fn v2_repeats_what_was_not_sent_and_no_answer() {
    let failed = "<xml><return_code>SUCCESS</return_code><result_code>FAIL</result_code>\
                  <err_code>SYSTEMERROR</err_code></xml>";
    for (step, repeated) in [
        (Refused, true),
        (TimedOut, false),
        (Broken, false),
        (Plain(502, NONE, "<html>"), false),
        (Plain(200, NONE, failed), false),
    ] {
        let stage = Stage::new(&[step, Refused, Refused, Refused]);
        let client = stage.builder().api_v2_key("0123456789abcdef0123456789abcdef");
        let client = client.build().unwrap();
        let error = error(Call::bare(Chain::new(&client), &V2)).await;
        assert_eq!(stage.sent().len(), if repeated { 3 } else { 1 }, "{error}");
        assert_eq!(error.may_have_taken_effect(), !repeated, "{error}");
    }
}

#[tokio::test]
async fn the_policy_says_how_often_and_the_pauses_grow() {
    let refused = [Signed(503, "{}"); 20];
    for (policy, attempts) in [
        (RetryPolicy::none(), 1),
        (RetryPolicy::standard(), 3),
        (RetryPolicy::standard().max_attempts(0), 1),
        (RetryPolicy::default().max_attempts(7), 7),
        (RetryPolicy::standard().time_limit(Duration::ZERO), 1),
    ] {
        let stage = Stage::new(&refused);
        let client = stage.builder().retry(policy.clone()).build().unwrap();
        let failed = error(post(&client)).await;
        assert_eq!(failed.attempts(), attempts, "{policy:?}");
        assert_eq!(stage.sent().len(), attempts as usize);
        let slept = stage.slept();
        assert_eq!(slept.len() + 1, attempts as usize);
        for (at, pause) in slept.into_iter().enumerate() {
            let whole = Duration::from_millis(300 << at).min(Duration::from_secs(5));
            assert!(pause >= whole / 2 && pause <= whole, "{at}: {pause:?}");
        }
        // A call's own policy goes before the client's.
        error(post(&client).retry(RetryPolicy::none())).await;
        assert_eq!(stage.sent().len(), 1);
    }
}

#[tokio::test]
async fn retry_after_is_honoured_within_the_time_left() {
    let date = "Tue, 14 Nov 2023 22:13:25 GMT"; // NOW is 22:13:20
    for (text, waits, seconds) in [
        ("7", true, Some(7)),
        (date, true, Some(5)),
        ("30", false, Some(30)),
        ("99999999999", false, Some(99_999_999_999)),
        ("soon", true, None),
    ] {
        let stage = Stage::new(&[Plain(429, ("Retry-After", text), "{}"), Plain(429, NONE, "")]);
        let outcome = post(&stage.client()).await;
        let slept = stage.slept();
        if waits {
            outcome.unwrap();
            let at_least = Duration::from_secs(seconds.unwrap_or(0));
            assert!(
                slept[0] >= at_least && slept[0] < at_least + Duration::from_secs(1),
                "{slept:?}"
            );
        } else {
            let error = outcome.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
            assert_eq!(error.retry_after(), seconds.map(Duration::from_secs));
            assert!(!error.may_have_taken_effect() && slept.is_empty());
        }
    }
}

#[tokio::test]
async fn a_call_stays_within_its_time() {
    let stage = Stage::new(&[TimedOut, Good]);
    stage.takes(Duration::from_secs(10));
    get(&stage.client()).await.unwrap();
    let (sent, pause) = (stage.sent(), stage.slept()[0]);
    // The first leaves time for another; the second has no more than 10 s either, the third all that is left.
    assert_eq!(sent[0].timeout, Duration::from_secs(10));
    assert_eq!(sent[1].timeout, Duration::from_secs(10));
    let stage = Stage::new(&[TimedOut, TimedOut, Good]);
    stage.takes(Duration::from_secs(9));
    get(&stage.client()).await.unwrap();
    let slept: Duration = stage.slept().iter().sum();
    assert_eq!(stage.sent()[2].timeout, Duration::from_secs(12) - slept);
    assert!(pause < Duration::from_secs(1));
    // A POST has all of it at once, and what is over is not begun again.
    let stage = Stage::new(&[Signed(503, ""), Good]);
    stage.takes(Duration::from_secs(4));
    let failed = error(post(&stage.client()).timeout(Duration::from_secs(4))).await;
    assert_eq!(failed.status().unwrap().as_u16(), 503);
    assert_eq!(stage.sent()[0].timeout, Duration::from_secs(4));
    // One that has no time at all is not sent.
    let failed = error(post(&stage.client()).timeout(Duration::ZERO)).await;
    assert_eq!(failed.kind(), ErrorKind::NotSent);
    assert!(stage.sent().is_empty() && !failed.may_have_taken_effect());
}

#[tokio::test]
async fn no_second_refund_within_a_minute() {
    let refund = |client: &Client| Call::<Json>::bare(Chain::new(client), &REFUND);
    let minute = Some(Duration::from_secs(60));
    for step in [
        Signed(500, SYSTEM_ERROR),
        Plain(502, NONE, ""),
        Plain(429, ("Retry-After", "1"), ""),
        Signed(202, ""),
        Signed(403, r#"{"code":"NOT_ENOUGH"}"#),
        Broken,
    ] {
        let stage = Stage::new(&[step]);
        let policy = RetryPolicy::standard().resend_interrupted(true);
        let failed = error(refund(&stage.client()).retry(policy.clone())).await;
        assert_eq!(stage.sent().len(), 1, "{step:?}");
        assert_eq!(failed.retry_after(), minute, "{step:?}");
        // With time enough it is repeated after the minute, unless it is refused for good.
        let stage = Stage::new(&[step]);
        let patient = refund(&stage.client())
            .timeout(Duration::from_secs(200))
            .retry(policy);
        let is_final = matches!(step, Signed(403, _));
        assert_eq!(patient.await.is_err(), is_final, "{step:?}");
        assert!(stage.slept().iter().all(|pause| pause.as_secs() >= 60));
        assert_eq!(stage.sent().len(), 2 - usize::from(is_final));
    }
    // What was not sent made no refund.
    let stage = Stage::new(&[Refused, Refused]);
    refund(&stage.client()).await.unwrap();
    assert!(stage.slept().iter().all(|pause| pause.as_secs() < 1));
    // A longer Retry-After goes before.
    let stage = Stage::new(&[Plain(429, ("Retry-After", "90"), "")]);
    let failed = error(refund(&stage.client())).await;
    assert_eq!(failed.retry_after(), Some(Duration::from_secs(90)));
    // Without I/O it is said too.
    let answer = support::platform::signed(500, SYSTEM_ERROR);
    let failed = refund(&stage.client()).read(answer).map(|_| ()).unwrap_err();
    assert_eq!((failed.retry_after(), failed.attempts()), (minute, 0));
}

#[tokio::test]
async fn the_last_error_speaks_for_all_attempts() {
    let refused = Signed(400, r#"{"code":"ORDER_PAID","message":"订单已支付"}"#);
    let stage = Stage::new(&[Signed(500, SYSTEM_ERROR), refused]);
    let failed = error(post(&stage.client())).await;
    assert_eq!((failed.code(), failed.attempts()), (Some("ORDER_PAID"), 2));
    assert!(failed.may_have_taken_effect());
    assert!(
        failed
            .to_string()
            .ends_with("attempt 2; an earlier one may have taken effect; query it before anything else"),
        "{failed}"
    );
    // Not so after attempts that cannot have.
    let stage = Stage::new(&[Refused, Plain(429, NONE, ""), refused]);
    let failed = error(post(&stage.client())).await;
    assert_eq!(failed.attempts(), 3);
    assert!(!failed.may_have_taken_effect(), "{failed}");
    // An answer that cannot be decoded knows, too.
    let stage = Stage::new(&[Refused, Signed(200, "<")]);
    let failed = error(post(&stage.client())).await;
    assert_eq!((failed.kind(), failed.attempts()), (ErrorKind::Decode, 2));
    // A GET never has an effect.
    let stage = Stage::new(&[TimedOut, TimedOut, TimedOut]);
    let failed = error(get(&stage.client())).await;
    assert!(!failed.may_have_taken_effect() && failed.is_timeout());
}

#[test]
fn a_state_of_202_keeps_its_code() {
    let client = Stage::default().client();
    let body = r#"{"code":"USERPAYING","message":"需要用户输入支付密码"}"#;
    let answer = support::platform::signed(202, body);
    let failed = post(&client).read(answer).map(|_| ()).unwrap_err();
    assert_eq!(
        (failed.kind(), failed.code()),
        (ErrorKind::Accepted, Some("USERPAYING"))
    );
    let line = failed.to_string();
    assert!(failed.may_have_taken_effect() && line.ends_with("; query it before anything else"));
    assert!(line.contains("(202 USERPAYING: 需要用户输入支付密码)"), "{line}");
}

#[test]
fn a_wrong_clock_is_told_when_it_may_be_the_reason() {
    let client = Stage::default().client();
    let at = |date: &str, status: u16| {
        let answer = support::platform::answer(status, &[("Date", date.to_owned())], "{}");
        post(&client).read(answer).map(|_| ()).unwrap_err()
    };
    for (date, words) in [
        ("Tue, 14 Nov 2023 22:18:21 GMT", "301 s behind"),
        ("Tue, 14 Nov 2023 22:08:19 GMT", "301 s ahead of"),
    ] {
        let failed = at(date, 401);
        assert!(failed.to_string().contains(words), "{failed}");
        assert_eq!(failed.clocks().unwrap().local, NOW);
        assert_eq!(at(date, 404).clocks(), None);
    }
    assert_eq!(at("Tue, 14 Nov 2023 22:18:20 GMT", 401).clocks(), None);
    assert_eq!(at("soon", 401).clocks(), None);
}

/// Polls without tokio, as another runtime would.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::sync::Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(output) => return output,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn the_pause_needs_no_runtime_and_no_timers_of_one() {
    let policy = RetryPolicy::standard().backoff(Duration::from_millis(10), Duration::from_millis(10));
    let call = || {
        let stage = Stage::new(&[Signed(503, "")]);
        let builder = support::platform::builder().transport(stage.clone());
        let client = builder.retry(policy.clone()).build().unwrap();
        (stage, post(&client).into_future())
    };
    let (stage, sending) = call();
    block_on(sending).unwrap();
    assert_eq!(stage.sent().len(), 2);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (stage, sending) = call();
    runtime.block_on(sending).unwrap();
    assert_eq!(stage.sent().len(), 2);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_are_repeated_too() {
    let stage = Stage::new(&[Refused, Signed(503, ""), Signed(503, "")]);
    let failed = post(&stage.client()).send_blocking().unwrap_err();
    assert_eq!((failed.attempts(), stage.sent().len()), (3, 3));
}
