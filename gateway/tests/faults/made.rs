//! What is answered in the place of an operation, in v3 and v2.

use bytes::Bytes;
use serde_json::json;
use wechatpay_gateway::fault::{Chosen, Fate, Fault, Instead};
use wechatpay_openapi_runtime::{Advice, ErrorCode, Method, Operation};

const ERRORS: &[ErrorCode] = &[
    ErrorCode::new("NOT_ENOUGH", Advice::Fix).status(403),
    ErrorCode::new("FREQUENCY_LIMITED", Advice::RetryLater).status(429),
];
const V3: Operation = Operation::v3(Method::POST, "/v3/refund/domestic/refunds").errors(ERRORS);
const V2: Operation = Operation::v2(Method::POST, "/secapi/pay/refund");
const NUMBERED: Operation = Operation::v2(Method::POST, "/pay/downloadbill");

/// Status, `Content-Type` and a part of the body; a signed answer has neither of the latter yet.
fn answered(fault: serde_json::Value, operation: &Operation) -> (u16, String, String) {
    let fault: Fault = serde_json::from_value(fault).expect("a fault");
    let chosen: Chosen = [fault].into_iter().collect();
    match chosen.instead(operation) {
        Some(Instead::Fate(Fate::Answer(response))) => {
            let content_type = response.headers()["content-type"]
                .to_str()
                .expect("a text")
                .to_owned();
            let body = String::from_utf8(response.body().to_vec()).expect("a text");
            (response.status().as_u16(), content_type, body)
        }
        Some(Instead::Signed(status)) => (status, String::new(), String::new()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_version_has_its_own_form() {
    let (json, xml) = ("application/json; charset=utf-8", "text/xml; charset=utf-8");
    for (fault, operation, status, content_type, part) in [
        (
            json!({ "kind": "refused", "code": "NOT_ENOUGH" }),
            V3,
            403,
            json,
            r#""code":"NOT_ENOUGH""#,
        ),
        (
            json!({ "kind": "refused", "code": "NEW" }),
            V3,
            400,
            json,
            r#""code":"NEW""#,
        ),
        (
            json!({ "kind": "refused", "code": "NEW", "status": 409 }),
            V3,
            409,
            json,
            "NEW",
        ),
        (
            json!({ "kind": "refused", "code": "NOTENOUGH" }),
            V2,
            200,
            xml,
            "<err_code>NOTENOUGH</err_code>",
        ),
        (
            json!({ "kind": "server_error_before" }),
            V3,
            500,
            json,
            "SYSTEM_ERROR",
        ),
        (
            json!({ "kind": "server_error_before" }),
            V2,
            200,
            xml,
            "<err_code>SYSTEMERROR</err_code>",
        ),
        (json!({ "kind": "accepted" }), V3, 202, "", ""),
        (json!({ "kind": "accepted" }), V2, 200, xml, "SYSTEMERROR"),
        (
            json!({ "kind": "bad_gateway" }),
            V3,
            502,
            "text/html",
            "Bad Gateway",
        ),
        (
            json!({ "kind": "bad_gateway" }),
            V2,
            502,
            "text/html",
            "Bad Gateway",
        ),
        (
            json!({ "kind": "rate_limited" }),
            V3,
            429,
            json,
            "FREQUENCY_LIMITED",
        ),
        (
            json!({ "kind": "rate_limited" }),
            V2,
            429,
            xml,
            "RATELIMIT_EXCEEDED",
        ),
        (
            json!({ "kind": "refused", "code": "20100", "message": "system error" }),
            NUMBERED,
            200,
            xml,
            "<return_msg>system error</return_msg><error_code>20100</error_code>",
        ),
        (
            json!({ "kind": "server_error_before" }),
            NUMBERED,
            200,
            xml,
            "<error_code>20003</error_code>",
        ),
        (
            json!({ "kind": "rate_limited" }),
            NUMBERED,
            429,
            xml,
            "<error_code>20008</error_code>",
        ),
    ] {
        let (seen, seen_type, body) = answered(fault.clone(), &operation);
        assert_eq!((seen, &*seen_type), (status, content_type), "{operation} {fault}");
        assert!(body.contains(part), "{operation} {fault}: {body}");
    }
}

/// What is signed inside of the body can only be altered there.
#[test]
fn an_altered_body_of_v2_stays_xml_and_a_refund_is_altered_where_it_counts() {
    for (body, altered) in [
        (
            "<xml><total_fee>1</total_fee></xml>",
            "<xml><total_fee>2</total_fee></xml>",
        ),
        (
            "<xml><req_info>a1b</req_info><n>5</n></xml>",
            "<xml><req_info>a2b</req_info><n>5</n></xml>",
        ),
        ("<xml><a>x</a></xml>", "<xml><a>x</a></xml> "),
    ] {
        let chosen: Chosen = [Fault::AlteredBody, Fault::Probe].into_iter().collect();
        let fate = chosen.after(&V2, http::Response::new(Bytes::from_static(body.as_bytes())));
        let Fate::Answer(response) = fate else {
            panic!("{fate:?}");
        };
        assert_eq!(response.body(), altered);
        assert!(
            response.headers().is_empty(),
            "v2 has no signature to make a probe of"
        );
    }
}
