//! A success that is not the documented one is never "done", and an error says whether something may have changed.

use serde_json::Value;
use wechatpay_openapi_runtime::{
    Answer, Call, Chain, Download, Effect, Empty, Error, ErrorKind, FromAnswer, Method, Operation, Verify,
    http, record,
};

use crate::support::platform::{answer, builder, client, signed};

record! {
    /// A result.
    pub struct Order {
        /// Text.
        pub prepay_id: Option<String>,
    }

    /// A result whose documented fields are those of an error (政府补贴).
    pub struct Company {
        /// Text.
        pub code: Option<String>,
        /// Text.
        pub message: Option<String>,
    }
}

const POST: Operation = Operation::v3(Method::POST, "/v3/orders").effect(Effect::Once);
const CLOSE: Operation = POST.answers(Answer::Empty(204));
const ISSUE: Operation = POST.answers(Answer::Empty(202));
const FILE: Operation = POST.answers(Answer::File).verify(Verify::SignedIfPresent);
const V2: Operation = Operation::v2(Method::POST, "/pay/closeorder").verify(Verify::Unsigned);
const ORDER_PAID: &str = r#"{"code":"ORDER_PAID","message":"订单已支付"}"#;
const RESULT: &str = r#"{"prepay_id":"wx1"}"#;

/// What comes of an answer: `None` is done.
fn outcome<T: FromAnswer>(operation: &Operation, answer: http::Response<bytes::Bytes>) -> Option<Error> {
    let client = builder()
        .api_v2_key("0123456789abcdef0123456789abcdef")
        .build()
        .unwrap();
    Call::<T>::bare(Chain::new(&client), operation).read(answer).err()
}

