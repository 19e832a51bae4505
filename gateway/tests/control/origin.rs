//! Whom the control API obeys.

use wechatpay_gateway::Settings;

use crate::gateway::Controlled;

/// The base URL, and by it who calls: `Host` and `Origin` as a client, a page or a page behind a rebound name sends them.
#[tokio::test]
async fn only_programs_and_the_own_page_are_obeyed() {
    let plain = Controlled::start().await;
    let own = plain.gateway.url().to_owned();
    let address = own.trim_start_matches("http://").to_owned();
    let named = Controlled::with(Settings {
        base_url: Some("http://gateway.test:4010".to_owned()),
        ..Settings::default()
    })
    .await;
    for (controlled, host, origin, status) in [
        (&plain, None, None, 200),
        (&plain, None, Some(&*own), 200),
        (&plain, None, Some("https://evil.example"), 403),
        (&plain, None, Some("http://127.0.0.1:1"), 403),
        (&plain, None, Some("null"), 403),
        // A name that leads here agrees with itself.
        (
            &plain,
            Some("evil.example:4811"),
            Some("http://evil.example:4811"),
            403,
        ),
        (&plain, Some("evil.example:4811"), None, 403),
        (&plain, Some("evil.example"), Some(&*own), 403),
        (&plain, Some("localhost.evil.example"), None, 403),
        (&plain, Some("127.0.0.1.evil.example:4811"), None, 403),
        (&plain, Some(""), None, 403),
        (&plain, Some(&*address), Some("http://evil.example:4811"), 403),
        (&plain, Some("localhost:4811"), None, 200),
        (&plain, Some("LOCALHOST:4811"), Some("http://localhost:4811"), 200),
        (&plain, Some("shop.localhost"), None, 200),
        (&plain, Some("[::1]:4811"), Some("http://[::1]:4811"), 200),
        // Another machine, or a container's port.
        (
            &plain,
            Some("192.168.1.5:4811"),
            Some("http://192.168.1.5:4811"),
            200,
        ),
        (&plain, Some("gateway.test:4010"), None, 403),
        (
            &named,
            Some("gateway.test:4010"),
            Some("http://gateway.test:4010"),
            200,
        ),
        (&named, Some("gateway.test:9999"), None, 200),
        // A proxy in front calls it by its address.
        (&named, None, Some("http://gateway.test:4010"), 200),
        (
            &named,
            Some("other.test:4010"),
            Some("http://other.test:4010"),
            403,
        ),
    ] {
        let headers = [("host", host), ("origin", origin)];
        let headers = headers
            .iter()
            .filter_map(|(name, value)| Some((*name, (*value)?)));
        let headers: Vec<(&str, &str)> = headers.collect();
        for path in ["/status", "/settings", "/nowhere"] {
            let wanted = if path == "/nowhere" && status == 200 {
                404
            } else {
                status
            };
            assert_eq!(
                controlled.send(&headers, path).await,
                wanted,
                "{path} {host:?} {origin:?}"
            );
        }
    }
}
