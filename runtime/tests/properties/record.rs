//! Records: what goes in comes out in every format, and no input panics.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use wechatpay_openapi_runtime::__private::{Location, RecordRef};
use wechatpay_openapi_runtime::record::{Record as _, decrypt, from_json, from_xml, to_json, unknown_fields};
use wechatpay_openapi_runtime::{Call, Chain, Json, Method, Operation};

use super::{cases, client};
use crate::support::platform::{keys, signed};
use crate::support::sample::{Amount, Everything, Goods, Reverse, Risk};

/// Any JSON, the numbers such that they can be compared.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e300_f64..1e300).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-z0-9=&%.]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// The names of fields, and others.
fn key() -> impl Strategy<Value = String> {
    let known: Vec<&str> = [Everything::TABLE, Amount::TABLE, Goods::TABLE, Risk::TABLE]
        .iter()
        .flat_map(|table| table.fields.iter().map(|field| field.name()))
        .chain(["coupon_id_0", "coupon_fee_1_2", "coupon_fee_1", "detail", "new"])
        .collect();
    prop_oneof![
        prop::sample::select(known).prop_map(str::to_owned),
        "[a-z~/$_0-9]{0,6}"
    ]
}

fn text() -> BoxedStrategy<Value> {
    any::<String>().prop_map(Value::from).boxed()
}

fn amount() -> BoxedStrategy<Value> {
    object(vec![
        ("total", any::<i64>().prop_map(Value::from).boxed()),
        ("currency", text()),
    ])
}

/// An object with some of these fields.
fn object(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| prop::option::of(value).prop_map(move |value| (name, value)))
        .collect();
    let some = |fields: Vec<(&str, Option<Value>)>| -> Map<String, Value> {
        fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect()
    };
    fields.prop_map(move |fields| Value::Object(some(fields))).boxed()
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop::collection::vec(item, 0..4).prop_map(Value::from).boxed()
}

/// `Everything`, exactly as documented.
fn documented() -> BoxedStrategy<Value> {
    let integer = || any::<i64>().prop_map(Value::from).boxed();
    let pairs = (any::<i64>(), any::<String>()).prop_map(|(time, mobile)| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("posttime", &time.to_string())
            .append_pair("mobile", &mobile);
        Value::from(form.finish())
    });
    let goods = object(vec![
        ("id", text()),
        ("price", amount()),
        ("secrets", list(text())),
    ]);
    object(vec![
        ("Idempotency-Key", text()),
        ("mchid", text()),
        ("tags", list(text())),
        ("payer_name", text()),
        ("type", prop_oneof![Just(json!("JSAPI")), text()].boxed()),
        ("types", list(text())),
        ("flag", any::<bool>().prop_map(Value::from).boxed()),
        ("total", integer()),
        ("rate", (-1e300_f64..1e300).prop_map(Value::from).boxed()),
        ("counts", list(integer())),
        (
            "extra",
            any_json()
                .prop_filter("null is nothing", |value| !value.is_null())
                .boxed(),
        ),
        ("amount", amount()),
        ("goods", list(goods)),
        (
            "domains",
            list(text())
                .prop_map(|list| Value::from(list.to_string()))
                .boxed(),
        ),
        ("risk_info", pairs.boxed()),
        ("id_card", text()),
        ("coupon_id_0", text()),
        ("coupon_id_10", text()),
        ("coupon_fee_0_1", integer()),
    ])
}

