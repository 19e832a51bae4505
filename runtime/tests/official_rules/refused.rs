//! What the stand-in says of a request that is rightly signed and against a rule. The client itself does not refuse it:
//! what WeChat Pay answers is not stated, and a call that it would take must not fail here.

use std::sync::OnceLock;

use serde_json::{Value, json};
use wechatpay_openapi_runtime::testing::TestPlatform;
use wechatpay_openapi_runtime::{Client, ErrorKind, Method};

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

/// What a platform says of this body, sent to this path.
fn said(path: &str, body: &Value) -> Option<String> {
    let client: Client = platform().client().unwrap();
    let request = client.call(Method::POST, path).json(body).to_http().unwrap();
    let error = platform().check(&request).err()?;
    assert_eq!(error.kind(), ErrorKind::Request, "{body}: {error}");
    Some(error.to_string())
}

#[test]
fn r43_a_notify_url_that_brings_no_notification_is_told() {
    let (v3, v2) = ("v3/pay/transactions/jsapi", "pay/unifiedorder");
    let cases = [
        (v3, "https://shop.example/notify", None),
        (v2, "https://shop.example/notify", None),
        (v2, "http://shop.example/notify", None),
        (v3, "http://shop.example/notify", Some("https")),
        (v2, "ftp://shop.example/notify", Some("https")),
        (v3, "https://shop.example/notify?order=1", Some("query")),
        (v2, "https://shop.example/notify?order=1", Some("query")),
        (v3, "https://203.0.113.7/notify", Some("IP address")),
        (v3, "https://[2001:db8::1]/notify", Some("IP address")),
        (v3, "https://shop.example", Some("path")),
        (v3, "https://shop.example/", Some("path")),
        (v3, "/notify", Some("whole URL")),
        (v3, "no url", Some("no URL")),
        // A test's own server.
        (v3, "http://127.0.0.1:8080/notify", None),
        (v3, "http://[::1]:8080/notify", None),
        (v3, "http://localhost:8080/notify", None),
    ];
    for (path, url, wanted) in cases {
        let found = said(path, &json!({ "notify_url": url }));
        match (&found, wanted) {
            (None, None) => {}
            (Some(text), Some(wanted)) => assert!(text.contains(wanted), "{url}: {text}"),
            _ => panic!("{path} {url}: {found:?}"),
        }
    }
}

#[test]
fn r4_characters_of_four_bytes_are_told_by_their_place() {
    for text in ["商品 é ￥ ①", "茶", ""] {
        assert_eq!(said("v3/orders", &json!({ "description": text })), None, "{text}");
    }
    for (body, place) in [
        (json!({"description": "茶🍵"}), "`/description`"),
        (json!({"goods": [{"name": "𠮷野家"}]}), "`/goods/0/name`"),
    ] {
        let text = said("v3/orders", &body).unwrap();
        assert!(text.contains(place), "{text}");
    }
}

#[test]
fn r3_r5_a_missing_user_agent_and_null_are_told() {
    let client: Client = platform().client().unwrap();
    let call = client.call(Method::POST, "v3/orders").json(&json!({"a": 1}));
    let mut request = call.to_http().unwrap();
    platform().check(&request).unwrap();
    request.headers_mut().remove("user-agent");
    let error = platform().check(&request).unwrap_err();
    assert!(error.to_string().contains("User-Agent"), "{error}");

    wechatpay_openapi_runtime::record! {
        /// What the documentation leaves open.
        pub struct Open {
            pub extra: Option<wechatpay_openapi_runtime::Json>,
        }
    }
    let open = Open::new().extra(json!({"a": null}));
    let request = client
        .call(Method::POST, "v3/orders")
        .record(open)
        .to_http()
        .unwrap();
    let error = platform().check(&request).unwrap_err();
    assert!(error.to_string().contains("`/extra/a`"), "{error}");
}
