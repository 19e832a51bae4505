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

/// Where a name of WeChat Pay's leads here, as by `/etc/hosts`, a client that trusts the authority finds what it looks for.
#[tokio::test]
async fn a_client_with_a_host_of_its_own_comes_by_its_name() {
    let settings = Settings {
        is_tls: true,
        base_url: Some("https://api.mch.weixin.qq.com".to_owned()),
        ..Settings::default()
    };
    let (gateway, _) = start_with(settings).await;
    let authority = reqwest::Certificate::from_pem(gateway.keys().authority().as_bytes()).unwrap();
    for name in ["api.mch.weixin.qq.com", "api2.mch.weixin.qq.com"] {
        let client = reqwest::Client::builder()
            .no_proxy()
            .user_agent("a shop")
            .tls_certs_only([authority.clone()])
            .resolve(name, gateway.address());
        let url = format!("https://{name}:{}/v3/certificates", gateway.address().port());
        let answer = client.build().unwrap().get(url);
        let answer = answer.header("accept", "application/json").send().await.unwrap();
        assert_eq!(answer.status(), 401, "{name}: it is not signed");
    }
}
