//! What comes back: verified, decrypted and decoded, or refused with the reason. Without I/O.

mod support;

use serde_json::Value;
use support::platform::{
    KEY_ID, NONCE, NOW, answer, client, keys, merchant_public, signature_headers, signed, signed_at,
};
use wechatpay_openapi_runtime::crypto::sha1_hex;
use wechatpay_openapi_runtime::{
    Answer, Bytes, Call, Chain, Download, Empty, Error, ErrorKind, FromAnswer, Method, Operation, Response,
    Sensitive, Verify, http, record,
};

record! {
    /// An answer.
    pub struct Order {
        /// Text.
        pub prepay_id: Option<String>,
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
        /// Nested.
        pub amount: Option<Amount>,
    }
    /// An amount.
    pub struct Amount {
        /// Fen.
        pub total: Option<i64>,
    }
}

const POST: Operation = Operation::v3(Method::POST, "/v3/orders");

fn read_by<T: FromAnswer>(
    operation: &Operation,
    answer: http::Response<Bytes>,
) -> Result<Response<T>, Error> {
    Call::bare(Chain::new(&client()), operation).read(answer)
}

fn read(answer: http::Response<Bytes>) -> Result<Response<Order>, Error> {
    read_by(&POST, answer)
}

fn refused(answer: http::Response<Bytes>, kind: ErrorKind) -> Error {
    let error = read(answer).unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.operation().as_deref(), Some("POST /v3/orders"));
    assert_eq!(error.request_id(), Some("08F78BB5A906"));
    error
}

const BODY: &str = r#"{"prepay_id":"wx1","amount":{"total":100}}"#;

#[test]
fn a_signed_answer_is_decoded_and_nothing_is_lost() {
    let body = r#"{"prepay_id":"wx1","new":1,"amount":{"total":"100","also":2}}"#;
    let order = read(signed(200, body)).unwrap();
    assert_eq!(order.prepay_id.as_deref(), Some("wx1"));
    assert_eq!(order.amount.as_ref().unwrap().total, Some(100));
    assert_eq!(order.verified_by(), Some(KEY_ID));
    assert_eq!(order.request_id(), Some("08F78BB5A906"));
    assert_eq!(order.body(), body);
    let mut unknown = order.unknown_fields();
    unknown.sort();
    assert_eq!(unknown, ["/amount/also", "/new"]);
}

