//! What fuzz targets and property tests have found.

mod support;

use serde_json::{Value, json};
use support::platform::client;
use support::sample::Everything;
use wechatpay_openapi_runtime::record::{from_json, to_json};
use wechatpay_openapi_runtime::{ErrorKind, Method};

fn decode(value: Value) -> Everything {
    from_json(value.to_string().as_bytes()).unwrap()
}

/// A string that breaks off in the middle is kept, and not half of it understood.
#[test]
fn half_a_value_is_none() {
    let order = decode(json!({"detail": "{\"cost\":5,\"inner\":[", "risk_info": "mobile=1&posttime=x"}));
    let (detail, risk) = (order.detail.unwrap(), order.risk_info.unwrap());
    assert_eq!(detail.text(), Some("{\"cost\":5,\"inner\":["));
    assert_eq!((detail.cost, &risk.mobile), (None, &None));
    let order = decode(json!({"risk_info": "phone=1"}));
    assert_eq!(order.risk_info.unwrap().text(), Some("phone=1"));
}

/// The number that came is the number that is written.
#[test]
fn floats_keep_their_last_digit() {
    for text in ["0.1", "63494.59379273437", "1.7976931348623157e308", "5e-324"] {
        let order: Everything = from_json(format!("{{\"rate\":{text}}}").as_bytes()).unwrap();
        assert_eq!(order.rate, text.parse().ok());
        assert_eq!(from_json::<Everything>(&to_json(&order).unwrap()).unwrap(), order);
    }
}

/// HTTP clients rewrite these paths, so that another one would be sent than was signed.
#[test]
fn a_path_that_would_be_rewritten_is_refused() {
    for path in [
        "v3/}",
        "v3/a b",
        "v3/%2e%2E/x",
        "v3/.%2e",
        "v3/x#y",
        "v3/'",
        "v3/x?q=\"",
        "v3/\\",
        "v3/店",
    ] {
        let error = client().call(Method::GET, path).to_http().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{path}");
    }
    for path in ["v3/a%20b", "v3/...", "v3/.a", "v3/x?q=..", "v3/a:b/@c;d=1,2"] {
        client().call(Method::GET, path).to_http().unwrap();
    }
}
