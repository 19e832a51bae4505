//! Explanations: found out by whoever looks first, once, and counted before that.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::Method;
use serde_json::json;
use wechatpay_gateway::journal::{Entry, Expectation, Explanation, Filter, Journal, Kind, Verdict};
use wechatpay_gateway::message::Refusal;

use crate::received;

/// A request that was refused for its signature.
fn refused(bytes: usize, diagnosis: Explanation) -> Entry {
    Entry {
        verdict: Verdict::Refused {
            refusal: Box::new(Refusal::signature("错误的签名，导致验签失败")),
            diagnosis: Some(diagnosis),
        },
        ..Entry::of(&received(Method::POST, "/v3/pay", &vec![b'x'; bytes]))
    }
}

#[tokio::test]
async fn what_nobody_reads_is_not_found_out() {
    let found = Arc::new(AtomicUsize::new(0));
    let request = Arc::new("what it is made of");
    let diagnosis = {
        let (found, request) = (found.clone(), request.clone());
        Explanation::new(move || {
            found.fetch_add(1, Ordering::Relaxed);
            json!({ "of": *request })
        })
    };
    let journal = Journal::default();
    journal.push(refused(10, diagnosis));
    let filter = Filter {
        verdict: Some(Kind::Refused),
        ..Filter::default()
    };
    let entry = journal.find(&filter).remove(0);
    let expectation = json!({ "operation": "POST /v3/pay", "verdict": "accepted" });
    let expectation: Expectation = serde_json::from_value(expectation).expect("an expectation");
    let reason = expectation.check(&journal).await.reason;
    assert!(reason.contains("the verdict is \"refused\""), "{reason}");
    assert!(!format!("{entry:?}").contains("what it is made of"));
    assert_eq!(
        (found.load(Ordering::Relaxed), Arc::strong_count(&request)),
        (0, 2)
    );

    for _ in 0..3 {
        let written = serde_json::to_value(&*entry).expect("JSON");
        assert_eq!(written["verdict"]["diagnosis"]["of"], "what it is made of");
    }
    assert_eq!(
        (found.load(Ordering::Relaxed), Arc::strong_count(&request)),
        (1, 1),
        "once, and what it is made of is forgotten"
    );
}

#[test]
fn what_an_explanation_is_made_of_is_counted() {
    let kept = |diagnosis: Option<fn() -> Explanation>| {
        let journal = Journal::new(1000, 8 << 20);
        for _ in 0..100 {
            let mut entry = refused(1 << 20, Explanation::new(|| json!(null)));
            match diagnosis {
                Some(diagnosis) => entry = refused(1 << 20, diagnosis()),
                None => entry.verdict = Verdict::Accepted,
            }
            journal.push(entry);
        }
        journal.find(&Filter::default()).len()
    };
    // Of the body itself no more than 64 KiB are kept.
    assert!(kept(None) > 20);
    assert_eq!(kept(Some(|| Explanation::new(|| json!(null)))), 2);
}
