//! Every documented notification, signed and encrypted, read and typed; the
//! payment notification in the forms that a shop, a service provider and a
//! combined order get it.

use axum::Router;
use axum::body::Body;
use axum::routing::post;
use tower::ServiceExt as _;
use wechatpay_openapi::runtime::record::{Record, from_json, unknown_fields};
use wechatpay_openapi::runtime::serde_json::{self, Value};
use wechatpay_openapi::runtime::{EventKey, Version};
use wechatpay_openapi::testing::{TestMessage, TestPlatform};
use wechatpay_openapi::types::{CombineTransaction, PartnerTransaction, Transaction};
use wechatpay_openapi::webhook::Event;
use wechatpay_openapi::webhook::v3::entrust_terminate_retention as retention;
use wechatpay_openapi::{Client, RawNotification, Reply, WechatPay};

const DIRECT: &str = r#"{
    "appid": "wxd678efh567hg6787", "mchid": "1900000001", "out_trade_no": "1217752501201407033233368018",
    "transaction_id": "1217752501201407033233368018", "trade_type": "JSAPI", "trade_state": "SUCCESS",
    "trade_state_desc": "支付成功", "bank_type": "CMC", "attach": "a", "success_time": "2018-06-08T10:34:56+08:00",
    "payer": {"openid": "o1"}, "scene_info": {"device_id": "013467007045764"},
    "amount": {"total": 100, "payer_total": 90, "currency": "CNY", "payer_currency": "CNY"},
    "promotion_detail": [{"coupon_id": "109519", "name": "n", "scope": "GLOBAL", "type": "DISCOUNT", "amount": 10,
        "stock_id": "931386", "wechatpay_contribute": 10, "merchant_contribute": 0, "other_contribute": 0,
        "currency": "CNY", "goods_detail": [{"goods_id": "M1006", "quantity": 1, "unit_price": 100,
        "discount_amount": 10, "goods_remark": "r"}]}]
}"#;

const PARTNER: &str = r#"{
    "sp_appid": "wx1", "sp_mchid": "1900000100", "sub_appid": "wx2", "sub_mchid": "1900000109",
    "out_trade_no": "1", "transaction_id": "2", "trade_type": "NATIVE", "trade_state": "SUCCESS",
    "payer": {"sp_openid": "o1", "sub_openid": "o2"}, "amount": {"total": 100, "payer_total": 100}
}"#;

const COMBINED: &str = r#"{
    "combine_appid": "wx1", "combine_mchid": "1900000109", "combine_out_trade_no": "1",
    "scene_info": {"device_id": "POS1:1"}, "combine_payer_info": {"openid": "o1"},
    "sub_orders": [
        {"mchid": "1900000109", "trade_type": "JSAPI", "trade_state": "SUCCESS", "bank_type": "CMC", "attach": "a",
         "success_time": "2015-05-20T13:29:35+08:00", "transaction_id": "2", "out_trade_no": "3",
         "amount": {"total_amount": 10, "currency": "CNY", "payer_amount": 10, "payer_currency": "CNY"}},
        {"mchid": "1900000110", "trade_state": "SUCCESS", "out_trade_no": "4", "amount": {"total_amount": 5}}
    ]
}"#;

#[test]
fn every_field_of_a_payment_is_typed() {
    fn read<R: Record>(payload: &str) {
        let unknown = unknown_fields(R::TABLE, payload.as_bytes());
        assert_eq!(unknown, Vec::<String>::new(), "{payload}");
        from_json::<R>(payload.as_bytes()).expect("it decodes");
    }
    read::<Transaction>(DIRECT);
    read::<PartnerTransaction>(PARTNER);
    read::<CombineTransaction>(COMBINED);
}

