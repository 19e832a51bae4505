//! What is due when, on values alone.

use serde_json::{Map, json};
use wechatpay_gateway::message::Notice;
use wechatpay_gateway::notify::{Attempt, Ordered, ReplyVerdict, Shelf, State};
use wechatpay_gateway::text::Text;

const START: i64 = 1_700_000_000_000;

fn notice(event: &str) -> Notice {
    Notice {
        event: event.to_owned(),
        event_type: "REFUND.SUCCESS".to_owned(),
        payload: Map::from_iter([("out_refund_no".to_owned(), json!("R1"))]),
        notify_url: "http://127.0.0.1:1/notify".to_owned(),
        after_secs: 0,
    }
}

fn attempt(at: i64, is_received: bool) -> Attempt {
    Attempt {
        at,
        took: 1,
        serial: String::new(),
        spoilt: None,
        sent: None,
        status: Some(if is_received { 204 } else { 500 }),
        reply: String::new(),
        verdict: match is_received {
            true => ReplyVerdict::received(Text::new("204", "204")),
            false => ReplyVerdict::missed(Text::new("500", "500")),
        },
    }
}

/// Moves from one due time to the next; the seconds after `START` at which something was sent, and how it ended.
fn story(event: &str, factor: u32, received_at: Option<usize>) -> (Vec<f64>, State) {
    let mut shelf = Shelf::default();
    shelf.add(Ordered::plain(notice(event)), START);
    let mut sent = Vec::new();
    while let Some(now) = shelf.next_at() {
        assert!(
            shelf.take_due(now - 1, 10).is_empty(),
            "nothing is due before its time"
        );
        for delivery in shelf.take_due(now, 10) {
            sent.push((now - START) as f64 / 1000.0);
            shelf.record(&delivery, attempt(now, received_at == Some(sent.len())), factor);
        }
    }
    let state = shelf.get(1).map(|delivery| delivery.state.clone());
    (sent, state.expect("it is kept"))
}

#[test]
fn what_is_not_received_comes_again_by_its_schedule() {
    let given_up = |count| State::GivenUp {
        reason: Text::new(
            format!("已发送 {count} 次，通知次数用完"),
            format!("its schedule ends after {count} attempts"),
        ),
    };
    for (event, factor, received_at, first, count, last, state) in [
        (
            "refund_success",
            1,
            None,
            &[0.0, 15.0, 30.0, 60.0, 240.0][..],
            16,
            86_640.0,
            given_up(16),
        ),
        (
            "refund_success",
            60,
            None,
            &[0.0, 0.25, 0.5, 1.0, 4.0],
            16,
            1444.0,
            given_up(16),
        ),
        (
            "refund_success",
            1000,
            None,
            &[0.0, 0.015, 0.03],
            16,
            86.64,
            given_up(16),
        ),
        (
            "security_echo_success",
            1,
            None,
            &[0.0, 15.0, 30.0, 60.0, 240.0, 2040.0],
            10,
            11_040.0,
            given_up(10),
        ),
        (
            "coupon_use",
            0,
            None,
            &[0.0, 60.0, 120.0],
            10,
            540.0,
            given_up(10),
        ),
        ("refund_success", 1, Some(1), &[0.0], 1, 0.0, State::Delivered),
        (
            "refund_success",
            1,
            Some(3),
            &[0.0, 15.0, 30.0],
            3,
            30.0,
            State::Delivered,
        ),
    ] {
        let (sent, ended) = story(event, factor, received_at);
        assert_eq!(&sent[..first.len()], first, "{event} {factor}");
        assert_eq!(
            (sent.len(), sent[sent.len() - 1]),
            (count, last),
            "{event} {factor}"
        );
        assert_eq!(ended, state, "{event} {factor}");
    }
}

