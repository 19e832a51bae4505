//! Which notifications are copies of one another.

use serde_json::{Value, json};
use wechatpay_openapi_runtime::RawNotification;
use wechatpay_openapi_runtime::http::HeaderMap;
use wechatpay_openapi_runtime::testing::TestMessage;
use wechatpay_openapi_runtime::xml::{Document, Node};

use super::events::{client, payment, platform, v2_check, v2_payment, v2_refund};

fn read(message: &TestMessage) -> RawNotification {
    let (headers, body) = message.parts();
    client().notifications().parse(&headers, &body).unwrap()
}

/// Sent anew by the platform, with a nonce and a signature of its own.
fn v2(fields: &Value) -> RawNotification {
    read(&platform().v2_notification(fields).unwrap())
}

fn with(fields: Value, name: &str, value: &str) -> Value {
    let mut fields = fields;
    fields[name] = value.into();
    fields
}

/// Sent again by somebody who has seen it and can only write it in another way.
fn replayed(
    fields: &Value,
    change: impl FnOnce(Vec<(String, String)>) -> Vec<(String, String)>,
) -> RawNotification {
    let (_, body) = platform().v2_notification(fields).unwrap().parts();
    let document = Document::parse(&body).unwrap();
    let pairs = document.fields().map(|(name, node)| match node {
        Node::Text(text) => (name.to_owned(), text.clone()),
        Node::Fields(_) => unreachable!("nothing is nested on the wire"),
    });
    let mut again = Document::default();
    for (name, value) in change(pairs.collect()) {
        again.set(&name, value);
    }
    let body = again.write().unwrap();
    client()
        .notifications()
        .parse(&HeaderMap::new(), body.as_bytes())
        .unwrap()
}

#[test]
fn t16_what_has_no_id_says_so_and_has_a_key() {
    let paid = v2(&v2_payment());
    assert_eq!(
        (paid.id(), paid.create_time(), paid.event_type()),
        (None, None, None)
    );
    assert_eq!(paid.deduplication_key().len(), 64);
    let checked = v2(&v2_check());
    assert_eq!(checked.id(), Some("E1"));
    assert_eq!(checked.deduplication_key(), "E1");
    let message = platform()
        .notification("TRANSACTION.SUCCESS", "transaction", &payment())
        .unwrap();
    let raw = read(&message);
    assert_eq!(raw.id(), Some(&*raw.deduplication_key()));
}

#[test]
fn t16_copies_have_one_key() {
    let mut without_id = v2_check();
    without_id.as_object_mut().unwrap().remove("event_id");
    let refund = v2_refund();
    let copies: Vec<(&str, RawNotification, RawNotification)> = vec![
        ("a payment signed anew", v2(&v2_payment()), v2(&v2_payment())),
        (
            "a payment signed by the other algorithm",
            v2(&v2_payment()),
            v2(&with(v2_payment(), "sign_type", "HMAC-SHA256")),
        ),
        (
            "in another order",
            v2(&v2_payment()),
            replayed(&v2_payment(), |mut pairs| {
                pairs.reverse();
                pairs
            }),
        ),
        (
            "with empty fields more, which no signature covers",
            v2(&v2_payment()),
            replayed(&v2_payment(), |mut pairs| {
                pairs.push(("event_id".to_owned(), String::new()));
                pairs.push(("cash_fee".to_owned(), String::new()));
                pairs
            }),
        ),
        ("an event encrypted anew", v2(&without_id), v2(&without_id)),
        ("a refund encrypted anew", v2(&refund), v2(&refund)),
        (
            "a refund with an id that nothing vouches for",
            v2(&refund),
            v2(&with(refund.clone(), "event_id", "FORGED")),
        ),
        (
            "a refund with other fields beside it",
            v2(&refund),
            v2(&with(refund.clone(), "mch_id", "1900000002")),
        ),
    ];
    for (what, one, other) in copies {
        assert_eq!(one.deduplication_key(), other.deduplication_key(), "{what}");
    }
}

#[test]
fn t16_what_is_new_has_another_key() {
    let refund = |number: &str| json!({ "mch_id": "1900000001", "req_info": { "out_refund_no": number } });
    let sent = |number| {
        read(
            &platform()
                .notification("REFUND.SUCCESS", "refund", &json!({ "out_refund_no": number }))
                .unwrap(),
        )
    };
    let mut without_id = v2_check();
    without_id.as_object_mut().unwrap().remove("event_id");
    let mut refused = without_id.clone();
    refused["event_ciphertext"]["state"] = "USER_REFUSED".into();
    #[rustfmt::skip]
    let different = [
        ("another order", v2(&v2_payment()), v2(&with(v2_payment(), "out_trade_no", "P3"))),
        ("another amount", v2(&v2_payment()), v2(&with(v2_payment(), "total_fee", "201"))),
        ("another outcome", v2(&v2_payment()), v2(&with(v2_payment(), "return_code", "FAIL"))),
        ("another event", v2(&without_id), v2(&refused)),
        ("another refund", v2(&refund("R1")), v2(&refund("R2"))),
        ("a payment, a refund", v2(&v2_payment()), v2(&v2_refund())),
        ("another notification of v3", sent("R1"), sent("R1")),
    ];
    for (what, one, other) in different {
        assert_ne!(one.deduplication_key(), other.deduplication_key(), "{what}");
    }
}

#[test]
fn what_nothing_vouches_for_is_not_given() {
    let forged = with(
        with(v2_refund(), "event_id", "FORGED"),
        "event_type",
        "CHECK.SUCCESS",
    );
    let forged = with(forged, "event_create_time", "20231114221320");
    let raw = v2(&forged);
    assert_eq!(
        (raw.id(), raw.event_type(), raw.create_time()),
        (None, None, None)
    );
}
