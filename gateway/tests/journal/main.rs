//! The journal: what is kept, found and waited for, and what assertions say.

mod explained;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Response};
use serde_json::{Value, json};
use wechatpay_gateway::check::{Check, Finding};
use wechatpay_gateway::journal::{Answered, Entry, Expectation, Filter, Journal, Kind, Shown, Verdict};
use wechatpay_gateway::message::{Detail, Location, Received, Refusal};

const PAY: &str = "POST /v3/pay/transactions/jsapi";
const REFUND: &str = "POST /v3/refund/domestic/refunds";

fn received(method: Method, target: &str, body: &[u8]) -> Received {
    Received {
        method,
        target: target.to_owned(),
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body),
        at: 1_700_000_000,
    }
}

fn entry(operation: &str, fields: Value, status: u16) -> Entry {
    let (method, target) = operation.split_once(' ').expect("verb and path");
    let body = fields.to_string();
    let received = received(method.parse().expect("a verb"), target, body.as_bytes());
    let mut answer = Response::new(Bytes::from_static(b"{}"));
    *answer.status_mut() = status.try_into().expect("a status");
    Entry {
        operation: Some(operation.to_owned()),
        mchid: "1900000001".to_owned(),
        fields: fields.as_object().cloned().unwrap_or_default(),
        verdict: match status {
            200..=299 => Verdict::Accepted,
            _ => Verdict::Refused {
                refusal: Box::new(Refusal::new(status, "PARAM_ERROR", "参数错误")),
                diagnosis: None,
            },
        },
        answer: Some(Answered::of(&answer)),
        ..Entry::of(&received)
    }
}

/// Two payments, the second refused, a refund, and a URL that nobody knows.
fn journal() -> Journal {
    let journal = Journal::default();
    journal.push(entry(
        PAY,
        json!({ "out_trade_no": "A", "amount": { "total": 100 } }),
        200,
    ));
    journal.push(entry(
        PAY,
        json!({ "out_trade_no": "B", "amount": { "total": -1 } }),
        400,
    ));
    journal.push(entry(
        REFUND,
        json!({ "out_refund_no": "R", "goods": [{ "id": "1" }, { "id": "2" }] }),
        200,
    ));
    journal.push(Entry::of(&received(Method::GET, "/v3/nowhere?a=1", b"")));
    journal
}

fn numbers(entries: &[Arc<Entry>]) -> Vec<u64> {
    entries.iter().map(|entry| entry.number).collect()
}

#[test]
fn exchanges_are_found_by_each_part_of_a_filter() {
    let journal = journal();
    for (filter, expected) in [
        (json!({}), &[1, 2, 3, 4][..]),
        (json!({ "operation": PAY }), &[1, 2]),
        (json!({ "operation": "POST /v3/*" }), &[1, 2, 3]),
        (json!({ "operation": "GET /v3/nowhere" }), &[4]),
        (json!({ "verdict": "accepted" }), &[1, 3]),
        (json!({ "verdict": "refused" }), &[2]),
        (json!({ "verdict": "unknown" }), &[4]),
        (json!({ "since": 2 }), &[3, 4]),
        (json!({ "since": 1, "limit": 1 }), &[2]),
        (json!({ "limit": 1 }), &[4]),
        (json!({ "mchid": "1900000001", "since": 1 }), &[2, 3]),
        (json!({ "mchid": "somebody else" }), &[]),
        (json!({ "since": 4 }), &[]),
        (json!({ "text": "nowhere" }), &[4]),
        (json!({ "text": "out_trade_no b" }), &[2]),
        (json!({ "text": " refunds  R" }), &[3]),
        (json!({ "text": "refunds \"B\"" }), &[]),
        (json!({ "text": "" }), &[1, 2, 3, 4]),
    ] {
        let parsed: Filter = serde_json::from_value(filter.clone()).expect("a filter");
        assert_eq!(numbers(&journal.find(&parsed)), expected, "{filter}");
    }
    assert!(
        serde_json::from_value::<Filter>(json!({ "operations": PAY })).is_err(),
        "a typing error is told"
    );
    assert_eq!(journal.get(3).map(|entry| entry.line()), Some(REFUND.to_owned()));
    assert!(journal.get(9).is_none());
}

