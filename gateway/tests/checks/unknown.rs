//! URLs that are of no operation.

use serde_json::json;
use wechatpay_gateway::catalogue::Catalogue;

use crate::draft::Draft;
use crate::world::{ask, json as read, strict, world};

#[test]
fn every_route_was_taken() {
    assert_eq!(Catalogue::all().refused(), [""; 0]);
}

#[test]
fn they_have_the_documented_shape() {
    for (method, target, status, code, allow) in [
        ("GET", "/v3/nowhere", 404, "RESOURCE_NOT_EXISTS", None),
        ("GET", "/", 404, "RESOURCE_NOT_EXISTS", None),
        (
            "POST",
            "/v3/pay/transactions/jsapi/",
            404,
            "RESOURCE_NOT_EXISTS",
            None,
        ),
        (
            "GET",
            "/v3/pay/transactions/jsapi",
            405,
            "METHOD_NOT_ALLOWED",
            Some("POST"),
        ),
        (
            "PUT",
            "/v3/merchant-service/complaint-notifications",
            200,
            "",
            None,
        ),
        (
            "OPTIONS",
            "/v3/merchant-service/complaint-notifications",
            405,
            "METHOD_NOT_ALLOWED",
            Some("DELETE, GET, POST, PUT"),
        ),
        ("GET", "/v3/pay/transactions/id/%FF", 400, "PARAM_ERROR", None),
    ] {
        let body = (status == 200).then(|| json!({ "url": "https://shop.example/notify" }));
        let response = ask(&world(strict()), &Draft::new(method, target, body).received());
        assert_eq!(
            response.status().as_u16(),
            status,
            "{method} {target}: {:?}",
            response.body()
        );
        let shown = response
            .headers()
            .get("allow")
            .map(|allow| allow.to_str().unwrap());
        assert_eq!(shown, allow, "{method} {target}");
        if status != 200 {
            assert_eq!(read(response.body())["code"], code, "{method} {target}");
        }
        assert!(
            response.headers()["request-id"]
                .to_str()
                .unwrap()
                .starts_with("08")
        );
    }
}

/// v2 answers in XML, whatever is wrong.
#[test]
fn they_have_the_shape_of_v2() {
    for (method, target, status, expected) in [
        (
            "GET",
            "/pay/unifiedorder",
            200,
            json!({ "return_code": "SUCCESS", "mch_id": "1900000001", "result_code": "FAIL", "err_code": "REQUIRE_POST_METHOD", "err_code_des": "请使用post方法" }),
        ),
        (
            "PUT",
            "/secapi/pay/refund",
            200,
            json!({ "return_code": "SUCCESS", "result_code": "FAIL", "err_code": "REQUIRE_POST_METHOD" }),
        ),
        (
            "POST",
            "/pay/none",
            404,
            json!({ "return_code": "FAIL", "return_msg": "请求的URL不存在" }),
        ),
    ] {
        let response = ask(&world(strict()), &Draft::new(method, target, None).received());
        assert_eq!(response.status().as_u16(), status, "{method} {target}");
        assert_eq!(response.headers()["content-type"], "text/xml; charset=utf-8");
        let found = read(response.body());
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&found[name], value, "{method} {target}: {found}");
        }
    }
}

/// Two operations whose paths differ in the name of a parameter alone.
#[test]
fn a_path_that_two_operations_have_is_that_of_its_value() {
    let find = |value: &str| {
        let path = format!("/v3/apply4subject/applyment/{value}/cancel");
        Catalogue::all().find("POST", &path).unwrap().entry.operation.path
    };
    assert_eq!(
        find("20000011111"),
        "/v3/apply4subject/applyment/{applyment_id}/cancel"
    );
    assert_eq!(
        find("1900013511_10000"),
        "/v3/apply4subject/applyment/{business_code}/cancel"
    );
}
