//! What a merchant's server gets over the wire, and what is made of its replies.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use wechatpay_gateway::notify::{Ordered, Pace, Phase, Shelf, State};
use wechatpay_openapi_runtime::ErrorKind;

use crate::merchant::{Ends, START};

#[tokio::test]
async fn a_client_reads_what_comes_and_each_attempt_is_signed_anew_with_the_same_id() {
    let ends = Ends::open().await;
    ends.will_reply(&[(500, ""), (200, r#"{"code":"FAIL"}"#), (200, "")]);
    let first = ends.send(ends.refund()).await;
    assert_eq!(
        first.state,
        State::Waiting {
            at: (START + 15) * 1000
        }
    );
    for (advance, attempts) in [(14, 1), (1, 2), (15, 3)] {
        ends.clock.advance(advance);
        tokio::time::sleep(Duration::from_millis(20)).await;
        ends.tried(1, attempts).await;
        assert_eq!(
            ends.outbox.get(1).expect("known").attempts.len(),
            attempts,
            "nothing comes before its time"
        );
    }
    let last = ends.until(1, |delivery| !delivery.is_open()).await;
    assert_eq!(last.state, State::Delivered);
    let statuses: Vec<_> = last
        .attempts
        .iter()
        .map(|one| (one.status, one.verdict.is_received))
        .collect();
    assert_eq!(
        statuses,
        [(Some(500), false), (Some(200), false), (Some(200), true)]
    );
    assert_eq!(last.attempts[1].reply, r#"{"code":"FAIL"}"#);

    let got = ends.got();
    let client = ends.client();
    let each = |name: &str| -> BTreeSet<String> {
        let values = got
            .iter()
            .map(|(headers, _)| headers[name].to_str().expect("a text").to_owned());
        values.collect()
    };
    assert_eq!(got.len(), 3);
    assert_eq!(each("wechatpay-nonce").len(), 3);
    assert_eq!(each("wechatpay-signature").len(), 3);
    assert_eq!(each("wechatpay-timestamp").len(), 3);
    assert_eq!(
        each("wechatpay-signature-type").into_iter().next().as_deref(),
        Some("WECHATPAY2-SHA256-RSA2048")
    );
    let (headers, body) = &got[2];
    let raw = client.notifications().parse(headers, body).expect("it verifies");
    assert_eq!(raw.event_type(), Some("REFUND.SUCCESS"));
    let plain: serde_json::Value = serde_json::from_slice(raw.plaintext()).expect("JSON");
    assert_eq!(plain["out_refund_no"], "R1");
    let envelopes: Vec<serde_json::Value> = got
        .iter()
        .map(|(_, body)| serde_json::from_slice(body).expect("JSON"))
        .collect();
    for envelope in &envelopes {
        assert_eq!(envelope["id"], last.id);
        assert_eq!(envelope["create_time"], "2025-10-09T16:53:20+08:00");
    }
}

#[tokio::test]
async fn what_went_wrong_is_told_to_people() {
    let ends = Ends::open().await;
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}/notify", listener.local_addr().expect("bound"))
    };
    let cases = [
        (
            ends.url.clone(),
            (301, ""),
            Some(301),
            "redirects are not followed",
        ),
        (
            ends.url.clone(),
            (404, "nothing here"),
            Some(404),
            "It says `nothing here`",
        ),
        (closed, (204, ""), None, "Is the program running there?"),
        ("127.0.0.1:8080".to_owned(), (204, ""), None, "is no URL of HTTP"),
        (
            "ftp://127.0.0.1/x".to_owned(),
            (204, ""),
            None,
            "is no URL of HTTP",
        ),
    ];
    for (url, reply, status, reason) in cases {
        ends.will_reply(&[reply]);
        let mut notice = ends.refund();
        notice.notify_url.clone_from(&url);
        let delivery = ends.send(notice).await;
        let attempt = &delivery.attempts[0];
        assert_eq!(attempt.status, status, "{url}: {attempt:?}");
        assert!(
            attempt.verdict.reason.en.contains(reason),
            "{url}: {}",
            attempt.verdict.reason.en
        );
        assert!(delivery.is_open(), "it comes again");
    }
    let mut nowhere = ends.refund();
    nowhere.notify_url.clear();
    let number = ends.outbox.order(Ordered::plain(nowhere.clone()))[0];
    assert!(!ends.outbox.get(number).expect("known").is_open());
    assert!(!ends.outbox.resend(number), "there is nowhere to send it");
    // With a default address it goes there.
    ends.outbox.set_pace(Pace {
        notify_url: ends.url.clone(),
        ..ends.outbox.pace()
    });
    ends.will_reply(&[(204, "")]);
    assert_eq!(ends.send(nowhere).await.state, State::Delivered);
}

#[tokio::test]
async fn a_slow_reply_is_none() {
    let ends = Ends::open().await;
    ends.will_take(Duration::from_secs(4));
    // Withdrawals are waited for 3 seconds.
    let delivery = ends
        .send(ends.notice("mchwithdraw_change", "MCHWITHDRAW.CHANGE", json!({})))
        .await;
    assert_eq!(delivery.attempts[0].verdict.reason.en, "no reply within 3 s");
    assert_eq!(delivery.attempts[0].status, None);
}

#[tokio::test]
async fn a_moved_clock_fires_all_that_is_due() {
    let ends = Ends::open().await;
    ends.will_reply(&[(500, ""); 16]);
    ends.send(ends.refund()).await;
    ends.clock.advance(86_640);
    let ended = ends.until(1, |delivery| !delivery.is_open()).await;
    assert_eq!(ended.attempts.len(), 16);
    let State::GivenUp { reason } = ended.state else {
        panic!("{:?}", ended.state);
    };
    assert_eq!(reason.en, "its schedule ends after 16 attempts");
    // By hand it comes once more.
    assert!(ends.outbox.resend(1));
    assert_eq!(ends.tried(1, 17).await.state, State::Delivered);
}

#[tokio::test]
async fn many_at_once_do_not_wait_for_a_slow_one() {
    let ends = Ends::open().await;
    ends.will_take(Duration::from_millis(4_900));
    let slow = ends.outbox.order(Ordered::plain(ends.refund()))[0];
    ends.until(slow, |delivery| matches!(delivery.state, State::Sending { .. }))
        .await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    for _ in 0..40 {
        ends.outbox.order(Ordered::plain(ends.refund()));
    }
    for number in slow + 1..=slow + 40 {
        ends.until(number, |delivery| delivery.state == State::Delivered)
            .await;
    }
    assert!(
        ends.outbox.get(slow).expect("known").is_open(),
        "it is still waited for"
    );
}

/// The fault, the kind of error that a client reports (`None`: it reads it), and a word of what is made of the reply. What was
/// refused rightly comes again as it should be.
#[tokio::test]
async fn spoilt_notifications_have_to_be_refused_and_come_again() {
    let ends = Ends::open().await;
    for (fault, kind, reply, reason) in [
        (
            json!({ "kind": "probe" }),
            Some(ErrorKind::Probe),
            401,
            "rightly refused",
        ),
        (
            json!({ "kind": "probe" }),
            Some(ErrorKind::Probe),
            204,
            "does not verify what it is sent",
        ),
        (
            json!({ "kind": "unknown_serial" }),
            Some(ErrorKind::UnknownSerial),
            401,
            "rightly refused",
        ),
        (
            json!({ "kind": "altered_body" }),
            Some(ErrorKind::Signature),
            500,
            "rightly refused",
        ),
        (
            json!({ "kind": "missing_header" }),
            Some(ErrorKind::Unsigned),
            400,
            "Wechatpay-Signature is missing",
        ),
        (
            json!({ "kind": "skewed", "secs": -301 }),
            Some(ErrorKind::Expired),
            401,
            "its time is -301 s from now",
        ),
        (json!({ "kind": "skewed", "secs": 100 }), None, 204, "204"),
        (json!({ "kind": "slow", "millis": 10 }), None, 204, "204"),
        (json!({ "kind": "rotated_certificate" }), None, 204, "204"),
    ] {
        let rule = json!({ "of": "notify:refund_success", "fault": fault });
        ends.faults
            .lock()
            .expect("no panic")
            .add(serde_json::from_value(rule).expect("a rule"))
            .expect("it applies");
        ends.will_reply(&[(reply, "")]);
        let delivery = ends.send(ends.refund()).await;
        let read = ends.read();
        assert_eq!(read.len(), 1);
        assert_eq!(
            read[0].as_ref().err().map(wechatpay_openapi_runtime::Error::kind),
            kind,
            "{fault}"
        );
        let verdict = &delivery.attempts[0].verdict;
        assert!(
            verdict.reason.en.contains(reason),
            "{fault}: {}",
            verdict.reason.en
        );
        assert_eq!(verdict.is_received, kind.is_none(), "{fault}");
        if kind.is_some() {
            ends.clock.advance(15);
            let again = ends.until(delivery.number, |delivery| !delivery.is_open()).await;
            assert_eq!(
                (again.state, again.attempts.len()),
                (State::Delivered, 2),
                "{fault}"
            );
            assert!(ends.read()[0].is_ok(), "{fault}");
        }
    }
}

#[tokio::test]
async fn faults_make_duplicates_and_late_ones() {
    let ends = Ends::open().await;
    for fault in [
        json!({ "kind": "duplicate_notification", "copies": 2 }),
        json!({ "kind": "late_notification", "secs": 60 }),
    ] {
        let rule = json!({ "of": "notify:*", "fault": fault });
        ends.faults
            .lock()
            .expect("no panic")
            .add(serde_json::from_value(rule).expect("a rule"))
            .expect("it applies");
    }
    let numbers = ends.outbox.order(Ordered::plain(ends.refund()));
    assert_eq!(numbers, [1, 2, 3]);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(ends.got().is_empty());
    ends.clock.advance(60);
    for number in numbers {
        ends.until(number, |delivery| delivery.state == State::Delivered)
            .await;
    }
    let ids: BTreeSet<Option<String>> = ends
        .read()
        .iter()
        .map(|read| read.as_ref().expect("genuine").id().map(str::to_owned))
        .collect();
    assert_eq!(ids.len(), 1, "three copies of one");
}

#[tokio::test]
async fn the_key_is_chosen_by_the_phase_of_switching() {
    let ends = Ends::open().await;
    let certificate = ends.keys.certificates()[0].serial_no.clone();
    for (phase, expected) in [
        (Phase::PublicKey, ends.keys.public_key_id()),
        (Phase::Certificate, certificate),
        (
            Phase::Switching {
                since: START - 6 * 24 * 3600,
            },
            ends.keys.public_key_id(),
        ),
    ] {
        ends.outbox.set_pace(Pace {
            phase,
            ..ends.outbox.pace()
        });
        let delivery = ends.send(ends.refund()).await;
        assert_eq!(delivery.attempts[0].serial, expected, "{phase:?}");
        assert!(ends.read()[0].is_ok(), "{phase:?}");
    }
}

#[tokio::test]
async fn a_restored_outbox_goes_on_with_attempts_under_way() {
    let ends = Ends::open().await;
    ends.will_reply(&[(500, "")]);
    ends.send(ends.refund()).await;
    ends.will_take(Duration::from_secs(2));
    let slow = ends.outbox.order(Ordered::plain(ends.refund()))[0];
    ends.until(slow, |delivery| matches!(delivery.state, State::Sending { .. }))
        .await;
    let text = serde_json::to_string(&ends.outbox.snapshot()).expect("data");
    ends.got();

    // Somewhere else, such as after a restart: the second is sent at once, the first when it is due.
    let other = Ends::open().await;
    let moved = text.replace(&ends.url, &other.url);
    other
        .outbox
        .restore(serde_json::from_str::<Shelf>(&moved).expect("what was written"));
    assert_eq!(
        other.until(slow, |delivery| !delivery.is_open()).await.state,
        State::Delivered
    );
    assert!(other.outbox.get(1).expect("known").is_open());
    other.clock.advance(15);
    assert_eq!(
        other
            .until(1, |delivery| !delivery.is_open())
            .await
            .attempts
            .len(),
        2
    );

    // In the same place: what comes of the attempt that is under way is not counted.
    ends.outbox
        .restore(serde_json::from_str::<Shelf>(&text).expect("what was written"));
    let again = ends.until(slow, |delivery| !delivery.is_open()).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(ends.outbox.get(slow), Some(again.clone()));
    assert_eq!(again.attempts.len(), 1);
}