#[tokio::test]
async fn expectations_pass_or_say_what_was_seen_instead() {
    let journal = journal();
    for (expectation, passed, reason) in [
        (
            json!({ "operation": REFUND }),
            true,
            "was seen once, expected once",
        ),
        (json!({ "operation": PAY, "times": 2 }), true, "2 times"),
        (
            json!({ "operation": PAY }),
            false,
            "was seen 2 times, expected once; it was in [1, 2]",
        ),
        (json!({ "operation": PAY, "verdict": "accepted" }), true, "once"),
        (json!({ "operation": PAY, "status": 400 }), true, "once"),
        (
            json!({ "operation": PAY, "fields": { "out_trade_no": "A" } }),
            true,
            "once",
        ),
        (
            json!({ "operation": PAY, "fields": { "amount": { "total": "100" } } }),
            true,
            "once",
        ),
        (
            json!({ "operation": PAY, "fields": { "amount": { "total": 200 } } }),
            false,
            "seen 0 times, expected once; but in exchange 2 `/amount/total` is -1, 200 was expected",
        ),
        (
            json!({ "operation": PAY, "fields": { "attach": "x" } }),
            false,
            "`/attach` is not there, \"x\" was expected",
        ),
        (
            json!({ "operation": REFUND, "fields": { "goods": [{ "id": "1" }] } }),
            false,
            "`/goods` is [{\"id\":\"1\"},{\"id\":\"2\"}]",
        ),
        (
            json!({ "operation": REFUND, "fields": { "goods": [{}, { "id": "2" }] } }),
            true,
            "once",
        ),
        (
            json!({ "operation": REFUND, "status": 500 }),
            false,
            "in exchange 3 the status is 200, 500 was expected",
        ),
        (
            json!({ "operation": REFUND, "verdict": "refused" }),
            false,
            "the verdict is \"accepted\"",
        ),
        (
            json!({ "operation": "GET /v3/certificates" }),
            false,
            "seen was GET /v3/nowhere (unknown) (1), POST /v3/pay/transactions/jsapi (2), POST /v3/refund",
        ),
        (
            json!({ "operation": "GET /v3/certificates", "since": 4 }),
            false,
            "nothing was seen at all",
        ),
        (
            json!({ "operation": "GET /v3/certificates", "times": 0 }),
            true,
            "0 times",
        ),
        (
            json!({ "operation": PAY, "times": { "at_least": 1 } }),
            true,
            "at least 1 times",
        ),
        (
            json!({ "operation": PAY, "times": { "at_most": 1 } }),
            false,
            "expected 0 to 1 times; it was in [1, 2]",
        ),
        (
            json!({ "operation": PAY, "times": { "at_least": 3, "at_most": 4 } }),
            false,
            "3 to 4 times",
        ),
    ] {
        let parsed: Expectation = serde_json::from_value(expectation.clone()).expect("an expectation");
        let found = parsed.check(&journal).await;
        assert_eq!(found.passed, passed, "{expectation}: {}", found.reason);
        assert!(found.reason.contains(reason), "{expectation}: {}", found.reason);
    }
}

