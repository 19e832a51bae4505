//! Without the feature it is said what is missing.

use serde_json::json;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::{Client, Method};

use crate::send;

const MISSING: &str = "此网关未启用国密（SM2）：请以 --features sm 编译";

#[tokio::test]
async fn what_is_missing_is_said() {
    let gateway = Gateway::start(Settings::default()).await.unwrap();
    let client: Client = gateway.client().build().unwrap();
    assert!(gateway.sm2_client().is_none());

    let call = client.call(Method::GET, "v3/certificates");
    let (mut parts, body) = call.to_http().unwrap().into_parts();
    let header = parts.headers["authorization"].to_str().unwrap();
    let header = header.replace("WECHATPAY2-SHA256-RSA2048", "WECHATPAY2-SM2-WITH-SM3");
    parts.headers.insert("authorization", header.parse().unwrap());
    let answer = send(http::Request::from_parts(parts, body.to_vec())).await;
    assert_eq!(answer, (401, json!({ "code": "SIGN_ERROR", "message": MISSING })));

    for kind in ["SM2", "ALL"] {
        let path = format!("v3/certificates?algorithm_type={kind}");
        let error = client.call(Method::GET, &*path).await.unwrap_err();
        assert_eq!(
            (error.code(), error.message()),
            (Some("PARAM_ERROR"), Some(MISSING))
        );
    }

    let url = format!("{}/_gateway/keys/phase", gateway.url());
    let switch = json!({ "notifications": { "is": "sm2" } }).to_string();
    let (status, problem) = send(http::Request::post(url).body(switch.into()).unwrap()).await;
    assert_eq!(status, 400);
    assert!(
        problem["error"].as_str().unwrap().contains("--features sm"),
        "{problem}"
    );
}
