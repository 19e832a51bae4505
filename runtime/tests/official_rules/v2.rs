//! K: what is v2, and how its notifications are answered.

use serde_json::json;
use wechatpay_openapi_runtime::{Method, Reply};

use crate::support::platform::builder;

#[test]
fn r64_paths_with_v3_are_v3_and_all_others_v2() {
    let cases = [
        ("v3/pay/transactions/jsapi", true),
        ("/v3/refund/domestic/refunds", true),
        ("hk/v3/transactions/app", true),
        ("brand/profitsharing/orders", true),
        ("pay/unifiedorder", false),
        ("/pay/unifiedorder?a=v3", false),
        ("secapi/pay/refund", false),
        ("mmpaymkttransfers/sendredpack", false),
        ("v3x/orders", false),
        ("", true),
    ];
    let client = builder()
        .api_v2_key("0123456789abcdef0123456789abcdef")
        .build()
        .unwrap();
    for (path, is_v3) in cases {
        let call = client.call(Method::POST, path).json(&json!({"body": "x"}));
        let request = call.to_http().unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(request.headers().contains_key("authorization"), is_v3, "{path}");
        assert_eq!(request.body().starts_with(b"{"), is_v3, "{path}");
        assert_eq!(request.body().starts_with(b"<xml>"), !is_v3, "{path}");
        // 3 holds for both, and a key of v3 is never named in v2.
        assert!(request.headers().contains_key("user-agent"), "{path}");
        assert_eq!(
            request.headers().contains_key("wechatpay-serial"),
            is_v3,
            "{path}"
        );
    }
}

#[test]
fn r63_nothing_stands_before_after_or_between_the_tags() {
    let cases = [
        (
            Reply::xml_success(),
            "<xml><return_code>SUCCESS</return_code><return_msg>OK</return_msg></xml>",
        ),
        (
            Reply::xml_failure("库存不足"),
            "<xml><return_code>FAIL</return_code><return_msg>库存不足</return_msg></xml>",
        ),
        // No declaration, no line end, and what a message holds is its own.
        (
            Reply::xml_failure(""),
            "<xml><return_code>FAIL</return_code><return_msg></return_msg></xml>",
        ),
        (
            Reply::xml_failure("a < b"),
            "<xml><return_code>FAIL</return_code><return_msg><![CDATA[a < b]]></return_msg></xml>",
        ),
    ];
    for (reply, body) in cases {
        assert_eq!(reply.body, body);
        assert!(
            reply.content_type.starts_with("text/xml"),
            "{}",
            reply.content_type
        );
    }
}