#[test]
fn sensitive_fields_are_decrypted() {
    let ciphertext = merchant_public().encrypt("张三").unwrap();
    let order = read(signed(200, &format!(r#"{{"user_name":"{ciphertext}"}}"#))).unwrap();
    assert_eq!(order.user_name.as_ref().unwrap().expose(), "张三");
    let foreign = keys().platform.public_key().unwrap().encrypt("张三").unwrap();
    let error = refused(
        signed(200, &format!(r#"{{"user_name":"{foreign}"}}"#)),
        ErrorKind::Decrypt,
    );
    assert_eq!(error.problems(), ["/user_name"]);
    assert!(error.may_have_taken_effect());
}

#[test]
fn each_missing_header_is_named() {
    for at in 0..4 {
        let mut headers = signature_headers(BODY.as_bytes());
        let (name, _) = headers.remove(at);
        let error = refused(answer(200, &headers, BODY), ErrorKind::Unsigned);
        assert_eq!(error.problems(), [name.to_ascii_lowercase()]);
        assert!(error.is_verification() && error.may_have_taken_effect());
    }
    assert_eq!(
        refused(answer(200, &[], BODY), ErrorKind::Unsigned)
            .problems()
            .len(),
        4
    );
}

#[test]
fn altered_answers_are_refused() {
    let headers = signature_headers(BODY.as_bytes());
    refused(
        answer(200, &headers, BODY.replace("100", "1")),
        ErrorKind::Signature,
    );
    for (at, value) in [
        (0, (NOW + 1).to_string()),
        (1, NONCE.replace('5', "6")),
        (3, "bm8=".into()),
        (3, "%".into()),
    ] {
        let mut headers = signature_headers(BODY.as_bytes());
        headers[at].1 = value;
        refused(answer(200, &headers, BODY), ErrorKind::Signature);
    }
}

#[test]
fn an_unknown_serial_is_never_tried_with_another_key() {
    for serial in [
        "PUB_KEY_ID_0119000000012025",
        "5F1C72E2A8931B72A2E13AF8DEE92471EB397115",
        &KEY_ID.to_lowercase(),
    ] {
        let mut headers = signature_headers(BODY.as_bytes());
        headers[2].1 = serial.to_owned();
        let error = refused(answer(200, &headers, BODY), ErrorKind::UnknownSerial);
        assert!(
            error.to_string().contains(serial) && error.to_string().contains(KEY_ID),
            "{error}"
        );
    }
}

#[test]
fn a_probe_is_its_own_error_and_comes_first() {
    let mut headers = signed_at(NOW - 1000, BODY.as_bytes());
    headers[3].1 = format!("WECHATPAY/SIGNTEST/{}", headers[3].1);
    let error = refused(answer(200, &headers, BODY), ErrorKind::Probe);
    assert!(error.is_probe() && error.may_have_taken_effect());
}

#[test]
fn the_window_is_300_seconds_either_way() {
    for offset in [-300, 0, 300] {
        read(answer(200, &signed_at(NOW + offset, BODY.as_bytes()), BODY)).unwrap();
    }
    for (offset, words) in [(-301, "301 s ahead"), (301, "301 s behind")] {
        let error = refused(
            answer(200, &signed_at(NOW + offset, BODY.as_bytes()), BODY),
            ErrorKind::Expired,
        );
        let clocks = error.clocks().unwrap();
        assert_eq!(
            (clocks.signed, clocks.local, clocks.offset()),
            (NOW + offset, NOW, -offset)
        );
        assert!(error.to_string().contains(words), "{error}");
    }
    for strange in ["", "x", "99999999999999999999", "-9223372036854775808"] {
        let mut headers = signature_headers(BODY.as_bytes());
        headers[0].1 = strange.to_owned();
        assert!(
            read(answer(200, &headers, BODY)).unwrap_err().is_verification(),
            "{strange:?}"
        );
    }
}

#[test]
fn another_algorithm_is_not_taken_for_rsa() {
    let mut headers = signature_headers(BODY.as_bytes());
    headers.push(("Wechatpay-Signature-Type", String::new()));
    for other in [
        "WECHATPAY2-SM2-WITH-SM3",
        "WECHATPAY-BRAND-SHA256-RSA2048",
        "wechatpay2-sha256-rsa2048",
    ] {
        headers[4].1 = other.to_owned();
        let error = refused(answer(200, &headers, BODY), ErrorKind::Signature);
        assert!(error.to_string().contains("Wechatpay-Signature-Type"), "{error}");
        assert!(
            error.is_verification(),
            "the request has taken effect all the same"
        );
    }
    headers[4].1 = "WECHATPAY2-SHA256-RSA2048".to_owned();
    read(answer(200, &headers, BODY)).unwrap();
}

const ERROR: &str =
    r#"{"code":"PARAM_ERROR","message":"参数错误","detail":{"field":"/amount/total","value":[1]}}"#;

#[test]
fn error_answers_are_verified_if_signed_and_tagged_if_not() {
    let error = refused(signed(400, ERROR), ErrorKind::Api);
    assert_eq!(
        (error.code(), error.message()),
        (Some("PARAM_ERROR"), Some("参数错误"))
    );
    assert_eq!(error.detail().unwrap()["field"], "/amount/total");
    assert_eq!(error.verified_by(), Some(KEY_ID));
    assert!(!error.may_have_taken_effect());
    assert_eq!(
        error.to_string(),
        "POST /v3/orders: WeChat Pay answered 400 PARAM_ERROR: 参数错误 (Request-ID 08F78BB5A906); fix it"
    );
    let error = refused(answer(401, &[], ERROR), ErrorKind::Api);
    assert_eq!((error.code(), error.verified_by()), (Some("PARAM_ERROR"), None));
    assert!(error.to_string().contains("[unsigned]"));
    let mut headers = signature_headers(ERROR.as_bytes());
    headers[3].1 = "bm8=".to_owned();
    let error = refused(answer(400, &headers, ERROR), ErrorKind::Signature);
    assert_eq!(error.body().unwrap(), ERROR);
}

#[test]
fn a_field_that_did_not_come_is_an_error_that_names_it() {
    let read = || read(signed(200, r#"{"prepay_id":"wx1","amount":{}}"#)).unwrap();
    assert_eq!(read().require(|order| order.prepay_id).unwrap(), "wx1");
    let error = read().require(|order| order.amount?.total).unwrap_err();
    assert_eq!(error.problems(), ["/amount/total"]);
    let text = error.to_string();
    assert!(
        text.contains("POST /v3/") && text.contains("the answer has no /amount/total"),
        "{text}"
    );
    assert_eq!(error.request_id(), read().request_id());
    assert_eq!(
        (error.kind(), error.verified_by()),
        (ErrorKind::Decode, Some(KEY_ID))
    );
    // The call was answered: what it did is done.
    assert!(error.may_have_taken_effect());
    // Of several, what came is not named.
    let both = |order: Order| Some((order.prepay_id?, order.amount?.total?));
    assert_eq!(read().require(both).unwrap_err().problems(), ["/amount/total"]);
}

#[test]
fn html_and_empty_errors_are_api_errors() {
    for (status, body) in [
        (502, "<html>Bad Gateway</html>"),
        (500, ""),
        (429, "{"),
        (302, ""),
    ] {
        let error = refused(answer(status, &[], body), ErrorKind::Api);
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.code(), None);
        // Of a 429 it is sure; who redirects it may have passed it on.
        assert_eq!(error.may_have_taken_effect(), status != 429);
    }
}

#[test]
fn a_failed_get_has_no_effect() {
    let get = Operation::v3(Method::GET, "/v3/orders");
    let error = read_by::<Order>(&get, answer(500, &[], "")).unwrap_err();
    assert!(!error.may_have_taken_effect());
}

#[test]
fn empty_answers() {
    let empty = POST.answers(Answer::Empty(204));
    assert_eq!(read_by::<Empty>(&empty, signed(204, "")).unwrap().status(), 204);
    let error = refused(signed(202, ""), ErrorKind::Accepted);
    assert!(error.may_have_taken_effect());
    refused(signed(200, ""), ErrorKind::Decode);
    refused(answer(204, &[], ""), ErrorKind::Unsigned);
    let undocumented = client().call(Method::POST, "v3/orders/1/close");
    assert_eq!(*undocumented.read(signed(204, "")).unwrap(), Value::Null);
}

#[test]
fn a_body_that_does_not_fit_keeps_its_place_and_itself() {
    let body = r#"{"amount":{"total":{}}}"#;
    let error = refused(signed(200, body), ErrorKind::Decode);
    assert_eq!(error.problems(), ["/amount/total"]);
    assert_eq!(error.body().unwrap(), body);
    assert!(error.may_have_taken_effect());
    refused(signed(200, "[]"), ErrorKind::Decode);
    refused(signed(200, "{\"prepay_id\":"), ErrorKind::Decode);
}

#[test]
fn unsigned_answers_by_the_rule_of_the_operation() {
    let download = |verify| POST.answers(Answer::File).verify(verify);
    let file = read_by::<Download>(
        &download(Verify::Unsigned),
        answer(200, &[], &b"\x1f\x8bgzip"[..]),
    )
    .unwrap();
    assert_eq!(
        (&file.content[..], file.verified_by()),
        (&b"\x1f\x8bgzip"[..], None)
    );
    let optional = download(Verify::SignedIfPresent);
    assert_eq!(
        read_by::<Download>(&optional, answer(200, &[], "x"))
            .unwrap()
            .verified_by(),
        None
    );
    assert_eq!(
        read_by::<Download>(&optional, signed(200, "x"))
            .unwrap()
            .verified_by(),
        Some(KEY_ID)
    );
    let mut headers = signature_headers(b"y");
    let error = read_by::<Download>(&optional, answer(200, &headers, "x")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Signature);
    headers.pop();
    let error = read_by::<Download>(&optional, answer(200, &headers, "y")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsigned);
}

#[test]
fn a_statement_is_signed_by_its_digest() {
    let operation = POST.answers(Answer::File).verify(Verify::StatementSha1);
    let digest = sha1_hex(b"statement");
    let mut headers = signature_headers(format!("{{\"sha1\":\"{digest}\"}}").as_bytes());
    headers.push(("Wechatpay-Statement-Sha1", digest));
    let read = |headers: &[(&'static str, String)], body: &'static str| {
        read_by::<Download>(&operation, answer(200, headers, body))
    };
    assert_eq!(read(&headers, "statement").unwrap().verified_by(), Some(KEY_ID));
    assert_eq!(
        read(&headers, "Statement").unwrap_err().kind(),
        ErrorKind::Signature
    );
    headers.pop();
    assert_eq!(
        read(&headers, "statement").unwrap_err().kind(),
        ErrorKind::Unsigned
    );
}
