//! Which rule applies to what, and how often.

use std::time::Duration;

use serde_json::{Value, json};
use wechatpay_gateway::fault::{Chosen, Fault, Faults, NewRule, Target};

#[test]
fn rules_mean_what_they_say() {
    let pay = "POST /v3/pay/transactions/jsapi";
    for (of, that, means) in [
        ("*", pay, true),
        (pay, pay, true),
        ("POST /v3/pay/*", pay, true),
        ("GET /v3/pay/*", pay, false),
        ("POST /v3/refund/domestic/refunds", pay, false),
        ("*", "notify:refund_success", false),
        ("notify:*", "notify:refund_success", true),
        ("notify:refund_success", "notify:refund_success", true),
        ("notify:refund_closed", "notify:refund_success", false),
        ("notify:*", pay, false),
    ] {
        assert_eq!(Target::new(of).means(&Target::new(that)), means, "{of} {that}");
    }
}

#[test]
fn how_often_a_rule_applies_is_counted_drawn_from_a_seed_or_always() {
    let applied = |seed: u64, rule: Value| {
        let mut faults = Faults::new(seed);
        faults
            .add(serde_json::from_value(rule).expect("a rule"))
            .expect("it can apply");
        // In the middle it goes through a snapshot.
        let mut seen = String::new();
        for round in 0..40 {
            if round == 20 {
                let text = serde_json::to_string(&faults).expect("data");
                faults = serde_json::from_str(&text).expect("what was written");
            }
            let chosen = faults.next(&Target::new("GET /v3/certificates"), "1900000001");
            seen.push(if chosen.faults().is_empty() { '.' } else { 'x' });
        }
        seen
    };
    let next = |times: u32| "x".repeat(times as usize) + &".".repeat(40 - times as usize);
    for (rule, expected) in [
        (json!({ "fault": { "kind": "probe" } }), next(1)),
        (
            json!({ "fault": { "kind": "probe" }, "when": { "next": 3 } }),
            next(3),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always" }),
            next(40),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always", "of": "POST *" }),
            next(0),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always", "mchid": "1900000001" }),
            next(40),
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": "always", "mchid": "1900000109" }),
            next(0),
        ),
    ] {
        assert_eq!(applied(1, rule.clone()), expected, "{rule}");
    }
    let chance = json!({ "fault": { "kind": "probe" }, "when": { "probability": 0.5 } });
    let (first, again, other) = (
        applied(1, chance.clone()),
        applied(1, chance.clone()),
        applied(2, chance),
    );
    assert_eq!(first, again, "equal seeds give equal draws");
    assert_ne!(first, other);
    let hits = first.matches('x').count();
    assert!((10..=30).contains(&hits), "{first}");
}

#[test]
fn a_rule_that_cannot_apply_or_is_misspelt_is_refused_with_a_reason() {
    for (rule, reason) in [
        (
            json!({ "fault": { "kind": "prob" } }),
            "unknown variant `prob`, expected one of `probe`",
        ),
        (json!({ "fault": { "kind": "slow" } }), "missing field `millis`"),
        (
            json!({ "fault": { "kind": "slow", "millis": 1, "secs": 1 } }),
            "unknown field `secs`",
        ),
        (
            json!({ "fault": { "kind": "probe" }, "operation": "*" }),
            "unknown field `operation`",
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": { "next": 0 } }),
            "would never apply",
        ),
        (
            json!({ "fault": { "kind": "probe" }, "when": { "probability": 1.5 } }),
            "at most 1",
        ),
        (
            json!({ "fault": { "kind": "gzip" }, "of": "notify:*" }),
            "`gzip` is a fault of answers",
        ),
        (
            json!({ "fault": { "kind": "late_notification", "secs": 60 } }),
            "`of` is `*`, which is an operation: say which with `notify:*`",
        ),
        (
            json!({ "fault": { "kind": "duplicate_notification" }, "of": "POST /v3/refund/domestic/refunds" }),
            "`duplicate_notification` is a fault of notifications",
        ),
        (
            json!({ "fault": { "kind": "slow", "millis": 600_001 } }),
            "at most 600000, ten minutes",
        ),
    ] {
        let parsed = serde_json::from_value::<NewRule>(rule.clone()).map_err(|error| error.to_string());
        let refused = parsed.and_then(|wanted| Faults::new(0).add(wanted));
        let text = refused.expect_err("it is refused");
        assert!(text.contains(reason), "{rule}: {text}");
    }
    for fault in Fault::all() {
        let shown = serde_json::to_value(&fault).expect("data");
        assert_eq!(shown["kind"], fault.name());
        assert_eq!(
            serde_json::from_value::<Fault>(shown).expect("what was written"),
            fault
        );
    }
}

#[test]
fn faults_add_up_without_an_end() {
    let twice = |fault: Fault| -> Chosen { [fault.clone(), fault].into_iter().collect() };
    let slow = twice(Fault::Slow { millis: u64::MAX });
    assert_eq!(slow.delay(), Duration::from_millis(u64::MAX));
    let late = twice(Fault::LateNotification { secs: u32::MAX });
    assert_eq!(late.late_secs(), u32::MAX);
    let skewed = twice(Fault::Skewed { secs: i64::MAX });
    assert_eq!(skewed.signing().shift_secs, i64::MAX);
}
