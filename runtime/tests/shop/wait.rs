//! Waiting for a state that lasts: what is waited through, how long, and what ends it.

use std::time::Duration;

use crate::support::script::{Stage, Step};
use wechatpay_openapi_runtime::{Call, Chain, ErrorKind, Final, Method, Operation, Wait, record};

record! {
    /// An order.
    pub struct Order {
        /// Its state.
        pub trade_state: Option<String>,
    }
}

const QUERY: Operation = Operation::v3(Method::GET, "/v3/order");
const STATES: Final = Final::states("trade_state", &["SUCCESS", "CLOSED"]);
const PAID: Step = Step::Signed(200, r#"{"trade_state":"SUCCESS"}"#);
const UNPAID: Step = Step::Signed(200, r#"{"trade_state":"NOTPAY"}"#);
const NEW: Step = Step::Signed(200, r#"{"trade_state":"SOMETHING_NEW"}"#);
const BUSY: Step = Step::Signed(500, r#"{"code":"SYSTEM_ERROR","message":"busy"}"#);
const GONE: Step = Step::Signed(404, r#"{"code":"ORDER_NOT_EXIST","message":"none"}"#);

fn query(stage: &Stage) -> Call<Order> {
    let call = Call::bare(Chain::new(&stage.client()), &QUERY);
    call.retry(wechatpay_openapi_runtime::RetryPolicy::none())
}

/// What is answered one after the other, the pauses in seconds, and the state or the error in the end.
type Case = (
    &'static [Step],
    &'static [u64],
    Result<&'static str, (ErrorKind, &'static str)>,
);

const CASES: [Case; 8] = [
    (&[PAID], &[], Ok("SUCCESS")),
    (&[UNPAID, UNPAID, PAID], &[5, 5], Ok("SUCCESS")),
    (&[NEW, PAID], &[5], Ok("SUCCESS")),
    (&[Step::Signed(200, "{}"), PAID], &[5], Ok("SUCCESS")),
    (&[BUSY, PAID], &[5], Ok("SUCCESS")),
    (&[Step::Refused, Step::TimedOut, PAID], &[5, 5], Ok("SUCCESS")),
    (&[UNPAID, GONE], &[5], Err((ErrorKind::Api, "ORDER_NOT_EXIST"))),
    (
        &[UNPAID, UNPAID, UNPAID, UNPAID, UNPAID],
        &[5, 5, 5, 5],
        Err((ErrorKind::Timeout, "`trade_state` is still `NOTPAY`; waited 20 s")),
    ),
];

#[tokio::test]
async fn it_asks_until_the_state_lasts_or_the_time_is_over() {
    for (steps, pauses, expected) in CASES {
        let stage = Stage::new(steps);
        let wait = Wait::new(query(&stage), STATES).within(Duration::from_secs(20));
        let outcome = wait.await;
        let slept: Vec<u64> = stage.slept().iter().map(Duration::as_secs).collect();
        assert_eq!(slept, pauses, "{steps:?}");
        match (outcome, expected) {
            (Ok(order), Ok(state)) => assert_eq!(order.trade_state.as_deref(), Some(state), "{steps:?}"),
            (Err(error), Err((kind, text))) => {
                assert_eq!(error.kind(), kind, "{steps:?}");
                assert!(error.to_string().contains(text), "{error}");
                assert!(!error.may_have_taken_effect(), "it only asked");
            }
            (outcome, _) => panic!("{steps:?}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn pauses_are_as_told_and_another_end_can_be_given() {
    let stage = Stage::new(&[UNPAID, UNPAID, NEW]);
    let wait = query(&stage).until(|order| order.trade_state.as_deref() == Some("SOMETHING_NEW"));
    let order = wait.every(Duration::from_secs(2)).await.unwrap();
    assert_eq!(order.trade_state.as_deref(), Some("SOMETHING_NEW"));
    assert_eq!(stage.slept(), [Duration::from_secs(2); 2]);
}

/// A state is a documented word; what is none may be somebody's.
#[tokio::test]
async fn what_is_no_word_is_not_repeated_in_the_error() {
    let stage = Stage::new(&[Step::Signed(200, r#"{"trade_state":"oUpF8u 13800138000"}"#)]);
    let wait = Wait::new(query(&stage), STATES).within(Duration::ZERO);
    let error = wait.await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("13800138000"), "{error}");
}
