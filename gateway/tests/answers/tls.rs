//! TLS with the gateway's own authority, and client certificates.

use wechatpay_gateway::Settings;
use wechatpay_openapi::Method;

use crate::start_with;

#[tokio::test]
async fn a_client_certificate_is_looked_at() {
    let settings = Settings {
        is_tls: true,
        ..Settings::default()
    };
    let (gateway, client) = start_with(settings).await;
    assert!(gateway.url().starts_with("https://127.0.0.1:"));
    assert!(client.call(Method::GET, "v3/certificates").await.is_ok());

    let refund = serde_json::json!({
        "appid": "wx1", "mch_id": gateway.keys().mchid(), "out_trade_no": "1", "out_refund_no": "1", "total_fee": 1, "refund_fee": 1,
    });
    let call = || client.call(Method::POST, "secapi/pay/refund").json(&refund);
    let with = call().client_certificate().await.unwrap();
    assert_eq!(with["result_code"], "SUCCESS");
    // Not shown, and not to be made up by a header.
    let without = call()
        .header("gateway-client-certificate", gateway.keys().serial_no())
        .await;
    assert!(without.unwrap_err().to_string().contains("证书校验错误"));

    // Whoever does not trust the authority does not call.
    let stranger = reqwest::get(format!("{}/v3/certificates", gateway.url())).await;
    assert!(stranger.is_err());
}
