//! What an error advises: by the operation's table, else by the general rules, and nothing that could act twice.

mod support;

use Advice::{Fix, Query, RetryLater, RetryNow};
use serde_json::json;
use support::platform::{answer, builder, signed};
use support::script::Stage;
use support::script::Step::{self, Broken, Forged, Plain, Refused, Signed, TimedOut};
use wechatpay_openapi_runtime::{
    Advice, Call, Chain, Effect, Error, Json, Method, Operation, RetryPolicy, Verify, error_codes, http,
};

error_codes! {
    "FREQUENCY_LIMITED" 403 Fix,
    "FREQUENCY_LIMITED" 429 RetryLater,
    "NOT_ENOUGH" 403 RetryLater,
    "SYSTEM_ERROR" 500 RetryNow,
}

/// The table of a refund of v2, whose codes have no status.
mod v2 {
    use super::error_codes;

    error_codes! {
        "NOTENOUGH" Fix,
        "SYSTEMERROR" RetryNow,
        "ERROR" RetryLater,
    }
}

const NONE: (&str, &str) = ("X-None", "");
const ORDER: Operation = Operation::v3(Method::POST, "/v3/orders")
    .effect(Effect::Once)
    .errors(&ERRORS);
const REPLY: Operation = ORDER.effect(Effect::Each);
const KEYED: Operation = ORDER.effect(Effect::Keyed);
const READ: Operation = Operation::v3(Method::GET, "/v3/orders").errors(&ERRORS);
const REFUND: Operation = Operation::v2(Method::POST, "/secapi/pay/refund")
    .effect(Effect::Once)
    .verify(Verify::Unsigned)
    .errors(&v2::ERRORS);
const SEND: Operation = REFUND.effect(Effect::Each);
const ORDER_QUERY: Operation = REFUND.effect(Effect::None);

fn error(operation: &Operation, answer: http::Response<bytes::Bytes>) -> Error {
    let client = builder()
        .api_v2_key("0123456789abcdef0123456789abcdef")
        .build()
        .unwrap();
    Call::<Json>::bare(Chain::new(&client), operation)
        .read(answer)
        .map(|_| ())
        .unwrap_err()
}

/// It advises this, and a line of a log ends with it.
#[track_caller]
fn advises(error: &Error, expected: Advice, what: &str) {
    assert_eq!(error.advice(), expected, "{what}: {error}");
    let words = match expected {
        Fix => "; fix it",
        Query => "; query it before anything else",
        RetryLater => "; retry later",
        RetryNow => "; retry now",
        other => panic!("`{other}` has no words here"),
    };
    for line in [format!("{error}"), format!("{error:#}")] {
        let is_once = line.matches(words).count() == 1 && !line.contains('\n');
        assert!(is_once && line.ends_with(words), "{what}: {line}");
    }
}

#[test]
fn v3_by_the_table_and_by_the_rules() {
    // status, signed, code; of an order, of what acts each time, of what reads
    let cases: [(u16, bool, &str, [Advice; 3]); 26] = [
        // In the table; one code with two statuses, and with one that the table has not.
        (403, true, "NOT_ENOUGH", [RetryLater; 3]),
        (429, true, "FREQUENCY_LIMITED", [RetryLater; 3]),
        (403, true, "FREQUENCY_LIMITED", [Fix; 3]),
        (400, true, "FREQUENCY_LIMITED", [Fix; 3]),
        (500, true, "SYSTEM_ERROR", [RetryNow, Query, RetryNow]),
        // Not in the table.
        (401, true, "SIGN_ERROR", [Fix; 3]),
        (401, false, "SIGN_ERROR", [Fix; 3]),
        (400, true, "PARAM_ERROR", [Fix; 3]),
        (400, true, "ORDER_PAID", [Query, Query, RetryLater]),
        (403, true, "OUT_TRADE_NO_USED", [Query, Query, RetryLater]),
        (404, true, "ORDER_NOT_EXIST", [Fix; 3]),
        (400, true, "NEVER_HEARD_OF", [Query, Query, Fix]),
        (403, true, "SOMETHING_NEW", [Query, Query, Fix]),
        // It says "not yet", whatever the status is.
        (400, true, "USERPAYING", [Query, Query, RetryLater]),
        (403, true, "BANKERROR", [Query, Query, RetryLater]),
        (400, true, "PROCESSING", [Query, Query, RetryLater]),
        (429, true, "RATELIMIT_EXCEEDED", [RetryLater; 3]),
        // A gateway's word is no refusal.
        (429, false, "", [RetryLater, Query, RetryLater]),
        (502, true, "SERVICE_UNAVAILABLE", [RetryLater; 3]),
        (502, false, "", [RetryLater, Query, RetryLater]),
        (500, true, "BANKERROR", [Query, Query, RetryLater]),
        (504, false, "", [Query, Query, RetryLater]),
        (302, false, "", [Query, Query, RetryLater]),
        // A failure in place of a result.
        (200, true, "ORDER_PAID", [Query, Query, RetryLater]),
        (200, true, "ANYTHING", [Query, Query, RetryLater]),
        (202, true, "", [RetryLater, Query, RetryLater]),
    ];
    for (status, is_signed, code, expected) in cases {
        for (operation, expected) in [ORDER, REPLY, READ].iter().zip(expected) {
            let body = match code {
                "" => String::new(),
                code => json!({ "code": code, "message": "x" }).to_string(),
            };
            let answer = match is_signed {
                true => signed(status, &body),
                false => answer(status, &[], body),
            };
            let error = error(operation, answer);
            advises(
                &error,
                expected,
                &format!("{operation} {:?} {status} {code}", operation.effect),
            );
        }
    }
}