#[test]
fn late_ones_and_duplicates_are_due_when_they_should() {
    for (after_secs, late_secs, duplicates, url, due, waiting) in [
        (0, 0, 0, "http://shop.example/n", Some(START), 1),
        (5, 0, 0, "http://shop.example/n", Some(START + 5_000), 1),
        (5, 60, 0, "http://shop.example/n", Some(START + 65_000), 1),
        (0, 0, 2, "http://shop.example/n", Some(START), 3),
        (0, 0, 2, "", None, 0),
    ] {
        let mut shelf = Shelf::default();
        let ordered = Ordered {
            notice: Notice {
                after_secs,
                notify_url: url.to_owned(),
                ..notice("refund_success")
            },
            late_secs,
            duplicates,
            caused_by: Some(7),
        };
        let numbers = shelf.add(ordered, START);
        assert_eq!(numbers.len(), usize::try_from(duplicates + 1).expect("few"));
        assert_eq!(shelf.next_at(), due);
        let taken = shelf.take_due(i64::MAX, 10);
        assert_eq!(taken.len(), waiting);
        assert!(
            taken
                .iter()
                .all(|one| one.id == "EV-2023111506132000001" && one.caused_by == Some(7))
        );
        assert_eq!(
            shelf.iter().filter(|one| one.is_duplicate).count(),
            numbers.len() - 1
        );
    }
}

#[test]
fn a_snapshot_with_attempts_under_way_goes_on_where_it_was() {
    let mut shelf = Shelf::default();
    for event in ["refund_success", "coupon_use", "transaction_success"] {
        shelf.add(Ordered::plain(notice(event)), START);
    }
    // The first is received, the second waits for its second attempt, the third is being sent.
    let taken = shelf.take_due(START, 10);
    shelf.record(&taken[0], attempt(START, true), 1);
    shelf.record(&taken[1], attempt(START, false), 1);

    let text = serde_json::to_string(&shelf).expect("it is data");
    let mut restored: Shelf = serde_json::from_str(&text).expect("it was written");
    assert_eq!(restored.get(1), shelf.get(1));
    assert_eq!(restored.get(2), shelf.get(2));
    assert_eq!(restored.next_at(), Some(START), "what was under way is due again");
    let again = restored.take_due(START, 10);
    assert_eq!(again.iter().map(|one| one.number).collect::<Vec<_>>(), [3]);
    assert_eq!(again[0].id, taken[2].id);
    assert_eq!(
        restored.next_at(),
        Some(START + 60_000),
        "the coupon's schedule goes on"
    );
    assert_eq!(restored.add(Ordered::plain(notice("refund_success")), START), [4]);
    // A second snapshot of the same is the same text.
    let again = serde_json::from_str::<Shelf>(&text).expect("it was written");
    assert_eq!(
        serde_json::to_value(&again).expect("data"),
        serde_json::to_value(
            serde_json::from_str::<Shelf>(&serde_json::to_string(&again).expect("data")).expect("data")
        )
        .expect("data")
    );
}

#[test]
fn by_hand_it_is_sent_again_or_cancelled() {
    let mut shelf = Shelf::default();
    shelf.add(Ordered::plain(notice("refund_success")), START);
    assert!(shelf.cancel(1) && !shelf.cancel(1) && !shelf.cancel(2));
    assert_eq!(shelf.next_at(), None);
    assert!(shelf.resend(1, START + 1) && !shelf.resend(2, START));
    assert_eq!(shelf.next_at(), Some(START + 1));
    let taken = shelf.take_due(START + 1, 10);
    assert!(shelf.resend(1, START + 2), "it is being sent");
    shelf.record(&taken[0], attempt(START + 1, true), 1);
    shelf.record(&taken[0], attempt(START + 1, true), 1);
    assert_eq!(
        shelf.get(1).map(|one| one.attempts.len()),
        Some(1),
        "what is not being sent records nothing"
    );
}

#[test]
fn many_deliveries_need_bounded_memory() {
    let mut shelf = Shelf::default();
    for _ in 0..5_000 {
        shelf.add(Ordered::plain(notice("refund_success")), START);
    }
    assert_eq!(shelf.iter().count(), 2_000);
    assert_eq!(
        shelf.take_due(START, usize::MAX).len(),
        2_000,
        "what is forgotten is not due"
    );
}
