//! What tells the notifications of v2, held against the documentation: genuine ones are typed by how they went, and nothing
//! else that is signed with the v2 key is one. The documented requests are echoed in `samples`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::{Value, json, to_value};
use wechatpay_openapi::runtime::crypto::ApiV2Key;
use wechatpay_openapi::runtime::http::HeaderMap;
use wechatpay_openapi::runtime::sign::v2::{self, SignType, TELLING};
use wechatpay_openapi::runtime::xml::Document;
use wechatpay_openapi::runtime::{Client, EventKey, Version};
use wechatpay_openapi::testing::TestPlatform;
use wechatpay_openapi::webhook::Event;

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

/// The variant that a body becomes.
fn becomes(body: &[u8]) -> String {
    let client: Client = platform().client().unwrap();
    let read = client
        .notifications()
        .parse_event::<Event, _>(&HeaderMap::new(), body);
    let shown = read.map_or_else(|error| error.to_string(), |read| format!("{:?}", read.event));
    shown.split('(').next().unwrap_or_default().to_owned()
}

fn with(mut fields: Value, others: &[(&str, Value)]) -> Value {
    for (name, value) in others {
        fields[*name] = value.clone();
    }
    fields
}

/// The required fields of the official pages 4011935221 (payment), 4011987465 (deduction), 4011987586 (contract) and
/// 4011935223 (refund), and no others.
#[test]
fn t7_documented_notifications_are_typed_by_their_outcome() {
    let ok =
        json!({"return_code": "SUCCESS", "result_code": "SUCCESS", "mch_id": "1900000001", "nonce_str": "n"});
    let money = with(
        ok.clone(),
        &[
            ("appid", "wx1".into()),
            ("openid", "o1".into()),
            ("bank_type", "CMC".into()),
            ("total_fee", "100".into()),
            ("cash_fee", "100".into()),
            ("transaction_id", "4200".into()),
            ("out_trade_no", "P1".into()),
            ("time_end", "20141030133525".into()),
        ],
    );
    let payment = with(
        money.clone(),
        &[("trade_type", "JSAPI".into()), ("is_subscribe", "N".into())],
    );
    let deduction = with(
        money,
        &[("trade_state", "SUCCESS".into()), ("contract_id", "W1".into())],
    );
    let fail = with(ok.clone(), &[("result_code", "FAIL".into())]);
    let not_deducted = with(
        fail.clone(),
        &[
            ("appid", "wx1".into()),
            ("out_trade_no", "P1".into()),
            ("contract_id", "W1".into()),
        ],
    );
    let contract = with(
        ok.clone(),
        &[
            ("contract_code", "C1".into()),
            ("plan_id", "12535".into()),
            ("openid", "o1".into()),
            ("change_type", "ADD".into()),
            ("operate_time", "2015-07-01 10:00:00".into()),
            ("contract_id", "W1".into()),
            ("request_serial", "1695".into()),
        ],
    );
    let combined = with(
        ok,
        &[
            ("combine_appid", "wx1".into()),
            ("combine_mch_id", "1900000001".into()),
            ("combine_out_trade_no", "P1".into()),
            ("trade_type", "JSAPI".into()),
            ("sign_type", "HMAC-SHA256".into()),
            ("sub_order_list", "{\"order_num\":0,\"order_list\":[]}".into()),
        ],
    );
    let refund = |status: &str| {
        json!({"return_code": "SUCCESS", "appid": "wx1", "mch_id": "1900000001", "req_info": {
            "transaction_id": "4200", "out_trade_no": "P1", "refund_id": "5", "out_refund_no": "R1", "total_fee": "100",
            "refund_fee": "100", "settlement_refund_fee": "100", "refund_status": status, "refund_recv_accout": "零钱",
            "refund_account": "REFUND_SOURCE_UNSETTLED_FUNDS", "refund_request_source": "API", "cash_refund_fee": "90",
        }})
    };
    let state = |value: &str| ("trade_state", Value::from(value));
    let cases = [
        (payment.clone(), "V2TransactionSuccess"),
        (
            with(payment.clone(), &[("result_code", "FAIL".into())]),
            "V2TransactionFailed",
        ),
        (deduction.clone(), "V2TransactionSuccess"),
        (
            with(deduction.clone(), &[state("PAY_FAIL")]),
            "V2TransactionFailed",
        ),
        // It was paid before, or may still be: 4011987465 has it queried, and then closed, before it is deducted anew.
        (with(deduction.clone(), &[state("REFUND")]), "Unknown"),
        (with(deduction, &[state("USERPAYING")]), "Unknown"),
        (
            with(not_deducted.clone(), &[("err_code", "SYSTEMERROR".into())]),
            "Unknown",
        ),
        (
            with(not_deducted.clone(), &[("err_code", "NOTENOUGH".into())]),
            "V2TransactionFailed",
        ),
        (not_deducted, "V2TransactionFailed"),
        (contract.clone(), "V2PapContractStateChanged"),
        (
            with(contract.clone(), &[("change_type", "DELETE".into())]),
            "V2PapContractStateChanged",
        ),
        (
            with(contract, &[("result_code", "FAIL".into())]),
            "V2PapContractStateChangeFailed",
        ),
        (combined.clone(), "V2CombinedTransactionsSuccess"),
        (
            with(combined.clone(), &[("result_code", "FAIL".into())]),
            "V2CombinedTransactionsFailed",
        ),
        (refund("SUCCESS"), "V2RefundSuccess"),
        (refund("CHANGE"), "V2RefundFailed"),
        (refund("REFUNDCLOSE"), "V2RefundFailed"),
        (refund("PROCESSING"), "Unknown"),
        (fail, "Unknown"),
        // What answers a query or a refund is signed alike.
        (with(combined, &[state("NOTPAY")]), "Unknown"),
        (
            with(
                payment,
                &[("out_refund_no", "R1".into()), ("refund_fee", "100".into())],
            ),
            "Unknown",
        ),
    ];
    for (fields, expected) in cases {
        let (_, body) = platform().v2_notification(&fields).unwrap().parts();
        assert_eq!(becomes(&body), expected, "{fields}");
    }
}