fn decoded(value: &Value) -> Everything {
    from_json(value.to_string().as_bytes()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

fn encoded(record: &Everything) -> Value {
    serde_json::from_slice(&to_json(record).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn what_is_documented_comes_out_unchanged(value in documented()) {
        let record = decoded(&value);
        prop_assert_eq!(encoded(&record), value.clone());
        prop_assert_eq!(&decoded(&encoded(&record)), &record);
        prop_assert_eq!(&record.clone(), &record);
        prop_assert_eq!(unknown_fields(Everything::TABLE, value.to_string().as_bytes()), [""; 0]);
    }

    #[test]
    fn no_json_panics_and_what_is_understood_stays(value in any_json()) {
        let json = value.to_string();
        let _ = unknown_fields(Everything::TABLE, json.as_bytes());
        if let Ok(record) = from_json::<Everything>(json.as_bytes()) {
            let once = encoded(&record);
            prop_assert_eq!(encoded(&decoded(&once)), once);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in any::<Vec<u8>>()) {
        let _ = from_json::<Everything>(&bytes);
        let _ = from_xml::<Everything>(&bytes);
    }

    /// What is added to a documented object is named, all of it and nothing else.
    #[test]
    fn every_unknown_key_is_named(
        value in documented(), top in "x[a-z]{0,4}", inside in "[~/]x", deep in "x[0-9]", what in any_json(),
    ) {
        let mut value = value;
        let mut expected = vec![format!("/{top}")];
        value[&top] = what.clone();
        if value["amount"].is_object() {
            value["amount"][&inside] = what.clone();
            expected.push(format!("/amount/{}", inside.replace('~', "~0").replace('/', "~1")));
        }
        for (index, goods) in value["goods"].as_array_mut().into_iter().flatten().enumerate() {
            goods[&deep] = what.clone();
            expected.push(format!("/goods/{index}/{deep}"));
        }
        // Indexing an absent member adds a null, which is nothing.
        expected.sort();
        prop_assert_eq!(unknown_fields(Everything::TABLE, value.to_string().as_bytes()), expected);
    }

    #[test]
    fn pairs_hold_every_value(value in documented()) {
        let record = decoded(&value);
        let pairs = RecordRef::new(&record).pairs(Location::Query, Some(&Reverse)).unwrap();
        let mut expected = Vec::new();
        if let Some(mchid) = &record.mchid {
            expected.push(("mchid".to_owned(), mchid.clone()));
        }
        expected.extend(record.tags.iter().flatten().map(|tag| ("tags".to_owned(), tag.clone())));
        if let Some(name) = &record.payer_name {
            expected.push(("payer_name".to_owned(), name.expose().chars().rev().collect()));
        }
        prop_assert_eq!(pairs, expected);
    }

    /// Everything that is encrypted is decrypted, wherever it lies.
    #[test]
    fn what_is_encrypted_is_decrypted(value in documented()) {
        let record = decoded(&value);
        let wire = RecordRef::new(&record).to_json(Location::Body, Some(&Reverse)).unwrap();
        let mut back: Everything = from_json(&wire).unwrap();
        decrypt(&mut back, &Reverse).unwrap();
        let plain: Everything = from_json(&RecordRef::new(&record).to_json(Location::Body, None).unwrap()).unwrap();
        prop_assert_eq!(back, plain);
    }
}

const OPERATION: Operation = Operation::v3(Method::POST, "/v3/x");

proptest! {
    #![proptest_config(cases(60))]

    /// The same over real keys: a request to the platform, an answer from it.
    #[test]
    fn a_sensitive_text_arrives(text in "\\PC{0,60}") {
        let request = Everything::new().mchid("1").id_card(&*text).payer_name(&*text);
        let call: Call<Everything> = Call::new(Chain::new(client()), &OPERATION, request);
        let built = call.to_http();
        // RSA-OAEP takes 214 bytes.
        prop_assert_eq!(built.is_ok(), text.len() <= 214);
        let Ok(built) = built else { return Ok(()) };
        let body: Json = serde_json::from_slice(built.body()).unwrap();
        prop_assert_eq!(&keys().platform.decrypt(body["id_card"].as_str().unwrap()).unwrap(), &text);
        let cipher = keys().merchant.public_key().unwrap().encrypt(&text).unwrap();
        let answer = call.read(signed(200, &json!({ "id_card": cipher }).to_string())).unwrap();
        prop_assert_eq!(answer.id_card.as_ref().unwrap().expose(), &text);
    }
}