#[test]
fn a_payment_can_be_checked_against_the_order() {
    let paid: Transaction = from_json(DIRECT.as_bytes()).expect("it decodes");
    assert_eq!(paid.mchid.as_deref(), Some("1900000001"));
    let paid_at = paid.success_time.as_ref().map(|time| time.to_unix());
    assert!(matches!(paid_at, Some(Ok(1_528_425_296))), "{paid_at:?}");
    assert_eq!(paid.amount.and_then(|amount| amount.total), Some(100));
    let paid: CombineTransaction = from_json(COMBINED.as_bytes()).expect("it decodes");
    let totals: Vec<_> = paid
        .sub_orders
        .iter()
        .flatten()
        .map(|order| order.amount.clone()?.total_amount)
        .collect();
    assert_eq!(totals, [Some(10), Some(5)]);
}

/// As many messages as names lead to it, each with every documented field.
fn messages(platform: &TestPlatform, key: &EventKey<Event>) -> Vec<TestMessage> {
    let mut sample = platform.sample_of(key.table);
    if key.version == Version::V2 {
        return vec![platform.v2_notification(&signable(sample, key)).unwrap()];
    }
    // A documented sample has the first of the documented values.
    for state in key.succeeded {
        let (place, value) = state.split_once('=').unwrap_or((state, "SUCCESS"));
        // In an object, or in the one item of a list.
        let pointers = [format!("/{place}"), format!("/{}", place.replace('/', "/0/"))];
        let found = pointers.iter().find(|pointer| sample.pointer(pointer).is_some());
        let found = found.unwrap_or_else(|| panic!("{}: no state `{place}` in {sample}", key.name));
        *sample.pointer_mut(found).expect("it was found") = value.into();
    }
    let original_types = match key.original_types {
        [] => &[""],
        some => some,
    };
    key.event_types
        .iter()
        .flat_map(|event_type| original_types.iter().map(move |original| (event_type, original)))
        .map(|(event_type, original)| platform.notification(event_type, original, &sample).unwrap())
        .collect()
}

/// What the stand-in fills in itself is left to it.
fn signable(mut sample: Value, key: &EventKey<Event>) -> Value {
    if let Some(fields) = sample.as_object_mut() {
        for name in ["sign", "sign_type", "event_nonce"] {
            fields.remove(name);
        }
        for event_type in key.event_types {
            fields.insert("event_type".to_owned(), (*event_type).into());
        }
    }
    // A documented sample went well.
    if let Some(state) = key.failed.first() {
        let pointer = format!("/{state}");
        // Only a documented failure is one.
        let failure = if state.ends_with("refund_status") {
            "REFUNDCLOSE"
        } else {
            "FAIL"
        };
        *sample.pointer_mut(&pointer).expect("a documented state") = failure.into();
    }
    sample
}

