//! B, D: what an answer's status and body say, and what is signed of it.

use serde_json::Value;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Error, ErrorKind, Method, http};

use crate::support::platform::{NOW, answer, client, signed, signed_at};

fn failed(answer: http::Response<wechatpay_openapi_runtime::Bytes>) -> Error {
    let call = client().call(Method::POST, "v3/orders");
    call.read(answer)
        .map(|_: wechatpay_openapi_runtime::Response<Value>| ())
        .unwrap_err()
}

#[test]
fn r11_r13_each_status_of_the_table_keeps_code_and_message() {
    let cases = [
        (400, "PARAM_ERROR"),
        (400, "INVALID_REQUEST"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (404, "ORDER_NOT_EXIST"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
        (502, "SERVICE_UNAVAILABLE"),
        (503, "SERVICE_UNAVAILABLE"),
    ];
    for (status, code) in cases {
        let body = format!(r#"{{"code":"{code}","message":"说明"}}"#);
        // Whether errors are signed is not stated: both are read.
        for answer in [signed(status, &body), answer(status, &[], body.clone())] {
            let error = failed(answer);
            assert_eq!(error.kind(), ErrorKind::Api, "{status}");
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(
                (error.code(), error.message()),
                (Some(code), Some("说明")),
                "{status}"
            );
            assert_eq!(error.request_id(), Some("08F78BB5A906"), "7");
        }
    }
    // No code is given for it.
    let error = failed(answer(405, &[], ""));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, None));
}

#[test]
fn r14_detail_names_the_field_by_its_place() {
    let cases = [
        ("/amount/currency", "XYZ", "body"),
        ("limit", "0", "query"),
        ("out_trade_no", "-", "url"),
    ];
    for (field, value, location) in cases {
        let detail =
            serde_json::json!({"field": field, "value": value, "issue": "is invalid", "location": location});
        let body = serde_json::json!({"code": "PARAM_ERROR", "message": "参数错误", "detail": detail});
        let error = failed(signed(400, &body.to_string()));
        assert_eq!(error.detail(), Some(&detail));
    }
}

#[test]
fn r23_a_clock_that_is_wrong_is_told_beside_what_weixin_says() {
    // The request was 400 s late, and so the answer is 400 s early.
    let text = "HTTP头Authorization中的timestamp与发起请求的时间不得超过5分钟";
    let body = format!(r#"{{"code":"SIGN_ERROR","message":"{text}"}}"#);
    let error = failed(answer(401, &signed_at(NOW + 400, body.as_bytes()), body));
    assert_eq!(error.kind(), ErrorKind::Expired);
    let times = error.clocks().unwrap();
    assert_eq!((times.signed, times.local), (NOW + 400, NOW));
    assert_eq!((error.code(), error.message()), (Some("SIGN_ERROR"), Some(text)));
    let shown = error.to_string();
    assert!(shown.contains("this machine is 400 s behind"), "{shown}");
}

#[test]
fn r26_no_body_is_an_empty_line() {
    assert_eq!(v3::response_message("1", "n", b""), b"1\nn\n\n");
    assert_eq!(v3::response_message("1", "n", b"{}"), b"1\nn\n{}\n");
}