#[tokio::test(start_paused = true)]
async fn an_expectation_waits_until_it_is_decided() {
    for (times, pushed_after_ms, within_ms, passed, took_ms) in [
        (json!(1), 300, 1000, true, 300),
        (json!(1), 300, 200, false, 200),
        (json!(0), 300, 1000, false, 300),
        (json!(0), 3000, 1000, true, 1000),
        (json!({ "at_most": 1 }), 300, 1000, true, 1000),
    ] {
        let journal = Arc::new(Journal::default());
        tokio::spawn({
            let journal = journal.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(pushed_after_ms)).await;
                journal.push(entry(PAY, json!({}), 200));
            }
        });
        let expectation = json!({ "operation": PAY, "times": times, "within_ms": within_ms });
        let parsed: Expectation = serde_json::from_value(expectation.clone()).expect("an expectation");
        let start = tokio::time::Instant::now();
        let found = parsed.check(&journal).await;
        let took = start.elapsed().as_millis();
        assert_eq!(
            (found.passed, took),
            (passed, took_ms),
            "{expectation}: {}",
            found.reason
        );
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_gets_what_is_meant_and_nothing_else() {
    let journal = Arc::new(journal());
    let wait = |filter: Filter| {
        let journal = journal.clone();
        tokio::spawn(async move { numbers(&journal.wait(&filter, Duration::from_secs(10)).await) })
    };
    let since = |since| Filter {
        since,
        ..Filter::operation(REFUND)
    };
    assert_eq!(
        wait(since(0)).await.expect("no panic"),
        [3],
        "what is there is given at once"
    );
    let waiting = wait(since(3));
    tokio::time::sleep(Duration::from_secs(1)).await;
    journal.push(entry(PAY, json!({}), 200));
    journal.push(entry(REFUND, json!({}), 200));
    assert_eq!(waiting.await.expect("no panic"), [6]);
    assert_eq!(
        wait(since(6)).await.expect("no panic"),
        [] as [u64; 0],
        "it ends with its time"
    );
    let only = Filter {
        verdict: Some(Kind::Unknown),
        since: 5,
        ..Filter::default()
    };
    assert!(journal.find(&only).is_empty());
    let (waiting, start) = (wait(since(6)), tokio::time::Instant::now());
    tokio::task::yield_now().await;
    journal.close();
    assert_eq!(waiting.await.expect("no panic"), [] as [u64; 0]);
    assert_eq!(start.elapsed(), Duration::ZERO, "it ends with the gateway");
}

#[test]
fn memory_is_bounded_by_number_and_by_size() {
    let journal = Journal::new(1000, usize::MAX);
    for _ in 0..100_000 {
        journal.push(entry(PAY, json!({}), 200));
    }
    let all = Filter {
        limit: Some(usize::MAX),
        ..Filter::default()
    };
    let kept = journal.find(&all);
    assert_eq!(
        (kept.len(), kept[0].number, journal.last()),
        (1000, 99_001, 100_000)
    );

    let journal = Journal::new(1000, 1 << 20);
    for _ in 0..100 {
        journal.push(Entry::of(&received(
            Method::POST,
            "/v3/upload",
            &vec![b'x'; 200_000],
        )));
    }
    let kept = journal.find(&all);
    assert_eq!(kept.len(), 15, "as many as of 64 KiB are 1 MiB");
    assert_eq!((kept[0].body.bytes, kept[0].body.text.len()), (200_000, 65_536));
    journal.clear();
    assert_eq!((journal.find(&all).len(), journal.last()), (0, 100));
}

/// The body is cut, and what was read of it, or is said of it, is not: that counts as well.
#[test]
fn what_was_read_of_a_body_counts() {
    let long = json!("x".repeat(200_000));
    let small: Value = (0..6_000).collect();
    let refusal = || {
        let detail = Detail {
            field: "/attach".to_owned(),
            value: long.clone(),
            issue: "is too long".to_owned(),
            location: Location::Body,
        };
        Refusal::parameter(detail)
    };
    let plain = || entry(PAY, json!({}), 200);
    let entries: [(&str, Entry); 4] = [
        ("a long field", entry(PAY, json!({ "attach": long }), 200)),
        ("many small ones", entry(PAY, json!({ "goods": small }), 200)),
        (
            "a refusal",
            Entry {
                verdict: Verdict::Refused {
                    refusal: Box::new(refusal()),
                    diagnosis: None,
                },
                ..plain()
            },
        ),
        (
            "a finding",
            Entry {
                findings: vec![Finding {
                    check: Check::Length,
                    refusal: refusal(),
                }],
                ..plain()
            },
        ),
    ];
    for (name, entry) in entries {
        let journal = Journal::new(1000, 1 << 20);
        for _ in 0..100 {
            journal.push(entry.clone());
        }
        let kept = journal.find(&Filter::default()).len();
        assert!((1..10).contains(&kept), "{name}: {kept}");
    }
}

#[test]
fn bodies_are_cut_between_characters_and_files_are_not_shown() {
    let long = "支".repeat(30_000);
    for (body, text_bytes, is_cut) in [
        (b"{}".as_slice(), 2, false),
        (b"", 0, false),
        (long.as_bytes(), 65_535, true),
        (&[0x89, b'P', b'N', b'G', 0xFF], 0, true),
    ] {
        let shown = Shown::of(body);
        assert_eq!(
            (shown.text.len(), shown.bytes, shown.is_cut),
            (text_bytes, body.len(), is_cut)
        );
    }
}