#[test]
fn t7_no_two_notifications_claim_the_same() {
    let mut claimed: BTreeMap<_, Vec<&EventKey<Event>>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for key in Event::KEYS {
        assert!(names.insert(key.name), "{} twice", key.name);
        let originals = if key.original_types.is_empty() {
            &[""][..]
        } else {
            key.original_types
        };
        for event_type in key.event_types {
            for original in originals {
                let rivals = claimed
                    .entry((key.version == Version::V2, *event_type, *original))
                    .or_default();
                for rival in rivals.iter().filter(|_| key.version == Version::V3) {
                    let excludes = |one: &EventKey<Event>, other: &EventKey<Event>| {
                        one.marks.iter().any(|mark| other.foreign.contains(mark))
                    };
                    assert!(
                        excludes(key, rival) || excludes(rival, key),
                        "nothing tells {} from {}: both are {event_type} of `{original}`",
                        key.name,
                        rival.name
                    );
                }
                rivals.push(key);
            }
        }
        let is_open = key.original_types.is_empty() && key.version == Version::V3;
        let others = Event::KEYS.iter().filter(|other| other.version == key.version);
        let shared = others
            .filter(|other| other.event_types.iter().any(|one| key.event_types.contains(one)))
            .count();
        assert!(
            !is_open || shared == 1,
            "{} is never found: it documents no `original_type`",
            key.name
        );
    }
    for (event_type, original, expected) in [
        ("TRANSACTION.SUCCESS", "transaction", "TransactionSuccess"),
        ("TRANSACTION.SUCCESS", "profitsharing", "ProfitSharing"),
        ("TRANSACTION.SUCCESS", "novelty", "Unknown"),
        ("REFUND.SUCCESS", "refund", "RefundSuccess"),
        ("REFUND.ABNORMAL", "refund", "RefundAbnormal"),
        ("REFUND.CLOSED", "refund", "RefundClosed"),
    ] {
        let client: Client = platform().client().unwrap();
        let message = platform()
            .notification(event_type, original, &json!({"mchid": "1900000001"}))
            .unwrap();
        let (headers, body) = message.parts();
        let read = client.notifications().parse_event::<Event, _>(&headers, &body);
        let shown = format!("{:?}", read.expect("it verifies").event);
        assert!(
            shown.starts_with(&format!("{expected}(")),
            "{event_type} {original}: {shown}"
        );
    }
}

