//! Whatever follows whatever: every effect with every two outcomes, held against what must never happen.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, Effect, Json, Method, Operation, RetryBudget, RetryPolicy, Sensitive, record,
};

use crate::support::script::Stage;
use crate::support::script::Step::{self, Broken, Forged, Plain, Refused, Signed, TimedOut};

const NONE: (&str, &str) = ("X-None", "");
const SYSTEM_ERROR: &str = r#"{"code":"SYSTEM_ERROR","message":"系统错误"}"#;
const LIMIT: Duration = Duration::from_secs(30);

/// What may happen to an attempt, and whether it may have taken effect: of an order, and of a refund.
const OUTCOMES: [(Step, bool, bool); 14] = [
    (Refused, false, false),
    (TimedOut, true, true),
    (Broken, true, true),
    (Forged(200), true, true),
    (Plain(200, NONE, "{}"), true, true),
    (Signed(202, ""), true, true),
    (
        Signed(400, r#"{"code":"PARAM_ERROR","message":"参数错误"}"#),
        false,
        false,
    ),
    (Plain(408, NONE, ""), true, true),
    (Plain(429, NONE, ""), false, true),
    (Signed(429, "{}"), false, true),
    (Signed(500, SYSTEM_ERROR), true, true),
    (Plain(502, NONE, "<html>"), true, true),
    (Signed(503, "{}"), false, true),
    (Plain(503, NONE, ""), true, true),
];

record! {
    /// A request.
    pub struct Order {
        /// Text.
        pub out_trade_no: Option<String>,
        /// Encrypted anew each time that it is built.
        pub name: Option<Sensitive<String>>,
    }
}

/// An operation, and what a caller says of a call of it.
struct Kind {
    operation: Operation,
    change: fn(Call<Json>) -> Call<Json>,
    /// Whether a second sending acts a second time.
    acts_each_time: bool,
}

const ORDER: Operation = Operation::v3(Method::POST, "/v3/orders").names_platform_key();
const REFUND: Operation = Operation::v3(Method::POST, "/v3/refunds")
    .names_platform_key()
    .open_refusal();

const KINDS: [Kind; 9] = [
    Kind {
        operation: ORDER,
        change: |call| call,
        acts_each_time: true,
    },
    Kind {
        operation: REFUND,
        change: |call| call,
        acts_each_time: true,
    },
    Kind {
        operation: ORDER.effect(Effect::Once),
        change: |call| call,
        acts_each_time: false,
    },
    Kind {
        operation: REFUND.effect(Effect::Once),
        change: |call| call,
        acts_each_time: false,
    },
    Kind {
        operation: ORDER.effect(Effect::Keyed),
        change: |call| call,
        acts_each_time: true,
    },
    Kind {
        operation: ORDER.effect(Effect::Keyed),
        change: |call| call.idempotency_key("k"),
        acts_each_time: false,
    },
    Kind {
        operation: ORDER.effect(Effect::Once),
        change: |call| call.repeatable(false),
        acts_each_time: true,
    },
    Kind {
        operation: ORDER,
        change: |call| call.repeatable(true),
        acts_each_time: false,
    },
    Kind {
        operation: ORDER.effect(Effect::None),
        change: |call| call.repeatable(false),
        acts_each_time: false,
    },
];

fn client(stage: &Stage) -> Client {
    let budget = RetryBudget::unlimited();
    stage
        .builder()
        .timeout(LIMIT)
        .retry_budget(budget)
        .build()
        .unwrap()
}

/// Sends it into these outcomes, then good ones, and holds what came of it against all that must hold.
async fn hold(
    stage: &Stage,
    client: &Client,
    kind: &Kind,
    policy: &RetryPolicy,
    steps: &[(Step, bool, bool)],
) {
    let operation = &kind.operation;
    stage.again(&steps.iter().map(|(step, ..)| *step).collect::<Vec<_>>());
    let request = Order::new().out_trade_no("1").name("张三");
    let call = Call::<Json>::new(Chain::new(client), operation, request);
    let outcome = (kind.change)(call).retry(policy.clone()).await;
    let sent = stage.sent();
    let name = format!("{operation} {:?} {steps:?} {policy:?}", operation.effect);
    assert!(sent.len() <= 3, "{name}");
    // The same bytes with a signature of their own.
    let bytes: BTreeSet<_> = sent.iter().map(|sent| (&sent.target, &sent.body)).collect();
    let signatures: BTreeSet<_> = sent.iter().map(|sent| &sent.authorization).collect();
    assert_eq!((bytes.len(), signatures.len()), (1, sent.len()), "{name}");
    // All within the call's time.
    let slept: Duration = stage.slept().iter().sum();
    assert!(
        slept < LIMIT && sent.iter().all(|sent| sent.timeout <= LIMIT),
        "{name}"
    );
    let is_refund = operation.open_refusal;
    let effects = |many: usize| {
        let first = steps.iter().take(many);
        first.map(|(_, order, refund)| if is_refund { *refund } else { *order })
    };
    // Nothing is sent a second time behind what may have taken effect.
    if kind.acts_each_time {
        assert!(!effects(sent.len() - 1).any(|effect| effect), "{name}");
    }
    if let Err(error) = outcome {
        assert_eq!(error.attempts() as usize, sent.len(), "{name}");
        let expected = operation.effect != Effect::None && effects(sent.len()).any(|effect| effect);
        assert_eq!(error.may_have_taken_effect(), expected, "{name}: {error}");
    }
}

#[tokio::test]
async fn t11_every_two_outcomes_of_every_effect() {
    let stage = Stage::new(&[]);
    let client = client(&stage);
    let pause = RetryPolicy::standard().backoff(Duration::from_secs(1), Duration::from_secs(1));
    for kind in &KINDS {
        for policy in [pause.clone(), pause.clone().resend_interrupted(true)] {
            for first in OUTCOMES {
                // What is not repeated at all has no second outcome.
                hold(&stage, &client, kind, &policy, &[first; 3]).await;
                for second in OUTCOMES.iter().filter(|_| !kind.acts_each_time || !first.1) {
                    hold(&stage, &client, kind, &policy, &[first, *second]).await;
                }
            }
        }
    }
}

/// What stands in `Retry-After`, and how often the call is sent.
const WAITS: [(&str, usize); 14] = [
    ("0", 2),
    ("5", 2),
    (" 5 ", 2),
    ("29", 2),
    ("30", 1),
    ("4294967296", 1),
    ("99999999999999999999999999", 1),
    ("Fri, 31 Dec 9999 23:59:59 GMT", 1),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 2),
    // None of these says anything.
    ("-1", 2),
    ("1e9", 2),
    ("NaN", 2),
    ("5, 99999", 2),
    ("Fri, 31 Dec 99999 23:59:59 GMT", 2),
];

#[tokio::test]
async fn whoever_says_when_does_not_say_for_how_long() {
    for (text, expected) in WAITS {
        let stage = Stage::new(&[Plain(503, ("Retry-After", text), "")]);
        let call = client(&stage)
            .call(Method::POST, "v3/orders")
            .json(&json!({}))
            .repeatable(true);
        let outcome = call.await;
        assert_eq!(
            (outcome.is_ok(), stage.sent().len()),
            (expected == 2, expected),
            "{text}"
        );
        let slept: Duration = stage.slept().iter().sum();
        assert!(slept < LIMIT, "{text}: {slept:?}");
    }
}