type Case = (
    &'static str,
    u16,
    &'static str,
    Option<(ErrorKind, Option<&'static str>)>,
);

fn hold<T: FromAnswer>(operation: &Operation, cases: &[Case]) {
    for (name, status, body, expected) in cases {
        let error = outcome::<T>(operation, signed(*status, body));
        let found = error.as_ref().map(|error| (error.kind(), error.code()));
        assert_eq!(
            found, *expected,
            "{operation} {:?}: {name}: {error:?}",
            operation.answers
        );
        if let Some(error) = error {
            assert!(error.may_have_taken_effect(), "{name}");
            assert_eq!(error.status().unwrap().as_u16(), *status, "{name}");
            assert!(!error.to_string().contains("prepay_id"), "{name}: {error}");
        }
    }
}

const ACCEPTED: Option<(ErrorKind, Option<&str>)> = Some((ErrorKind::Accepted, None));
const PAID: Option<(ErrorKind, Option<&str>)> = Some((ErrorKind::Api, Some("ORDER_PAID")));
const UNKNOWN: Option<(ErrorKind, Option<&str>)> = Some((ErrorKind::Api, None));
const UNREADABLE: Option<(ErrorKind, Option<&str>)> = Some((ErrorKind::Decode, None));

#[test]
fn t6_documented_is_204() {
    hold::<Empty>(
        &CLOSE,
        &[
            ("as documented", 204, "", None),
            ("accepted", 202, "", ACCEPTED),
            (
                "accepted, and a state",
                202,
                ORDER_PAID,
                Some((ErrorKind::Accepted, Some("ORDER_PAID"))),
            ),
            ("accepted, and a result", 202, RESULT, ACCEPTED),
            ("an error as 204", 204, ORDER_PAID, PAID),
            ("a body as 204", 204, "{}", UNREADABLE),
            ("nothing as 200", 200, "", UNKNOWN),
            ("an error as 200", 200, ORDER_PAID, PAID),
            ("a result as 200", 200, RESULT, UNKNOWN),
            ("201", 201, "", UNKNOWN),
            ("205", 205, "", UNKNOWN),
            ("206", 206, "", UNKNOWN),
            ("299", 299, "", UNKNOWN),
        ],
    );
}

#[test]
fn t6_documented_is_202() {
    hold::<Empty>(
        &ISSUE,
        &[
            ("as documented", 202, "", None),
            ("an error", 202, ORDER_PAID, PAID),
            ("204", 204, "", UNKNOWN),
            ("200", 200, "", UNKNOWN),
        ],
    );
}

#[test]
fn t6_documented_is_json() {
    let cases: [Case; 9] = [
        ("as documented", 200, RESULT, None),
        ("an error", 200, ORDER_PAID, PAID),
        ("nothing", 200, "", UNREADABLE),
        ("204", 204, "", UNKNOWN),
        ("201 with a result", 201, RESULT, UNKNOWN),
        ("203 with a result", 203, RESULT, UNKNOWN),
        ("206 with a result", 206, RESULT, UNKNOWN),
        ("accepted", 202, "", ACCEPTED),
        ("accepted, and a result", 202, RESULT, ACCEPTED),
    ];
    hold::<Order>(&POST, &cases);
    hold::<Value>(&POST, &cases[..2]);
    // Where they are documented, they are the result.
    hold::<Company>(
        &POST,
        &[("as documented", 200, r#"{"code":"0","message":"OK"}"#, None)],
    );
    // A code without a message, or one that is no text, is a field like any other.
    for body in [
        r#"{"code":"1"}"#,
        r#"{"code":1,"message":"a"}"#,
        r#"{"a":{"code":"1","message":"b"}}"#,
    ] {
        hold::<Order>(&POST, &[("no error", 200, body, None)]);
    }
}

#[test]
fn t6_documented_is_a_file_or_v2() {
    hold::<Download>(
        &FILE,
        &[
            ("as documented", 200, "a,b", None),
            ("a part", 206, "a,b", UNKNOWN),
            ("nothing", 204, "", UNKNOWN),
            ("accepted", 202, "", ACCEPTED),
        ],
    );
    let xml = "<xml><return_code>SUCCESS</return_code></xml>";
    hold::<Order>(
        &V2,
        &[
            ("as documented", 200, xml, None),
            ("201", 201, xml, UNKNOWN),
            ("202", 202, xml, ACCEPTED),
        ],
    );
}

/// What nobody documents may answer nothing; all else holds as well.
#[test]
fn t6_undocumented_operations() {
    let call = || client().call(Method::POST, "v3/orders/1/close");
    for (status, body, done) in [
        (200, RESULT, true),
        (204, "", true),
        (202, "", false),
        (200, ORDER_PAID, false),
        (201, RESULT, false),
    ] {
        assert_eq!(call().read(signed(status, body)).is_ok(), done, "{status} {body}");
    }
    for (status, body, done) in [
        (204, "", true),
        (200, "", true),
        (202, "", false),
        (200, ORDER_PAID, false),
        (200, "{}", false),
    ] {
        assert_eq!(
            call().receive::<Empty>().read(signed(status, body)).is_ok(),
            done,
            "{status} {body}"
        );
    }
}

#[test]
fn an_undocumented_success_says_what_is_documented() {
    let error = outcome::<Empty>(&CLOSE, signed(200, "")).unwrap();
    let text = error.to_string();
    assert!(
        text.contains("WeChat Pay answered 200; documented is 204"),
        "{text}"
    );
    let text = outcome::<Empty>(&CLOSE, signed(200, ORDER_PAID))
        .unwrap()
        .to_string();
    assert!(
        text.contains("200 ORDER_PAID: 订单已支付; this is an error"),
        "{text}"
    );
}

/// Status, signed or not, and whether the request may have taken effect: of an order, and of a refund.
#[test]
fn t13_what_a_status_leaves_open() {
    const REFUND: Operation = Operation::v3(Method::POST, "/v3/refund/domestic/refunds").open_refusal();
    // A path says nothing of an operation that is documented.
    const REPORT: Operation = Operation::v3(Method::POST, "/v3/med-ins/refunds/notify");
    for (status, is_signed, order, refund) in [
        (301, false, true, true),
        (302, true, true, true),
        (307, false, true, true),
        (400, false, false, false),
        (401, false, false, false),
        (403, true, false, false),
        (404, true, false, false),
        (408, false, true, true),
        (408, true, true, true),
        (425, false, true, true),
        (499, false, true, true),
        // Not accepted; of a refund that is not sure (status code page of the official documentation).
        (429, false, false, true),
        (429, true, false, true),
        (500, true, true, true),
        (501, true, true, true),
        // Not processed, if WeChat Pay says so.
        (502, true, false, true),
        (502, false, true, true),
        (503, true, false, true),
        (503, false, true, true),
        (504, true, true, true),
        (520, false, true, true),
        (524, false, true, true),
        (600, false, true, true),
    ] {
        for (operation, expected) in [
            (POST, order),
            (REFUND, refund),
            (REPORT, order),
            (Operation::v3(Method::GET, "/v3/refunds/1"), false),
        ] {
            let answer = match is_signed {
                true => signed(status, "{}"),
                false => answer(status, &[], "{}"),
            };
            let error = outcome::<Order>(&operation, answer).unwrap();
            assert_eq!(error.kind(), ErrorKind::Api);
            assert_eq!(
                error.may_have_taken_effect(),
                expected,
                "{operation} {status} signed: {is_signed}"
            );
        }
        // Of an undocumented call, the path is all there is.
        for (path, expected) in [("v3/some/refunds", refund), ("v3/some/orders", order)] {
            let answer = match is_signed {
                true => signed(status, "{}"),
                false => answer(status, &[], "{}"),
            };
            let call = client().call(Method::POST, path).json(&serde_json::json!({}));
            let error = call.read(answer).unwrap_err();
            assert_eq!(error.may_have_taken_effect(), expected, "{path} {status}");
        }
    }
}

/// Only what reads has no effect: a GET of v2 spends a code.
#[test]
fn a_get_of_v2_may_have_taken_effect() {
    const SPENDS: Operation = Operation::v2(Method::GET, "/appauth/getaccesstoken")
        .answers(Answer::Json)
        .verify(Verify::Unsigned);
    const QUERY: Operation = Operation::v2(Method::POST, "/pay/orderquery")
        .effect(Effect::None)
        .verify(Verify::Unsigned);
    assert_eq!(SPENDS.effect, Effect::Each);
    for (operation, expected) in [(SPENDS, true), (QUERY, false)] {
        let error = outcome::<Order>(&operation, answer(500, &[], "")).unwrap();
        assert_eq!(error.may_have_taken_effect(), expected, "{operation}");
    }
}

/// A failure of v2 that is no "no": a refund that is limited in its rate is accepted all the same.
#[test]
fn codes_of_v2_that_leave_it_open() {
    for (code, expected) in [
        ("SYSTEMERROR", true),
        ("BANKERROR", true),
        ("USERPAYING", true),
        ("BIZERR_NEED_RETRY", true),
        ("PROCESSING", true),
        ("SEND_FAILED", true),
        ("FREQUENCY_LIMITED", true),
        ("ORDER_ACCEPTED", true),
        ("FREQ_LIMIT", false),
        ("NOTENOUGH", false),
        ("ORDERPAID", false),
        ("PARAM_ERROR", false),
    ] {
        let xml = format!(
            "<xml><return_code>SUCCESS</return_code><result_code>FAIL</result_code><err_code>{code}</err_code></xml>"
        );
        let error = outcome::<Order>(&V2, answer(200, &[], xml)).unwrap();
        assert_eq!(
            (error.code(), error.may_have_taken_effect()),
            (Some(code), expected)
        );
    }
}
