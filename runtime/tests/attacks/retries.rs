//! What must not be sent twice is not, and an outage is not made worse.

use std::time::Duration;

use serde_json::json;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, Effect, Error, Json, Method, Operation, RetryBudget, RetryPolicy, record,
};

use crate::support::script::Stage;
use crate::support::script::Step::{self, Broken, Good, Plain, Refused, Signed, TimedOut};

const NONE: (&str, &str) = ("X-None", "");
const SYSTEM_ERROR: &str = r#"{"code":"SYSTEM_ERROR","message":"系统错误"}"#;
const REPLY: Operation = Operation::v3(
    Method::POST,
    "/v3/merchant-service/complaints-v2/{complaint_id}/response",
);
const GET: Operation = Operation::v3(Method::GET, "/v3/orders");
const BUILD: Operation =
    Operation::v3(Method::POST, "/v3/marketing/partnerships/build").effect(Effect::Keyed);

record! {
    /// A partnership.
    pub struct Partnership {
        /// 业务请求幂等值
        #[wire = "Idempotency-Key"]
        #[is(header, number)]
        pub idempotency_key: Option<String>,
    }
}

fn call(client: &Client, operation: Operation) -> Call<Json> {
    let chain = Chain::new(client);
    let chain = match operation.path.contains('{') {
        true => chain.param("200201820200101080076610000"),
        false => chain,
    };
    Call::bare(chain, &operation)
}

/// How often it is sent if the first attempt ends so, and the second well.
async fn sent(
    operation: Operation,
    step: Step,
    policy: &RetryPolicy,
    change: fn(Call<Json>) -> Call<Json>,
) -> usize {
    let stage = Stage::new(&[step]);
    let _ = change(call(&stage.client(), operation))
        .retry(policy.clone())
        .await;
    stage.sent().len()
}

const ALL: [Step; 12] = [
    TimedOut,
    Broken,
    Plain(429, NONE, ""),
    Plain(500, NONE, SYSTEM_ERROR),
    Signed(500, SYSTEM_ERROR),
    Signed(500, "{}"),
    Plain(502, NONE, "<html>"),
    Plain(503, NONE, ""),
    Plain(504, NONE, ""),
    Signed(202, ""),
    Plain(302, NONE, ""),
    Plain(408, NONE, ""),
];

/// A reply to a complaint has no number: whatever leaves it open whether the first arrived, there is no second.
#[tokio::test]
async fn t11_post_without_own_number_is_not_repeated() {
    for policy in [
        RetryPolicy::standard(),
        RetryPolicy::standard().resend_interrupted(true),
    ] {
        for step in ALL {
            assert_eq!(
                sent(REPLY, step, &policy, |call| call).await,
                1,
                "{step:?}, {policy:?}"
            );
        }
        // What WeChat Pay itself did not take, or never left this machine, may follow.
        for step in [Refused, Signed(429, "{}"), Signed(502, "{}"), Signed(503, "{}")] {
            assert_eq!(sent(REPLY, step, &policy, |call| call).await, 2, "{step:?}");
        }
    }
}

#[tokio::test]
async fn t11_own_number_makes_two_requests_one() {
    let once = REPLY.effect(Effect::Once);
    let (standard, resending) = (
        RetryPolicy::standard(),
        RetryPolicy::standard().resend_interrupted(true),
    );
    for step in ALL {
        let interrupted = matches!(step, TimedOut | Broken);
        let repeated = matches!(
            step,
            Plain(429 | 502 | 503, ..)
                | Plain(500, _, SYSTEM_ERROR)
                | Signed(500, SYSTEM_ERROR)
                | Signed(202, _)
        );
        assert_eq!(
            sent(once, step, &standard, |call| call).await,
            1 + usize::from(repeated),
            "{step:?}"
        );
        let expected = 1 + usize::from(repeated || interrupted);
        assert_eq!(
            sent(once, step, &resending, |call| call).await,
            expected,
            "{step:?}"
        );
    }
}

/// Who knows better says so for a call; a call that reads is not concerned.
#[tokio::test]
async fn t11_a_call_may_say_otherwise() {
    let policy = RetryPolicy::standard();
    for (operation, change, expected) in [
        (
            REPLY,
            (|call| call.repeatable(true)) as fn(Call<Json>) -> Call<Json>,
            2,
        ),
        (REPLY.effect(Effect::Once), |call| call.repeatable(false), 1),
        (BUILD, |call| call.repeatable(true), 2),
        (BUILD, |call| call.idempotency_key("k").repeatable(false), 1),
        (GET, |call| call.repeatable(false), 2),
    ] {
        for step in [Plain(503, NONE, ""), Signed(500, SYSTEM_ERROR)] {
            assert_eq!(
                sent(operation, step, &policy, change).await,
                expected,
                "{operation:?} {step:?}"
            );
        }
    }
    // An undocumented call acts each time, unless it is said otherwise.
    for (repeatable, expected) in [(None, 1), (Some(true), 2)] {
        let stage = Stage::new(&[Plain(503, NONE, "")]);
        let call = stage.client().call(Method::POST, "v3/orders").json(&json!({}));
        let call = match repeatable {
            Some(repeatable) => call.repeatable(repeatable),
            None => call,
        };
        let _ = call.await;
        assert_eq!(stage.sent().len(), expected);
    }
}