/// The variant's name, as `Debug` begins.
fn variant(event: &Event) -> String {
    format!("{event:?}")
        .split('(')
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn every_documented_notification_arrives_typed() {
    let platform = TestPlatform::new().unwrap();
    let client: Client = platform.client().unwrap();
    let mut count = (0, 0);
    for key in Event::KEYS {
        match key.version {
            Version::V2 => count.0 += 1,
            Version::V3 => count.1 += 1,
        }
        let messages = messages(&platform, key);
        assert!(!messages.is_empty(), "{}", key.name);
        for message in messages {
            let (headers, body) = message.parts();
            let read = client
                .notifications()
                .parse_event::<Event, _>(&headers, &body)
                .unwrap_or_else(|error| panic!("{}: {error}", key.name));
            assert_eq!(variant(&read), key.name);
            if key.version == Version::V3 {
                let unknown = unknown_fields(key.table, read.raw.plaintext());
                assert_eq!(unknown, Vec::<String>::new(), "{}", key.name);
            }
        }
    }
    // One of v2 that may fail has two.
    let index = include_str!("../INDEX.md");
    let listed = |module: &str| index.lines().filter(|line| line.contains(module)).count();
    assert_eq!(count.1, listed("| `webhook::v3::"));
    assert!(count.0 > listed("| `webhook::v2::"), "{count:?}");
}

#[test]
fn what_is_encrypted_in_v2_is_in_the_field_that_held_it() {
    let platform = TestPlatform::new().unwrap();
    let client: Client = platform.client().unwrap();
    for key in Event::KEYS {
        for message in messages(&platform, key) {
            let (headers, body) = message.parts();
            let event = client.notifications().parse_event::<Event, _>(&headers, &body);
            let shown = match event.map(|notification| notification.event) {
                Ok(Event::V2RefundSuccess(refund) | Event::V2RefundFailed(refund)) => {
                    refund.req_info.and_then(|inner| inner.out_refund_no)
                }
                Ok(Event::V2CheckFail(check)) => check.event_ciphertext.and_then(|inner| inner.out_order_no),
                Ok(Event::V2CheckSuccess(check)) => {
                    check.event_ciphertext.and_then(|inner| inner.out_order_no)
                }
                Ok(Event::V2PayscoreTransactionFail(paid)) => {
                    paid.event_ciphertext.and_then(|inner| inner.out_order_no)
                }
                Ok(Event::V2PayscoreTransactionSuccess(paid)) => {
                    paid.event_ciphertext.and_then(|inner| inner.out_order_no)
                }
                _ => continue,
            };
            let wanted = match key.name {
                "V2RefundSuccess" | "V2RefundFailed" => "out_refund_no",
                _ => "out_order_no",
            };
            assert_eq!(shown.as_deref(), Some(wanted), "{}", key.name);
        }
    }
}

#[test]
fn t17_a_retention_offer_is_answered_with_data() {
    use retention::{Acknowledgement, CouponInfo, RetentionType, State};
    let platform = TestPlatform::new().unwrap();
    let client: Client = platform.client().unwrap();
    let payload = platform.sample::<retention::Notification>();
    let (headers, body) = platform
        .notification("ENTRUST.TERMINATE_RETENTION", "entrust", &payload)
        .unwrap()
        .parts();
    let coupon = CouponInfo::new().state(State::UnusedCoupon).coupon_id("1");
    let offer = Acknowledgement::new()
        .retention_type(RetentionType::Coupon)
        .coupon_info(coupon);

    let asked = client.notifications().parse_event::<Event, _>(&headers, &body);
    let asked = asked.expect("it verifies");
    let Event::EntrustTerminateRetention(found) = &asked.event else {
        panic!("an offer was asked for");
    };
    let reply = asked.raw.reply(found, &offer).expect("nothing is missing");

    // At an address of its own.
    let asked = client
        .notifications()
        .parse_event::<retention::Notification, _>(&headers, &body);
    assert_eq!(asked.expect("it is one").reply(&offer).expect("as before"), reply);

    let said: Value = serde_json::from_str(&reply.body).expect("JSON");
    assert_eq!(said["code"], "SUCCESS");
    assert_eq!(said["retention_type"], "COUPON");
    assert_eq!(said["coupon_info"]["state"], "UNUSED_COUPON");
    assert_eq!((reply.status, reply.authorization), (200, None));
}

async fn notified(WechatPay(notification): WechatPay<Event>) -> Reply {
    match &*notification {
        Event::TransactionSuccess(paid) if paid.out_trade_no.as_deref() == Some("out_trade_no") => {
            notification.success()
        }
        _ => notification.failure("not mine"),
    }
}

#[tokio::test]
async fn the_generated_client_is_a_state_of_axum() {
    let platform = TestPlatform::new().unwrap();
    let client: Client = platform.client().unwrap();
    let router = Router::new()
        .route("/", post(notified))
        .with_state(client.clone());
    let payload = platform.sample::<Transaction>();
    for (original_type, status) in [("transaction", 204), ("profitsharing", 500)] {
        let message = platform
            .notification("TRANSACTION.SUCCESS", original_type, &payload)
            .unwrap();
        let response = router
            .clone()
            .oneshot(message.request("/").unwrap().map(Body::from))
            .await;
        assert_eq!(response.expect("infallible").status(), status, "{original_type}");
        let (headers, body) = message.parts();
        let raw: RawNotification = client
            .notifications()
            .parse(&headers, &body)
            .expect("it verifies");
        assert_eq!(raw.original_type(), Some(original_type));
    }
}
