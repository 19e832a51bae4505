//! v2: each change of a good request.

use serde_json::{Value, json};
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::keys::{KeySettings, Keys};
use wechatpay_openapi_runtime::crypto::SignType;

use crate::draft::DraftV2;
use crate::world::{NOW, ask, json as read, strict, world};

/// Not even understood.
fn unread(message: &str) -> Value {
    json!({ "return_code": "FAIL", "return_msg": message })
}

/// Understood and refused: code and message.
fn refused(code: &str, message: &str) -> Value {
    json!({
        "return_code": "SUCCESS", "appid": "wxd678efh567hg6787", "mch_id": "1900000001", "result_code": "FAIL", "err_code": code, "err_code_des": message,
    })
}

type Case = (&'static str, fn(&mut DraftV2), Value);

#[test]
fn each_change_has_its_answer() {
    let signature = || unread("签名错误，请检查后再试");
    let cases: Vec<Case> = vec![
        (
            "nothing",
            |draft| draft.sent = |sent| sent.body = "".into(),
            unread("post数据为空"),
        ),
        (
            "no XML",
            |draft| draft.sent = |sent| sent.body = "<xml><a></xml>".into(),
            unread("XML格式错误"),
        ),
        (
            "a DTD",
            |draft| draft.sent = |sent| sent.body = "<!DOCTYPE a []><xml></xml>".into(),
            unread("XML格式错误"),
        ),
        (
            "another merchant",
            |draft| draft.set("mch_id", "1900000002"),
            unread("商户号mch_id不存在"),
        ),
        (
            "another key",
            |draft| draft.key = "OtherApiV2KeyOfSomebodyElse00000".to_owned(),
            signature(),
        ),
        (
            "no sign",
            |draft| {
                draft.sent = |sent| {
                    let text = String::from_utf8(sent.body.to_vec()).unwrap();
                    sent.body = text.replace("sign>", "sgn>").into();
                }
            },
            signature(),
        ),
        (
            "another amount",
            |draft| {
                draft.sent = |sent| {
                    let text = String::from_utf8(sent.body.to_vec()).unwrap();
                    sent.body = text.replace("88", "1").into();
                }
            },
            signature(),
        ),
        (
            "HMAC, and MD5 stated",
            |draft| {
                draft.sign_type = SignType::HmacSha256;
                draft.set("sign_type", "MD5");
            },
            signature(),
        ),
        (
            "unknown",
            |draft| draft.set("colour", "red"),
            refused("PARAM_ERROR", "参数错误：colour is not a documented parameter"),
        ),
        (
            "no integer",
            |draft| draft.set("total_fee", "0.88"),
            refused("PARAM_ERROR", "参数错误：total_fee is not an integer"),
        ),
        (
            "no documented value",
            |draft| draft.set("trade_type", "BARTER"),
            refused(
                "PARAM_ERROR",
                "参数错误：trade_type is none of JSAPI, NATIVE, APP, MWEB",
            ),
        ),
        (
            "too long",
            |draft| draft.set("product_id", &"1".repeat(33)),
            refused(
                "PARAM_ERROR",
                "参数错误：product_id has 33 characters, and 32 are the most",
            ),
        ),
        (
            "missing",
            |draft| draft.fields.retain(|(name, _)| *name != "body"),
            refused("LACK_PARAMS", "缺少参数body"),
        ),
        (
            "empty is missing",
            |draft| draft.set("body", ""),
            refused("LACK_PARAMS", "缺少参数body"),
        ),
        (
            "JSON that is none",
            |draft| draft.set("detail", "{"),
            refused("PARAM_ERROR", "参数错误：detail does not hold what it should"),
        ),
    ];
    let mut wrong = Vec::new();
    for (what, change, expected) in cases {
        let mut draft = DraftV2::order();
        change(&mut draft);
        let response = ask(&world(strict()), &draft.received());
        let mut found = read(response.body());
        // What every answer has.
        if let Some(found) = found.as_object_mut() {
            found.retain(|name, _| expected.get(name).is_some());
        }
        if (response.status().as_u16(), &found) != (200, &expected) {
            wrong.push(format!(
                "{what}:\n  expected {expected}\n  found    {}",
                read(response.body())
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn either_algorithm_and_its_answer() {
    let (md5, hmac) = (SignType::Md5, SignType::HmacSha256);
    for (good, stated, sign_type, digits) in [
        (DraftV2::order as fn() -> DraftV2, None, md5, Some(32)),
        // 默认为MD5
        (DraftV2::order, None, hmac, None),
        (DraftV2::order, Some("MD5"), md5, Some(32)),
        (DraftV2::order, Some("MD5"), hmac, None),
        (DraftV2::order, Some("HMAC-SHA256"), hmac, Some(64)),
        // 只支持HMAC-SHA256
        (DraftV2::sharing, None, md5, None),
        (DraftV2::sharing, None, hmac, Some(64)),
        (DraftV2::sharing, Some("HMAC-SHA256"), hmac, Some(64)),
    ] {
        let mut draft = good();
        let what = format!("{} {stated:?} {sign_type:?}", draft.target);
        draft.sign_type = sign_type;
        if let Some(stated) = stated {
            draft.set("sign_type", stated);
        }
        let body = read(ask(&world(strict()), &draft.received()).body());
        match digits {
            Some(digits) => {
                assert_eq!(body["result_code"], "SUCCESS", "{what}: {body}");
                assert_eq!(body["sign"].as_str().unwrap().len(), digits, "{what}");
            }
            None => assert_eq!(body, unread("签名错误，请检查后再试"), "{what}"),
        }
    }
}

#[test]
fn the_key_before_the_last_change_still_signs() {
    let clock = Clock::standing(NOW);
    let keys = Keys::new(&KeySettings::default(), &clock).unwrap();
    let mut world = world(strict());
    world.keys = keys.clone();
    keys.change_api_v2_key("NewApiV2KeyOfTheGateway000000000")
        .unwrap();
    for (days, expected) in [(0, "SUCCESS"), (14, "SUCCESS"), (15, "FAIL")] {
        clock.set(NOW + days * 24 * 3600);
        let body = read(ask(&world, &DraftV2::order().received()).body());
        assert_eq!(body["return_code"], expected, "after {days} days");
    }
}

#[test]
fn a_client_certificate_is_shown_by_a_header_where_there_is_no_tls() {
    let checks = wechatpay_gateway::check::Checks::all(wechatpay_gateway::check::Mode::Strict);
    let refund = || {
        let mut draft = DraftV2::order();
        draft.target = "/secapi/pay/refund";
        let fields = ["appid", "mch_id", "nonce_str", "out_trade_no", "total_fee"];
        draft.fields.retain(|(name, _)| fields.contains(name));
        draft.set("out_refund_no", "1");
        draft.set("refund_fee", "88");
        draft
    };
    let world = world(checks);
    let body = read(ask(&world, &refund().received()).body());
    assert_eq!(body, unread("证书校验错误"));
    let mut shown = refund().received();
    shown.headers.insert(
        "gateway-client-certificate",
        world.keys.serial_no().parse().unwrap(),
    );
    let body = read(ask(&world, &shown).body());
    assert_eq!(body["result_code"], "SUCCESS", "{body}");
}
