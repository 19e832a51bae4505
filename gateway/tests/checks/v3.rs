//! v3: who signed, when and what; encrypted fields.

use serde_json::{Value, json};

use crate::draft::Draft;
use crate::world::{ask, json as read, keys, other_keys, strict, world};

/// What is answered: status, code, message, detail.
pub(crate) type Answer = (u16, &'static str, &'static str, Value);

fn signature(message: &'static str) -> Answer {
    (401, "SIGN_ERROR", message, Value::Null)
}

pub(crate) fn parameter(field: &str, value: Value, issue: &str, location: &str) -> Answer {
    let detail = json!({ "field": field, "value": value, "issue": issue, "location": location });
    (400, "PARAM_ERROR", "参数错误", detail)
}

pub(crate) fn of_body(field: &str, value: Value, issue: &str) -> Answer {
    parameter(field, value, issue, "body")
}

/// A good request, what is changed in it, and what comes of that.
pub(crate) type Case = (&'static str, fn() -> Draft, fn(&mut Draft), Answer);

pub(crate) fn check(cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for (what, good, change, (status, code, message, detail)) in cases {
        let world = world(strict());
        let mut draft = good();
        change(&mut draft);
        let response = ask(&world, &draft.received());
        let mut expected = json!({ "code": code, "message": message });
        if !detail.is_null() {
            expected["detail"] = detail;
        }
        let found = (response.status().as_u16(), read(response.body()));
        if found != (status, expected.clone()) {
            wrong.push(format!(
                "{what}:\n  expected {status} {expected}\n  found    {} {}",
                found.0, found.1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_requests_are_served() {
    let query = || {
        Draft::new(
            "GET",
            "/v3/bill/tradebill?bill_date=2026-11-11&bill_type=ALL",
            None,
        )
    };
    for (what, good) in [
        ("order", Draft::order as fn() -> Draft),
        ("refund", Draft::refund),
        ("transfer", Draft::transfer),
        ("query", query),
    ] {
        let response = ask(&world(strict()), &good().received());
        assert_eq!(response.status(), 200, "{what}: {:?}", response.body());
        assert!(response.headers().contains_key("wechatpay-signature"), "{what}");
    }
}

#[test]
fn who_signed_and_when() {
    check(vec![
        (
            "no User-Agent",
            Draft::order,
            |draft| draft.headers.clear(),
            (403, "INVALID_REQUEST", "HTTP头缺少User-Agent", Value::Null),
        ),
        (
            "no Authorization",
            Draft::order,
            |draft| draft.sent = |sent| drop(sent.headers.remove("authorization")),
            signature("HTTP头Authorization值格式错误"),
        ),
        (
            "half of it",
            Draft::order,
            |draft| {
                draft.sent = |sent| {
                    sent.headers.insert(
                        "authorization",
                        "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\"".parse().unwrap(),
                    );
                }
            },
            signature("HTTP头Authorization值格式错误"),
        ),
        (
            "another scheme",
            Draft::order,
            |draft| draft.signature.scheme = "WECHATPAY2-SHA512-RSA4096",
            signature("HTTP头Authorization认证类型不正确"),
        ),
        (
            "SM2 with a key of RSA",
            Draft::order,
            |draft| draft.signature.scheme = "WECHATPAY2-SM2-WITH-SM3",
            signature(match cfg!(feature = "sm") {
                true => "商户证书序列号有误",
                false => "此网关未启用国密（SM2）：请以 --features sm 编译",
            }),
        ),
        (
            "another merchant",
            Draft::order,
            |draft| draft.signature.mchid = "1900000002".to_owned(),
            signature("商户未申请过证书"),
        ),
        (
            "another certificate",
            Draft::order,
            |draft| draft.signature.serial_no = other_keys().serial_no(),
            signature("商户证书序列号有误"),
        ),
        (
            "too old",
            Draft::order,
            |draft| draft.signature.timestamp = "1799999699".to_owned(),
            signature("HTTP头Authorization中的timestamp与发起请求的时间不得超过5分钟"),
        ),
        (
            "too new",
            Draft::order,
            |draft| draft.signature.timestamp = "1800000301".to_owned(),
            signature("HTTP头Authorization中的timestamp与发起请求的时间不得超过5分钟"),
        ),
        (
            "no time",
            Draft::order,
            |draft| draft.signature.timestamp = "now".to_owned(),
            signature("HTTP头Authorization中的timestamp与发起请求的时间不得超过5分钟"),
        ),
        (
            "another key",
            Draft::order,
            |draft| draft.signature.by = other_keys(),
            signature("错误的签名，导致验签失败"),
        ),
        (
            "another body",
            Draft::order,
            |draft| draft.sent = |sent| sent.body = [&sent.body[..], b" "].concat().into(),
            signature("错误的签名，导致验签失败"),
        ),
        (
            "another query",
            Draft::order,
            |draft| draft.sent = |sent| sent.target.push_str("?a=1"),
            signature("错误的签名，导致验签失败"),
        ),
        (
            "a path encoded once more",
            || {
                Draft::new(
                    "GET",
                    "/v3/pay/transactions/out-trade-no/a%257Cb?mchid=1900000001",
                    None,
                )
            },
            |draft| {
                draft.sent = |sent| {
                    sent.target = "/v3/pay/transactions/out-trade-no/a%7Cb?mchid=1900000001".to_owned()
                };
            },
            signature("错误的签名，导致验签失败"),
        ),
    ]);
}

#[test]
fn a_nonce_is_used_once() {
    let world = world(strict());
    assert_eq!(ask(&world, &Draft::order().received()).status(), 200);
    let again = ask(&world, &Draft::order().received());
    assert_eq!(again.status(), 401);
    assert_eq!(
        read(again.body())["message"],
        "HTTP头Authorization中的nonce_str已被使用"
    );
    let mut other = Draft::order();
    other.signature.nonce = "another".to_owned();
    assert_eq!(ask(&world, &other.received()).status(), 200);
}

#[test]
fn encrypted_fields() {
    let plain = |text: &'static str| (400, "PARAM_ERROR", text, Value::Null);
    let undecryptable = |value: &str| {
        let issue = "cannot be decrypted with the key that Wechatpay-Serial names";
        let (status, code, _, detail) = of_body("/user_name", json!(value), issue);
        (status, code, "平台私钥解密失败", detail)
    };
    check(vec![
        (
            "no Wechatpay-Serial",
            Draft::transfer,
            |draft| drop(draft.headers.pop()),
            plain("HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)"),
        ),
        (
            "an unknown one",
            Draft::transfer,
            |draft| draft.headers[1].1 = "PUB_KEY_ID_0".to_owned(),
            plain("平台证书序列号Wechatpay-Serial错误"),
        ),
        (
            "an unknown one where nothing is encrypted",
            Draft::order,
            |draft| draft.headers.push(("wechatpay-serial", "00".to_owned())),
            plain("平台证书序列号Wechatpay-Serial错误"),
        ),
        (
            "not encrypted",
            Draft::transfer,
            |draft| *draft.at("/user_name") = json!("张三"),
            undecryptable("张三"),
        ),
    ]);
    // With the key of another certificate: its ciphertext is another each time.
    let mut draft = Draft::transfer();
    draft.headers[1].1 = keys().certificates()[0].serial_no.clone();
    let response = ask(&world(strict()), &draft.received());
    let body = read(response.body());
    assert_eq!(
        (response.status().as_u16(), &body["message"]),
        (400, &json!("平台私钥解密失败"))
    );
    assert_eq!(
        (&body["detail"]["field"], &body["detail"]["location"]),
        (&json!("/user_name"), &json!("body"))
    );
}
