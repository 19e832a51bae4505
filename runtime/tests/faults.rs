//! Every fault of a server over real connections: what the error is, what it keeps, and what was sent twice.
#![cfg(feature = "reqwest")]

mod support;

use std::fmt::Debug;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use support::faults::{Fault, faults, faults_of_files};
use support::platform::{builder, check_request};
use support::server::Server;
use wechatpay_openapi_runtime::{
    Answer, Call, Chain, Client, Download, Effect, Error, ErrorKind, Method, Operation, RetryPolicy, record,
};

record! {
    /// An answer.
    pub struct Order {
        /// Text.
        pub prepay_id: Option<String>,
        /// Nested.
        pub amount: Option<Amount>,
    }
    /// An amount.
    pub struct Amount {
        /// Fen.
        pub total: Option<i64>,
    }
}

const GET: Operation = Operation::v3(Method::GET, "/v3/orders");
const POST: Operation = Operation::v3(Method::POST, "/v3/orders").effect(Effect::Once);
const REFUND: Operation = POST.repeat_after(60);

/// The standard policy, but quick.
fn client(url: &str) -> Client {
    let policy = RetryPolicy::standard()
        .backoff(Duration::from_millis(2), Duration::from_millis(4))
        .attempt_timeout(Duration::from_millis(250));
    builder().base_url(url).retry(policy).build().unwrap()
}

fn call<T>(url: &str, operation: &Operation, fault: &Fault) -> Call<T> {
    // Large answers take their time in a debug build.
    let slow = fault.kind == Some(ErrorKind::Timeout);
    let timeout = Duration::from_millis(if slow { 750 } else { 20_000 });
    let call = Call::bare(Chain::new(&client(url)), operation).timeout(timeout);
    if slow {
        return call;
    }
    let policy = RetryPolicy::standard().backoff(Duration::from_millis(2), Duration::from_millis(4));
    call.retry(policy)
}

fn serve(fault: &Fault) -> Server {
    let (count, act) = (AtomicUsize::new(0), fault.act);
    Server::start(move |_| act(count.fetch_add(1, Ordering::SeqCst)))
}

/// Checks what came of a call that the server saw `requests` times.
fn check<T: Debug>(
    fault: &Fault,
    operation: &Operation,
    outcome: Result<T, Error>,
    server: &Server,
) -> usize {
    let name = format!("{}, {operation}", fault.name);
    let seen = server.seen();
    for seen in &seen {
        check_request(
            &seen.method,
            &seen.target,
            seen.header("authorization"),
            &seen.body,
        );
    }
    let error = match (outcome, fault.kind) {
        (Ok(_), None) => return seen.len(),
        (Err(error), Some(_)) => error,
        (outcome, _) => panic!("{name}: {outcome:?}"),
    };
    assert_eq!(Some(error.kind()), fault.kind, "{name}: {error}");
    let text = error.to_string();
    assert!(
        text.starts_with(&format!("{operation}: ")) && text.contains(fault.says),
        "{name}: {text}"
    );
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        fault.keeps.map(|keeps| keeps.0),
        "{name}"
    );
    assert_eq!(error.code(), fault.keeps.and_then(|keeps| keeps.1), "{name}");
    assert_eq!(error.message().is_some(), error.code().is_some(), "{name}");
    assert_eq!(error.body().is_some(), fault.keeps.is_some(), "{name}");
    assert_eq!(error.request_id(), fault.keeps.map(|_| "08F78BB5A906"), "{name}");
    assert_eq!(server.url.strip_prefix("http://"), error.host(), "{name}");
    let effect = fault.effect && operation.method != Method::GET;
    assert_eq!(error.may_have_taken_effect(), effect, "{name}");
    assert_eq!(error.attempts() as usize, seen.len(), "{name}");
    seen.len()
}

#[tokio::test]
async fn each_fault_is_told_and_nothing_is_sent_twice_that_must_not_be() {
    let faults = faults();
    assert_eq!(faults.len(), 38, "the list and its count go together");
    for fault in &faults {
        for (operation, expected) in [(&GET, fault.requests.0), (&POST, fault.requests.1)] {
            let server = serve(fault);
            let outcome = call::<Order>(&server.url, operation, fault).await;
            let count = check(fault, operation, outcome, &server);
            assert_eq!(count, expected, "{}, {operation}", fault.name);
        }
    }
}

