//! What no documented notification is says why: from a test's payload that lacks a field to what WeChat Pay begins to send.

use serde_json::{Value, json};
use wechatpay_openapi::Client;
use wechatpay_openapi::testing::{TestMessage, TestPlatform};
use wechatpay_openapi::webhook::Event;

/// Kept out of every text.
const PRIVATE: &str = "P-20261129-1";

/// What is said of an event that must be unknown.
fn why(platform: &TestPlatform, message: &TestMessage) -> String {
    let (headers, body) = message.parts();
    let client: Client = platform.client().unwrap();
    let notification = client
        .notifications()
        .parse_event::<Event, _>(&headers, &body)
        .unwrap();
    let Event::Unknown(raw) = &notification.event else {
        panic!("{:?} is known", notification.event);
    };
    let why = raw.why_unknown().expect("it says why");
    // A log that prints the event has it too, and nothing of the content.
    let logged = format!("{:?}", notification.event);
    assert!(logged.contains(&format!("{why:?}")), "{logged}");
    assert!(!logged.contains(PRIVATE), "{logged}");
    assert_eq!(
        notification.raw.why_unknown(),
        None,
        "only what was asked for says it"
    );
    why.to_owned()
}

#[test]
fn of_v3_it_names_the_fields_that_tell() {
    let platform = TestPlatform::new().unwrap();
    for (event_type, original_type, payload, expected) in [
        (
            "REFUND.SUCCESS",
            "refund",
            json!({"out_refund_no": PRIVATE, "refund_status": "SUCCESS"}),
            "`REFUND.SUCCESS` is documented, but the content is that of none of its notifications: \
             for PartnerRefundSuccess it lacks `sp_mchid`, `sub_mchid`; for RefundSuccess it lacks `mchid`",
        ),
        (
            "REFUND.CLOSED",
            "refund",
            json!({"mchid": PRIVATE, "refund_status": "SUCCESS"}),
            "`REFUND.CLOSED` is documented, but the content is that of none of its notifications: \
             for PartnerRefundClosed it lacks `sp_mchid`, `sub_mchid`, it has `mchid`, `refund_status` is not `CLOSED`; \
             for RefundClosed `refund_status` is not `CLOSED`",
        ),
        (
            "REFUND.SUCCESS",
            "novelty",
            json!({"mchid": "1900000001"}),
            "`REFUND.SUCCESS` is documented, but came with another `original_type`: documented is `refund`",
        ),
        (
            "REFUND.SUCCESS",
            "",
            json!({"mchid": "1900000001"}),
            "`REFUND.SUCCESS` is documented, but came without an `original_type`: documented is `refund`",
        ),
        (
            "REFUND.NOVELTY",
            "refund",
            json!({"mchid": PRIVATE}),
            "no documented notification has this `event_type`",
        ),
    ] {
        let message = platform
            .notification(event_type, original_type, &payload)
            .unwrap();
        assert_eq!(why(&platform, &message), expected, "{event_type} {original_type}");
    }
}

#[test]
fn of_v2_it_names_the_nearest() {
    let platform = TestPlatform::new().unwrap();
    let paid = |more: Value| {
        let mut fields = json!({
            "return_code": "SUCCESS", "result_code": "SUCCESS", "appid": "wx1", "mch_id": "1900000001", "nonce_str": "n",
            "openid": "o1", "trade_type": "JSAPI", "bank_type": "CMC", "total_fee": "100", "cash_fee": "100",
            "transaction_id": "4200", "out_trade_no": PRIVATE, "time_end": "20141030133525",
        });
        let more = more.as_object().unwrap().clone();
        fields.as_object_mut().unwrap().extend(more);
        fields
    };
    for (fields, expected) in [
        (
            paid(json!({"transaction_id": ""})),
            "it has no name, as most of v2, and is none of the documented notifications: \
             for V2TransactionFailed nothing says that it failed; for V2TransactionSuccess it lacks `transaction_id`",
        ),
        (
            paid(json!({"out_refund_no": PRIVATE})),
            "it has no name, as most of v2, and would be V2TransactionSuccess, but for a number of the merchant's (`out_…`) \
             that V2TransactionSuccess does not have",
        ),
        (
            json!({"novelty": PRIVATE}),
            "it has no name, as most of v2, and no field that tells a documented notification",
        ),
    ] {
        let reason = why(&platform, &platform.v2_notification(&fields).unwrap());
        assert!(reason.starts_with(expected), "{reason}");
    }
}