#[test]
fn t1_every_mark_is_refused_in_a_url() {
    let telling: BTreeSet<&str> = TELLING.iter().copied().collect();
    for key in Event::KEYS.iter().filter(|key| key.version == Version::V2) {
        assert!(!key.marks.is_empty(), "{}", key.name);
        for mark in key.marks {
            let field = mark.split('/').next().unwrap_or_default();
            assert!(telling.contains(field), "{}: `{field}` is missing", key.name);
        }
    }
}

/// Nor can it be made a front end's parameters, nor hidden in the field before if it says how something went.
#[test]
fn t1_what_tells_a_notification_is_signed_for_nobody() {
    let client: Client = platform().client().unwrap();
    for key in Event::KEYS.iter().filter(|key| key.version == Version::V2) {
        let marks = key
            .marks
            .iter()
            .map(|mark| mark.split('/').next().unwrap_or_default());
        let names: BTreeSet<&str> = match key.event_types {
            [] => marks.collect(),
            _ => marks.chain(["event_type"]).collect(),
        };
        let fields: Vec<(&str, &str)> = names.into_iter().map(|name| (name, "1")).collect();
        let view = client.payment("wx1").v2(SignType::Md5).business_view(&fields);
        assert!(view.is_err(), "{} is signed", key.name);
        for state in key
            .succeeded
            .iter()
            .chain(key.failed)
            .filter(|state| !state.contains('/'))
        {
            let hidden = json!({ "mch_id": "1", "attach": format!("x&{state}=FAIL") });
            let (_, body) = platform().v2_notification(&hidden).unwrap().parts();
            let said = becomes(&body);
            assert!(said.contains(&format!("`&{state}=`")), "{}: {said}", key.name);
        }
    }
}

/// A document of these fields under a signature that the front end was given.
fn document(fields: &Value, sign: &Value) -> Vec<u8> {
    let mut document = Document::default();
    for (name, value) in fields.as_object().expect("an object") {
        document.set(name, value.as_str().expect("a text"));
    }
    document.set("sign", sign.as_str().expect("a signature"));
    document.write().expect("XML").into_bytes()
}

#[test]
fn t1_front_end_parameters_are_no_notifications() {
    let client: Client = platform().client().unwrap();
    let mut count = 0;
    for sign_type in [SignType::Md5, SignType::HmacSha256] {
        let payment = client.payment("wx1").v2(sign_type);
        let made = [
            (to_value(payment.jsapi("p1").expect("signed")), "paySign", None),
            (to_value(payment.app("p1").expect("signed")), "sign", None),
            (to_value(payment.payscore("p1").expect("signed")), "sign", None),
            (
                to_value(payment.payscore_detail("1", "2").expect("signed")),
                "sign",
                None,
            ),
            (
                to_value(payment.red_packet("a=1").expect("signed")),
                "paySign",
                Some(("appId", "wx1")),
            ),
        ];
        for (fields, sign, hidden) in made {
            let mut fields = fields.expect("an object");
            let sign = fields.as_object_mut().expect("an object").remove(sign);
            if let Some((name, value)) = hidden {
                fields[name] = value.into();
                fields.as_object_mut().expect("an object").remove("signType");
            }
            let body = document(&fields, &sign.expect("a signature"));
            assert_eq!(becomes(&body), "Unknown", "{fields}");
            count += 1;
        }
        let url = payment.native_url("1").expect("signed");
        let query = url.split_once('?').expect("a query").1;
        let pairs: serde_json::Map<String, Value> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        let mut fields = Value::Object(pairs);
        let sign = fields.as_object_mut().expect("an object").remove("sign");
        assert_eq!(
            becomes(&document(&fields, &sign.expect("signed"))),
            "Unknown",
            "{url}"
        );
        count += 1;
    }
    assert_eq!(count, 12);
    // The same way, a notification would be one.
    let paid = json!({"out_trade_no": "P", "total_fee": "1", "transaction_id": "4", "time_end": "20141030133525", "result_code": "SUCCESS", "return_code": "SUCCESS"});
    let texts = paid.as_object().expect("an object").iter();
    let text = v2::text(texts.map(|(name, value)| (&**name, value.as_str().unwrap_or_default())));
    let key = ApiV2Key::new(platform().api_v2_key()).expect("a key");
    let sign = key.sign(SignType::Md5, &text);
    assert_eq!(becomes(&document(&paid, &sign.into())), "V2TransactionSuccess");
}