#[tokio::test]
async fn streamed_files_meet_the_same_and_nothing_of_a_bad_one_is_given() {
    let faults = faults_of_files();
    assert_eq!(faults.len(), 31, "the list and its count go together");
    for fault in &faults {
        for (operation, expected) in [(GET, fault.requests.0), (POST, fault.requests.1)] {
            let operation = operation.answers(Answer::File);
            let server = serve(fault);
            let mut written = Vec::new();
            let call: Call<Download> = call(&server.url, &operation, fault);
            let outcome = call.to_writer(&mut written).await;
            assert_eq!(written.is_empty(), outcome.is_err(), "{}", fault.name);
            let count = check(fault, &operation, outcome, &server);
            assert_eq!(count, expected, "{}, {operation}", fault.name);
        }
    }
}

#[tokio::test]
async fn a_refund_is_sent_once_whatever_comes() {
    for fault in faults().iter().filter(|fault| fault.requests.1 > 1) {
        let server = serve(fault);
        let outcome = call::<Order>(&server.url, &REFUND, fault).await;
        let error = outcome.unwrap_err();
        assert_eq!(server.seen().len(), 1, "{}", fault.name);
        assert_eq!(
            error.retry_after(),
            Some(Duration::from_secs(60)),
            "{}",
            fault.name
        );
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_meet_the_same() {
    let few = [
        "wrong serial",
        "probe",
        "202, then 200",
        "502 in HTML",
        "empty 500",
        "cut body",
        "slow body",
    ];
    for fault in faults().iter().filter(|fault| few.contains(&fault.name)) {
        for (operation, expected) in [(&GET, fault.requests.0), (&POST, fault.requests.1)] {
            let server = serve(fault);
            let outcome = call::<Order>(&server.url, operation, fault).send_blocking();
            assert_eq!(
                check(fault, operation, outcome, &server),
                expected,
                "{}",
                fault.name
            );
        }
    }
}

#[tokio::test]
async fn the_answers_of_errors_keep_their_bodies() {
    for (name, body) in [
        ("502 in HTML", "<html>502</html>"),
        ("gzip", "\u{1f}"),
        ("empty 500", ""),
    ] {
        let faults = faults();
        let fault = faults.iter().find(|fault| fault.name == name).unwrap();
        let server = serve(fault);
        let error = call::<Order>(&server.url, &POST, fault).await.unwrap_err();
        assert!(error.body().unwrap().starts_with(body.as_bytes()), "{name}");
        assert_eq!(error.body().unwrap().is_empty(), body.is_empty(), "{name}");
        // What was verified says so, even if it could not be read.
        assert_eq!(error.verified_by().is_some(), name == "gzip", "{name}");
    }
}

/// A server that accepts and hangs up without reading.
fn hanging_up() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counter.fetch_add(1, Ordering::SeqCst);
            drop(stream);
        }
    });
    (url, count)
}

#[tokio::test]
async fn a_reset_before_the_request_is_read_may_have_come_after_it() {
    for (operation, connections) in [(&GET, 3), (&POST, 1)] {
        let (url, count) = hanging_up();
        let outcome = Call::<Order>::bare(Chain::new(&client(&url)), operation).await;
        let error = outcome.unwrap_err();
        // Nobody can tell from here whether the request was read.
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
        assert_eq!(error.may_have_taken_effect(), operation.method == Method::POST);
        assert_eq!(count.load(Ordering::SeqCst), connections, "{operation}");
    }
}

#[tokio::test]
async fn a_refused_connection_sent_nothing_and_the_backup_serves() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let closed = format!("http://{closed}");
    for operation in [&GET, &POST, &REFUND] {
        let outcome = Call::<Order>::bare(Chain::new(&client(&closed)), operation).await;
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::NotSent, 3));
        assert!(!error.may_have_taken_effect() && error.to_string().contains("nothing was sent"));
        let all = faults();
        let fine = all.iter().find(|fault| fault.name == "299 s ago").unwrap();
        let server = serve(fine);
        let pair = builder()
            .base_url(&closed)
            .backup_url(&server.url)
            .build()
            .unwrap();
        for _ in 0..2 {
            Call::<Order>::bare(Chain::new(&pair), operation).await.unwrap();
        }
        assert_eq!(server.seen().len(), 2);
    }
}