/// A key makes two requests one where it is documented, and only if it is there.
#[tokio::test]
async fn t11_a_key_counts_where_it_is_documented() {
    let policy = RetryPolicy::standard();
    for (operation, change, expected) in [
        (BUILD, (|call| call) as fn(Call<Json>) -> Call<Json>, 1),
        (BUILD, |call| call.idempotency_key("k"), 2),
        (BUILD, |call| call.header("idempotency-key", "k"), 2),
        (BUILD, |call| call.idempotency_key(""), 1),
        (REPLY, |call| call.idempotency_key("k"), 1),
    ] {
        assert_eq!(
            sent(operation, Plain(502, NONE, ""), &policy, change).await,
            expected,
            "{operation}"
        );
    }
    let stage = Stage::new(&[Plain(502, NONE, "")]);
    let call: Call<Json> = Call::new(
        Chain::new(&stage.client()),
        &BUILD,
        Partnership::new().idempotency_key("k"),
    );
    call.await.unwrap();
    assert_eq!(stage.sent().len(), 2);
}

/// Whether or not anything requires the number that makes two requests one: without it they are two.
#[tokio::test]
async fn a_call_without_its_number_acts_each_time() {
    let once = REPLY.effect(Effect::Once);
    let complete = || Partnership::new().idempotency_key("k");
    for (request, repeatable, expected) in [
        (complete(), None, 2),
        (Partnership::new(), None, 1),
        (Partnership::new(), Some(true), 2),
        (complete(), Some(false), 1),
    ] {
        let stage = Stage::new(&[Plain(502, NONE, "")]);
        let chain = Chain::new(&stage.client()).param("1");
        let mut call: Call<Json> = Call::new(chain, &once, request).skip_required_check();
        if let Some(repeatable) = repeatable {
            call = call.repeatable(repeatable);
        }
        let _ = call.await;
        assert_eq!(stage.sent().len(), expected, "{repeatable:?}");
    }
}

/// A second answer "no" does not undo that the first may have been a "yes"; a refusal that WeChat Pay signed may.
#[tokio::test]
async fn what_the_error_says_of_all_attempts() {
    let refused = Signed(400, r#"{"code":"ORDER_PAID","message":"订单已支付"}"#);
    for (first, operation, expected) in [
        (Plain(503, NONE, ""), REPLY.effect(Effect::Once), true),
        (Signed(503, "{}"), REPLY.effect(Effect::Once), false),
        (Signed(503, "{}"), REPLY, false),
        (Plain(429, NONE, ""), REPLY.effect(Effect::Once), false),
    ] {
        let stage = Stage::new(&[first, refused]);
        let error = call(&stage.client(), operation).await.unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Some("ORDER_PAID"), 2));
        assert_eq!(error.may_have_taken_effect(), expected, "{first:?}");
    }
}

/// A reading operation of v2 is repeated, and a v2 GET that spends a code is not.
#[tokio::test]
async fn v2_repeats_what_reads() {
    for (operation, expected) in [
        (
            Operation::v2(Method::POST, "/pay/orderquery").effect(Effect::None),
            2,
        ),
        (
            Operation::v2(Method::POST, "/pay/closeorder").effect(Effect::Once),
            1,
        ),
        (Operation::v2(Method::GET, "/appauth/getaccesstoken"), 1),
    ] {
        for step in [Plain(502, NONE, ""), TimedOut, Broken] {
            let stage = Stage::new(&[step]);
            let client = stage
                .builder()
                .api_v2_key("0123456789abcdef0123456789abcdef")
                .build()
                .unwrap();
            let _ = Call::<Json>::bare(Chain::new(&client), &operation).await;
            assert_eq!(stage.sent().len(), expected, "{operation} {step:?}");
        }
    }
}

/// So many calls, one after the other or by clones, into a platform that is down: how many attempts?
async fn attempts_of(calls: usize, step: Step, budget: RetryBudget) -> usize {
    let stage = Stage::new(&vec![step; calls * 3]);
    let policy = RetryPolicy::standard().backoff(Duration::ZERO, Duration::ZERO);
    let client = stage
        .builder()
        .retry(policy)
        .retry_budget(budget)
        .build()
        .unwrap();
    for _ in 0..calls {
        call(&client.clone(), GET).await.unwrap_err();
    }
    stage.sent().len()
}

#[tokio::test]
async fn an_outage_is_not_tripled() {
    for step in [
        Signed(503, "{}"),
        Plain(502, NONE, ""),
        Refused,
        TimedOut,
        Broken,
        Signed(202, ""),
    ] {
        assert_eq!(
            attempts_of(200, step, RetryBudget::standard()).await,
            220,
            "{step:?}"
        );
        assert_eq!(
            attempts_of(50, step, RetryBudget::unlimited()).await,
            150,
            "{step:?}"
        );
        assert_eq!(
            attempts_of(50, step, RetryBudget::standard().reserve(0)).await,
            50,
            "{step:?}"
        );
    }
}

#[tokio::test]
async fn success_and_time_bring_the_budget_back() {
    let down = Signed(503, "{}");
    let stage = Stage::new(&[down; 2]);
    let budget = RetryBudget::standard().reserve(1);
    let client = stage.builder().retry_budget(budget).build().unwrap();
    let get = || call(&client, GET);
    // One is there, the second is not, and the error says so.
    let failed: Error = get().await.unwrap_err();
    assert_eq!((failed.attempts(), stage.sent().len()), (2, 2));
    assert!(failed.to_string().contains("retry budget is spent"), "{failed}");
    // Five that succeed bring one.
    for brought in [4, 1] {
        for _ in 0..brought {
            get().await.unwrap();
        }
        stage.sent();
        stage.again(&[down]);
        let outcome = get().await;
        assert_eq!(outcome.is_ok(), brought == 1, "{brought}");
    }
    // So do ten seconds, and a call that never failed costs nothing.
    stage.again(&[down]);
    assert!(get().await.is_err());
    stage.pass(Duration::from_secs(10));
    stage.again(&[down, Good]);
    get().await.unwrap();
}
