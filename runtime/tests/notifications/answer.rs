//! Acknowledgements, and the stand-in's own answers.

use wechatpay_openapi_runtime::http::Response;
use wechatpay_openapi_runtime::testing::Fault;
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Bytes, ErrorKind, Method, RawNotification, Reply};

use super::events::{client, payment, platform, v2_payment};

#[test]
fn acknowledgements_have_the_form_of_the_version() {
    let v3 = platform()
        .notification("TRANSACTION.SUCCESS", "transaction", &payment())
        .unwrap();
    let v2 = platform().v2_notification(&v2_payment()).unwrap();
    let cases = [
        (&v3, true, 204, None, ""),
        (
            &v3,
            false,
            500,
            Some("application/json"),
            r#"{"code":"FAIL","message":"库存 <0>"}"#,
        ),
        (
            &v2,
            true,
            200,
            Some("text/xml; charset=utf-8"),
            "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>",
        ),
        (
            &v2,
            false,
            500,
            Some("text/xml; charset=utf-8"),
            "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[库存 <0>]]></return_msg></xml>",
        ),
    ];
    for (message, is_success, status, kind, body) in cases {
        let (headers, sent) = message.parts();
        let read = client()
            .notifications()
            .parse_event::<RawNotification, _>(&headers, &sent)
            .unwrap();
        let reply = if is_success {
            read.success()
        } else {
            read.failure("库存 <0>")
        };
        let response = Response::<Bytes>::from(reply);
        assert_eq!(response.status(), status);
        let found = response
            .headers()
            .get("content-type")
            .map(|kind| kind.to_str().unwrap());
        assert_eq!(found, kind);
        assert_eq!(Document::parse(response.body()).is_ok(), body.starts_with('<'));
        if body.starts_with('<') {
            let [found, wanted] = [response.body(), body.as_bytes()].map(|xml| Document::parse(xml).unwrap());
            assert_eq!(found, wanted);
        } else {
            assert_eq!(response.body(), body);
        }
    }
    // A character that XML does not have takes the message away, not the answer.
    let reply = Reply::xml_failure("\u{0}");
    assert_eq!(
        Document::parse(reply.body.as_bytes()).unwrap().get("return_code"),
        Some("FAIL")
    );
}

#[test]
fn answers_of_the_stand_in_verify() {
    let call = || client().call(Method::GET, "v3/x");
    let good = platform().answer(200, r#"{"a":1}"#).unwrap();
    let read = call().read(good.response()).unwrap();
    assert_eq!(read["a"], 1);
    assert_eq!(read.verified_by(), Some(platform().public_key_id()));
    let refused = platform()
        .answer(404, r#"{"code":"RESOURCE_NOT_EXISTS"}"#)
        .unwrap();
    let error = call().read(refused.response()).unwrap_err();
    assert_eq!(error.code(), Some("RESOURCE_NOT_EXISTS"));
    assert_eq!(error.verified_by(), Some(platform().public_key_id()));
    for (fault, kind) in [
        (Fault::AlteredBody, ErrorKind::Signature),
        (Fault::Probe, ErrorKind::Probe),
        (Fault::Shifted(-301), ErrorKind::Expired),
        (Fault::UnknownSerial, ErrorKind::UnknownSerial),
        (Fault::Missing("Wechatpay-Serial"), ErrorKind::Unsigned),
    ] {
        let error = call().read(good.fault(fault).response()).unwrap_err();
        assert_eq!(error.kind(), kind, "{fault:?}");
    }
}