#[test]
fn v2_by_the_table_and_by_the_rules() {
    // code; of a refund, of what acts each time, of what reads
    let cases: [(&str, [Advice; 3]); 13] = [
        ("NOTENOUGH", [Fix; 3]),
        ("SYSTEMERROR", [RetryNow, Query, RetryNow]),
        ("ERROR", [RetryLater, Query, RetryLater]),
        ("USERPAYING", [Query, Query, RetryLater]),
        ("ORDERPAID", [Query, Query, RetryLater]),
        // The number is that of an earlier request; the transfer was taken.
        ("FATAL_ERROR", [Query, Query, RetryLater]),
        ("SUCCESS", [Query, Query, RetryLater]),
        ("FREQUENCY_LIMITED", [RetryLater, Query, RetryLater]),
        ("FREQ_LIMIT", [RetryLater, Query, RetryLater]),
        ("ORDERCLOSED", [Fix; 3]),
        ("SIGNERROR", [Fix; 3]),
        // Nobody documents it: whether the refund was made is for a query.
        ("NEVER_HEARD_OF", [Query, Query, Fix]),
        ("", [Query, Query, Fix]),
    ];
    for (code, expected) in cases {
        let xml = format!(
            "<xml><return_code>SUCCESS</return_code><result_code>FAIL</result_code><err_code>{code}</err_code></xml>"
        );
        for (operation, expected) in [REFUND, SEND, ORDER_QUERY].iter().zip(expected) {
            let error = error(operation, answer(200, &[], xml.clone()));
            advises(&error, expected, &format!("{:?} {code}", operation.effect));
        }
    }
}

#[tokio::test]
async fn whatever_happens_on_the_way() {
    let system_error = Signed(500, r#"{"code":"SYSTEM_ERROR"}"#);
    let refused = Signed(400, r#"{"code":"PARAM_ERROR"}"#);
    // the attempts; of an order, of what acts each time, of what reads
    let cases: [(&str, &[Step], [Advice; 3]); 7] = [
        ("nothing was sent", &[Refused], [RetryLater; 3]),
        ("no answer in time", &[TimedOut], [Query, Query, RetryLater]),
        ("broken off", &[Broken], [Query, Query, RetryLater]),
        ("signed wrongly", &[Forged(200)], [Query, Query, Fix]),
        ("unsigned", &[Plain(200, NONE, "{}")], [Query, Query, Fix]),
        ("no JSON", &[Signed(200, "<")], [Query, Query, Fix]),
        // What acts each time is not sent again, so its first failure counts.
        (
            "taken perhaps, then refused",
            &[system_error, refused],
            [Query, Query, Fix],
        ),
    ];
    for (name, steps, expected) in cases {
        for (operation, expected) in [ORDER, REPLY, READ].iter().zip(expected) {
            let stage = Stage::new(steps);
            let attempts = u32::try_from(steps.len()).unwrap();
            let call = Call::<Json>::bare(Chain::new(&stage.client()), operation);
            let error = call
                .retry(RetryPolicy::standard().max_attempts(attempts))
                .await
                .map(|_| ())
                .unwrap_err();
            advises(&error, expected, &format!("{name}, {:?}", operation.effect));
        }
    }
}

/// What makes the request one with the next is known of the call, not of the operation.
#[tokio::test]
async fn a_key_and_the_caller_s_word_count() {
    let failed = Signed(500, r#"{"code":"SYSTEM_ERROR"}"#);
    let call = |operation: &Operation| {
        let stage = Stage::new(&[failed]);
        Call::<Json>::bare(Chain::new(&stage.client()), operation).retry(RetryPolicy::none())
    };
    let cases = [
        (call(&KEYED), Query),
        (call(&KEYED).header("Idempotency-Key", "1"), RetryNow),
        (call(&REPLY), Query),
        (call(&REPLY).repeatable(true), RetryNow),
        (call(&ORDER).repeatable(false), Query),
    ];
    for (at, (call, expected)) in cases.into_iter().enumerate() {
        let error = call.await.map(|_| ()).unwrap_err();
        advises(&error, expected, &at.to_string());
    }
}

#[test]
fn when_to_retry_is_said_with_it() {
    for (told, ending) in [
        ("0", "; retry after 0 s"),
        ("5", "; retry after 5 s"),
        ("soon", "; retry later"),
    ] {
        let body = json!({"code": "RATELIMIT_EXCEEDED", "message": "x"}).to_string();
        let answer = answer(429, &[("Retry-After", told.to_owned())], body);
        let line = error(&READ, answer).to_string();
        assert!(line.ends_with(ending), "{line}");
    }
}

/// The text says what is wrong with what never left: an advice would say it twice.
#[test]
fn what_is_wrong_on_this_side_is_ours_to_correct() {
    let client = wechatpay_openapi_runtime::Client::builder("");
    let config = client.build().unwrap_err();
    let request = builder().build().unwrap().call(Method::GET, "v3/a b");
    let request = request.to_http().unwrap_err();
    for error in [config, request] {
        assert_eq!(error.advice(), Fix);
        assert!(!error.to_string().contains("fix it"), "{error}");
    }
}
