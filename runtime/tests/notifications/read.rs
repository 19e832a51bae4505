//! What is read.

use std::collections::BTreeMap;

use serde_json::json;
use wechatpay_openapi_runtime::{Sensitive, Version};

use super::events::{Event, client, payment, platform, v2_check, v2_payment, v2_refund};

/// The event without its types, to compare.
fn show(event: &Event) -> String {
    match event {
        Event::Paid(paid) => format!(
            "paid {:?} {:?} {:?}",
            paid.out_trade_no,
            paid.total,
            paid.payer_name.as_ref().map(Sensitive::expose)
        ),
        Event::Shared(shared) => format!("shared {:?}", shared.out_order_no),
        Event::V2Paid(paid) => format!(
            "v2 paid {:?} {:?} {:?} {:?}",
            paid.out_trade_no,
            paid.total_fee,
            paid.coupon_id.as_ref().and_then(|ids| ids.get(0)),
            paid.list.as_ref().and_then(|list| list.out_order_no.as_deref())
        ),
        Event::V2Refunded(refund) => {
            let inner = refund.req_info.as_ref().unwrap();
            format!(
                "v2 refunded {:?} {:?} {:?}",
                refund.mch_id, inner.out_refund_no, inner.refund_fee
            )
        }
        Event::V2Checked(check) => {
            let inner = check.event_ciphertext.as_ref().unwrap();
            format!("v2 checked {:?} {:?}", check.event_id, inner.state)
        }
        Event::Unknown(raw) => format!(
            "unknown {:?} {}",
            raw.version(),
            std::str::from_utf8(raw.plaintext()).unwrap()
        ),
    }
}

#[test]
fn every_kind_is_read_and_typed() {
    let key = platform().public_key_id();
    let mut hmac = v2_payment();
    hmac["sign_type"] = "HMAC-SHA256".into();
    let cases = [
        (
            platform()
                .notification("TRANSACTION.SUCCESS", "transaction", &payment())
                .unwrap(),
            r#"paid Some("P1") Some(100) Some("MARKED-NAME")"#,
            Some(key),
        ),
        (
            platform()
                .notification(
                    "TRANSACTION.SUCCESS",
                    "profitsharing",
                    &json!({ "out_order_no": "S1" }),
                )
                .unwrap(),
            r#"shared Some("S1")"#,
            Some(key),
        ),
        (
            platform()
                .notification("NEW.KIND", "", &json!({ "a": 1 }))
                .unwrap(),
            r#"unknown V3 {"a":1}"#,
            Some(key),
        ),
        (
            platform().v2_notification(&v2_payment()).unwrap(),
            r#"v2 paid Some("P2") Some(200) Some("C0") Some("O")"#,
            Some("api_v2_key"),
        ),
        (
            platform().v2_notification(&hmac).unwrap(),
            r#"v2 paid Some("P2") Some(200) Some("C0") Some("O")"#,
            Some("api_v2_key"),
        ),
        (
            platform().v2_notification(&v2_refund()).unwrap(),
            r#"v2 refunded None Some("R1") Some(1)"#,
            None,
        ),
        (
            platform().v2_notification(&v2_check()).unwrap(),
            r#"v2 checked Some("E1") Some("USER_ACCEPTED")"#,
            Some("api_v2_key"),
        ),
    ];
    for (message, expected, verified_by) in cases {
        let (headers, body) = message.parts();
        let read = client()
            .notifications()
            .parse_event::<Event, _>(&headers, &body)
            .unwrap();
        assert_eq!(show(&read), expected);
        assert_eq!(read.raw.verified_by(), verified_by, "{expected}");
        assert_eq!(read.raw.body(), &body);
        // A byte order mark and blanks do not hide what it is; in v3 they would be signed.
        if read.raw.version() == Version::V2 {
            let padded = [b"\xEF\xBB\xBF\r\n ", &body[..]].concat();
            assert!(
                client().notifications().parse(&headers, &padded).is_ok(),
                "{expected}"
            );
        }
    }
}

#[test]
fn what_is_not_documented_keeps_everything() {
    let (headers, body) = platform()
        .v2_notification(&json!({ "novel": "1", "mch_id": "2" }))
        .unwrap()
        .parts();
    let Event::Unknown(raw) = client()
        .notifications()
        .parse(&headers, &body)
        .unwrap()
        .event()
        .unwrap()
    else {
        panic!("it is not documented");
    };
    assert_eq!(raw.document().unwrap().get("novel"), Some("1"));
    assert_eq!(raw.plaintext(), &body);
}

#[test]
fn v2_names_are_read_from_their_own_fields() {
    let (headers, body) = platform().v2_notification(&v2_check()).unwrap().parts();
    let raw = client().notifications().parse(&headers, &body).unwrap();
    let seen = [
        raw.id(),
        raw.event_type(),
        raw.create_time(),
        raw.associated_data(),
        raw.original_type(),
        raw.summary(),
    ];
    assert_eq!(
        seen,
        [
            Some("E1"),
            Some("CHECK.SUCCESS"),
            Some("20231114221320"),
            Some("payscore"),
            None,
            None
        ]
    );
    let plain = std::str::from_utf8(raw.plaintext()).unwrap();
    assert!(plain.contains("USER_ACCEPTED") && !plain.contains("event_id"));
}

#[test]
fn headers_come_in_many_shapes() {
    let message = platform()
        .notification("TRANSACTION.SUCCESS", "transaction", &payment())
        .unwrap();
    let (map, body) = message.parts();
    let pairs: Vec<(String, String)> = map
        .iter()
        .map(|(name, value)| (name.as_str().to_uppercase(), value.to_str().unwrap().to_owned()))
        .collect();
    let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
    let tree: BTreeMap<String, String> = pairs.iter().cloned().collect();
    let request = message.request("/notify").unwrap();
    let notifications = client().notifications();
    let read = [
        notifications.parse(&map, &body),
        notifications.parse(&pairs, &body),
        notifications.parse(&borrowed[..], &body),
        notifications.parse(&tree, &body),
        notifications.parse(&request, request.body()),
    ];
    for raw in read {
        assert_eq!(raw.unwrap().event_type(), Some("TRANSACTION.SUCCESS"));
    }
}
