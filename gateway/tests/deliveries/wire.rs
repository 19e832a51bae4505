//! What is kept of a notification as it was on the wire, for whoever looks why a program refused it.

use serde_json::json;
use wechatpay_gateway::notify::Wire;

use crate::merchant::Ends;

/// That this is what the merchant got; of v3 with the text that its signature is checked over.
fn expect(sent: &Wire, (headers, body): &(http::HeaderMap, wechatpay_openapi_runtime::Bytes), is_v3: bool) {
    for (name, value) in &sent.headers {
        assert_eq!(headers[name.as_str()], *value, "{name}");
    }
    assert_eq!(sent.body.as_bytes(), &**body);
    let header = |name: &str| headers[name].to_str().expect("ASCII");
    let checked = is_v3.then(|| {
        let [timestamp, nonce] = ["wechatpay-timestamp", "wechatpay-nonce"].map(header);
        format!("{timestamp}\n{nonce}\n{}\n", sent.body)
    });
    assert_eq!(sent.checked, checked);
    assert_eq!(
        sent.headers.iter().any(|(name, _)| name == "wechatpay-signature"),
        is_v3
    );
}

#[tokio::test]
async fn the_last_attempt_is_kept_as_the_merchant_got_it() {
    let ends = Ends::open().await;
    let v2 = ends.notice("transaction_success", "", json!({ "out_trade_no": "T1" }));
    let received = "<xml><return_code>SUCCESS</return_code></xml>";
    for (notice, is_v3, replies) in [
        (ends.refund(), true, [(401, "no"), (204, "")]),
        (v2, false, [(500, "no"), (200, received)]),
    ] {
        ends.will_reply(&replies);
        let first = ends.send(notice).await;
        let sent = first.attempts[0].sent.as_ref().expect("it is kept");
        expect(sent, &ends.got()[0], is_v3);
        ends.clock.advance(15);
        let second = ends.until(first.number, |delivery| !delivery.is_open()).await;
        assert_eq!(second.attempts[0].sent, None);
        let sent = second.attempts[1].sent.as_ref().expect("it is kept");
        expect(sent, &ends.got()[0], is_v3);
    }
}
